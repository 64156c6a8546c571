using EphysTx.Features;
using EphysTx.Recordings;
using EphysTx.Recordings.Nwb;
using EphysTx.Simulation.Nwb;
using EphysTx.Simulation.Populations;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Simulation.Nwb;

public class NwbRecordingWriterTests
{
    [Theory]
    [InlineData("paper")]
    [InlineData("recommended")]
    public void A_written_cell_gives_the_features_of_the_one_in_memory(string preset)
    {
        FeatureOptions options = preset == "paper" ? FeatureOptions.Paper : FeatureOptions.Recommended;
        using var folder = new ScratchFolder();
        string path = Path.Combine(folder.Path, "cell.nwb");
        using Recording recording = SimulatedRecordings.Median(new NeuronClass("mouse", "Sst"));

        NwbRecordingWriter.Write(recording, path);
        RecordingFeatures memory = RecordingFeatureExtractor.Extract(recording, options);
        RecordingFeatures file = RecordingFeatureExtractor.ExtractFile(path, options);

        Assert.Null(memory.Error);
        Assert.Null(file.Error);
        Assert.Equal(12, memory.Families.Count(family => family.Values is not null));

        // Under the paper's preset the window ends with the 3 ms pulse, and this neuron's spike comes after it.
        string[] missing = memory.Scalars.Where(scalar => !double.IsFinite(scalar.Value)).Select(scalar => scalar.Name).ToArray();
        Assert.All(missing, name => Assert.EndsWith("_short_square", name, StringComparison.Ordinal));
        Assert.Equal(preset == "paper" ? 4 : 0, missing.Length);
        for (int k = 0; k < memory.Families.Count; k++)
        {
            AssertEqual(memory.Families[k].Name, memory.Families[k].Values!, file.Families[k].Values!);
        }

        for (int k = 0; k < memory.Scalars.Count; k++)
        {
            AssertEqual(memory.Scalars[k].Name, [memory.Scalars[k].Value], [file.Scalars[k].Value]);
        }
    }

    [Fact]
    public void Sweeps_come_back_with_their_codes_rates_and_samples()
    {
        using var folder = new ScratchFolder();
        string path = Path.Combine(folder.Path, "cell.nwb");
        using Recording recording = SimulatedRecordings.Median(new NeuronClass("human", "Vip"));
        NwbRecordingWriter.Write(recording, path);

        using Recording read = NwbReader.Open(path, new NwbReadOptions { RequireSweepTable = true });

        Assert.Equal(recording.Sweeps.Select(sweep => (sweep.Number, sweep.StimulusCode, sweep.SamplingRate, sweep.ClampMode)), read.Sweeps.Select(sweep => (sweep.Number, sweep.StimulusCode, sweep.SamplingRate, sweep.ClampMode)));
        SweepTraces memory = recording.Sweeps[0].ReadTraces(default);
        SweepTraces file = read.Sweeps[0].ReadTraces(default);
        Assert.Equal(memory.Stimulus.Length, file.Stimulus.Length);
        for (int k = 0; k < memory.Response.Length; k++)
        {
            Assert.Equal(memory.Response[k], file.Response[k], 1e-4);
            Assert.Equal(memory.Stimulus[k], file.Stimulus[k], 1e-4);
        }
    }

    [Fact]
    public void The_same_recording_gives_the_same_bytes()
    {
        using Recording recording = SimulatedRecordings.Median(new NeuronClass("mouse", "Pvalb"));

        Assert.Equal(NwbRecordingWriter.Build(recording).ToArray(1), NwbRecordingWriter.Build(recording).ToArray(2));
    }

    // Scaling to volts and back changes the last bit of a sample, no more.
    private static void AssertEqual(string name, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(double.IsNaN(expected[k]) ? double.IsNaN(actual[k]) : Math.Abs(expected[k] - actual[k]) <= 1e-4 * largest, $"{name}[{k}]: {expected[k]} in memory, {actual[k]} from the file");
        }
    }
}
