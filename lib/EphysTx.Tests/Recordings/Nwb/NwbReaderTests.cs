using EphysTx.Features;
using EphysTx.Recordings;
using EphysTx.Recordings.Nwb;

namespace EphysTx.Tests.Recordings.Nwb;

public class NwbReaderTests
{
    [Fact]
    public void Intracellular_recordings_pair_stretches_of_series()
    {
        using Recording recording = NwbReader.Open(Fixture("intracellular_recordings"));
        Assert.Equal([0, 1, 2], recording.Sweeps.Select(sweep => sweep.Number));
        Assert.Equal(["Steps", "Steps", "Steps"], recording.Sweeps.Select(sweep => sweep.StimulusCode));
        SweepTraces traces = recording.Sweeps[1].ReadTraces(default);
        Assert.Equal(Enumerable.Range(50, 30).Select(k => (double)(k % 7)), traces.Stimulus.ToDouble(30), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(Enumerable.Range(50, 30).Select(k => k - 70.0), traces.Response.ToDouble(30), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.False(traces.Response.IsSingle);
        Assert.Equal(FailureReason.SweepWithoutPartner, recording.Sweeps[2].Defect?.Reason);
        Assert.Equal((5, 20, 4), (Math.Round(recording.Sweeps[0].BiasCurrent, 9), Math.Round(recording.Sweeps[0].BridgeBalance, 9), Math.Round(recording.Sweeps[0].CapacitanceCompensation, 9)));
    }

    [Fact]
    public void An_offset_is_ignored_when_asked()
    {
        using Recording recording = NwbReader.Open(Fixture("intracellular_recordings"), new NwbReadOptions { ApplyOffset = false, ReadAmplifierSettings = false });
        Assert.Equal(10, recording.Sweeps[0].ReadTraces(default).Response[0], 1e-9);
        Assert.True(double.IsNaN(recording.Sweeps[0].BiasCurrent));
    }

    [Fact]
    public void Without_table_sweep_numbers_pair_series()
    {
        using Recording recording = NwbReader.Open(Fixture("sweep_numbers"));
        Assert.Equal([0, 1, 2, 9, 10], recording.Sweeps.Select(sweep => sweep.Number));
        SweepTraces traces = recording.Sweeps[1].ReadTraces(default);
        Assert.Equal(40, traces.Stimulus[39], 1e-4);
        Assert.Equal(36, traces.Response[35], 1e-4);
        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN], traces.Response.ToDouble(40)[36..]);
        Assert.Equal("Rest", recording.Sweeps[2].StimulusCode);
        Assert.NotNull(recording.Sweeps[2].Defect);
        Assert.Null(recording.Sweeps[3].Defect);
        Assert.Equal(FailureReason.UnreadableFile, Assert.Throws<AnalysisFailureException>(() => recording.Sweeps[3].ReadTraces(default)).Failure.Reason);
        Assert.Equal((ClampMode.VoltageClamp, ""), (recording.Sweeps[4].ClampMode, recording.Sweeps[4].StimulusCode));
    }

    [Fact]
    public void A_file_without_sweep_table_is_refused_where_one_is_required()
    {
        EphysTxException error = Assert.Throws<EphysTxException>(() => NwbReader.Open(Fixture("sweep_numbers"), new NwbReadOptions { RequireSweepTable = true }));
        Assert.Contains("sweep_numbers.nwb", error.Message, StringComparison.Ordinal);
        Assert.Contains("no sweep table", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_sweep_table_pairs_series_and_single_precision_stays_single()
    {
        using Recording recording = NwbReader.Open(Fixture("sweep_table"));
        Assert.Equal([4, 7], recording.Sweeps.Select(sweep => sweep.Number));
        Assert.Equal([("EXTPSMOKET", ClampMode.VoltageClamp), ("X4PS_SupraThresh", ClampMode.CurrentClamp)], recording.Sweeps.Select(sweep => (sweep.StimulusCode, sweep.ClampMode)));
        SweepTraces traces = recording.Sweeps[1].ReadTraces(default);
        Assert.True(traces.Stimulus.IsSingle && traces.Response.IsSingle);
        Assert.Equal(29.999998092651367, traces.Stimulus[0]);
        SweepTraces clamp = recording.Sweeps[0].ReadTraces(default);
        Assert.Equal((1, 1), (Math.Round(clamp.Stimulus[0], 5), Math.Round(clamp.Response[0], 5)));
    }

    [Theory]
    [InlineData("damaged_table", "sweep table")]
    [InlineData("version_1", "NWB-1.0.5")]
    [InlineData("no_version", "nwb_version")]
    public void What_cannot_be_read_is_named(string name, string words)
    {
        EphysTxException error = Assert.Throws<EphysTxException>(() => NwbReader.Open(Fixture(name)));
        Assert.Contains($"{name}.nwb", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        RecordingFeatures features = RecordingFeatureExtractor.ExtractFile(Fixture(name), FeatureOptions.Recommended);
        Assert.Equal(FailureReason.UnreadableFile, features.Error!.Reason);
    }

    [Fact]
    public void Files_that_are_not_there_foreign_or_cut_off_are_failures()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string foreign = Path.Combine(folder, "foreign.nwb");
            File.WriteAllText(foreign, "not a recording");
            string cut = Path.Combine(folder, "cut.nwb");
            byte[] whole = File.ReadAllBytes(Fixture("sweep_table"));
            File.WriteAllBytes(cut, whole[..(whole.Length / 2)]);
            string empty = Path.Combine(folder, "empty.nwb");
            File.WriteAllBytes(empty, []);
            foreach (string path in new[] { foreign, cut, empty, Path.Combine(folder, "absent.nwb"), folder })
            {
                Assert.Equal(FailureReason.UnreadableFile, RecordingFeatureExtractor.ExtractFile(path, FeatureOptions.Paper).Error!.Reason);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static TheoryData<string> RealFiles()
    {
        TheoryData<string> data = [];
        bool there = SharedData.Folder is not null && Directory.Exists(SharedData.Path("data", "nwb_real"));
        IEnumerable<string> files = there ? Directory.EnumerateFiles(SharedData.Path("data", "nwb_real"), "*.nwb").Order(StringComparer.Ordinal) : ["none"];
        foreach (string file in files)
        {
            data.Add(Path.GetFileName(file));
        }

        return data;
    }

    [SharedDataTheory("data", "nwb_real")]
    [MemberData(nameof(RealFiles))]
    public void Real_recordings_are_listed_and_read(string file)
    {
        using Recording recording = NwbReader.Open(SharedData.Path("data", "nwb_real", file));
        Assert.NotEmpty(recording.Sweeps);
        foreach (Sweep sweep in recording.Sweeps)
        {
            Assert.Null(sweep.Defect);
            Assert.True(sweep.SamplingRate >= 10000);
            double[] response = sweep.ReadTraces(default).Response.ToDouble(1000);
            bool isVoltage = sweep.ClampMode == ClampMode.CurrentClamp;
            Assert.All(response, value => Assert.InRange(value, isVoltage ? -200 : -20000, isVoltage ? 200 : 20000));
        }

        foreach (FeatureOptions options in new[] { FeatureOptions.Paper, FeatureOptions.Recommended })
        {
            RecordingFeatures features = RecordingFeatureExtractor.Extract(recording, options);
            Assert.True(features.Error is not null || features.Families.All(family => family.Failure is not null));
        }
    }

    private static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Recordings", "Fixtures", $"{name}.nwb");
}
