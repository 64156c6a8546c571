using System.Text.Json;
using EphysTx.Features;
using EphysTx.Features.Protocols;
using EphysTx.Features.Register;
using EphysTx.Features.Spikes;
using EphysTx.Recordings;
using EphysTx.Recordings.Epochs;
using EphysTx.Recordings.Nwb;
using EphysTx.Recordings.Quality;

namespace EphysTx.Tests.Features;

/// <summary>Every recording in golden/cells, whatever stands there: the preset paper gives what the reference gave.</summary>
public class GoldenCellTests
{
    private const double Tolerance = 1e-6;

    // Words of the reference's errors for a whole cell, and what they mean.
    private static readonly (string Type, string Words, FailureReason[] Reasons)[] Errors =
    [
        ("TypeError", "LongSquareAnalysis", [FailureReason.NoLongSquareSweeps]),
        ("AttributeError", "stim_amp_fn", [FailureReason.NoShortSquareSweeps]),
        ("FeatureError", "at least two spiking sweeps", [FailureReason.TooFewTargetAmplitudes]),
        ("TypeError", "", [FailureReason.NoStimulusEpoch]),
        ("ValueError", "", [FailureReason.TraceLengthMismatch, FailureReason.SweepWithoutPartner, FailureReason.UnreadableFile]),
        ("Exception", "end to the test pulse", [FailureReason.TestPulseWithoutEnd]),
        ("", "", [FailureReason.UnreadableFile, FailureReason.SweepWithoutPartner]),
    ];

    public static TheoryData<string> Cells()
    {
        TheoryData<string> data = [];
        bool there = SharedData.Folder is not null && Directory.Exists(SharedData.Path("golden", "cells"));
        IEnumerable<string> files = there ? Directory.EnumerateFiles(SharedData.Path("golden", "cells"), "*.nwb").Order(StringComparer.Ordinal) : ["none"];
        foreach (string file in files)
        {
            data.Add(Path.GetFileNameWithoutExtension(file));
        }

        return data;
    }

    [SharedDataTheory("golden", "cells")]
    [MemberData(nameof(Cells))]
    public void Paper_gives_what_the_reference_gave(string cell)
    {
        using JsonDocument golden = Golden(cell);
        RecordingFeatures features = RecordingFeatureExtractor.ExtractFile(SharedData.Path("golden", "cells", $"{cell}.nwb"), FeatureOptions.Paper);
        if (golden.RootElement.GetProperty("status").GetString() == "error")
        {
            JsonElement error = golden.RootElement.GetProperty("error");
            string type = error.GetProperty("type").GetString()!;
            string message = error.GetProperty("message").GetString()!;
            Assert.Equal(RecordingStatus.Error, features.Status);
            FailureReason[] allowed = Errors.First(one => type.EndsWith(one.Type, StringComparison.Ordinal) && message.Contains(one.Words, StringComparison.Ordinal)).Reasons;
            Assert.Contains(features.Error!.Reason, allowed);
            return;
        }

        Assert.True(features.Status == RecordingStatus.Ok, features.Error?.Text);
        JsonElement vectors = golden.RootElement.GetProperty("vectors");
        Assert.Equal(vectors.EnumerateObject().Count(), features.Families.Count);
        foreach (FamilyVector family in features.Families)
        {
            Compare(vectors.GetProperty(family.Name), family);
        }
    }

    [SharedDataFact("golden", "bench", "bench_real_size.nwb")]
    public void Paper_gives_what_the_reference_gave_for_a_cell_of_real_size()
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "bench", "bench_real_size.json")));
        RecordingFeatures features = RecordingFeatureExtractor.ExtractFile(SharedData.Path("golden", "bench", "bench_real_size.nwb"), FeatureOptions.Paper);
        Assert.Equal(12, features.Families.Count);
        foreach (FamilyVector family in features.Families)
        {
            Compare(golden.RootElement.GetProperty("vectors").GetProperty(family.Name), family);
        }
    }

    [SharedDataTheory("golden", "cells")]
    [MemberData(nameof(Cells))]
    public void Spikes_are_those_of_the_reference(string cell)
    {
        using JsonDocument golden = Golden(cell);
        if (!golden.RootElement.TryGetProperty("debug", out JsonElement debug) || debug.ValueKind != JsonValueKind.Object
            || !debug.TryGetProperty("protocols", out JsonElement protocols))
        {
            Assert.Equal("error", golden.RootElement.GetProperty("status").GetString());
            return;
        }

        using Recording recording = NwbReader.Open(SharedData.Path("golden", "cells", $"{cell}.nwb"), FeatureOptions.Paper.Reading);
        RecordingAudit audit = RecordingAudit.Run(recording, FeatureOptions.Paper.Sweeps);
        foreach ((string name, IReadOnlyList<LoadedSweep> sweeps) in new[] { ("LongSquare", audit.LongSquares), ("ShortSquare", audit.ShortSquares), ("Ramp", audit.Ramps) })
        {
            if (!protocols.TryGetProperty(name, out JsonElement protocol) || !protocol.TryGetProperty("spikes", out JsonElement spikes) || spikes.ValueKind != JsonValueKind.Array)
            {
                continue;
            }

            Assert.Equal(protocol.GetProperty("sweep_numbers").EnumerateArray().Select(number => number.GetInt32()), sweeps.Select(sweep => sweep.Sweep.Number));
            double start = protocol.GetProperty("start").GetDouble();
            double? end = protocol.GetProperty("end").ValueKind == JsonValueKind.Null ? null : protocol.GetProperty("end").GetDouble();
            if (spikes.GetArrayLength() < sweeps.Count)
            {
                // The reference stopped at a sweep that it could not analyse: so must we.
                Assert.Equal(JsonValueKind.String, protocol.GetProperty("error").ValueKind);
                Assert.Contains(sweeps, sweep => Record.Exception(() => Analyse(name, AlignedSweep.Align(sweep), start, end)) is AnalysisFailureException);
                continue;
            }

            for (int k = 0; k < sweeps.Count; k++)
            {
                AlignedSweep sweep = AlignedSweep.Align(sweeps[k]);
                IReadOnlyList<Spike> found = SpikeDetector.Detect(sweep.Voltage, sweep.Time, start, end, new SpikeDetectionOptions(), sweep.IsSingle);
                Spikes(spikes[k], found, $"{name} {sweeps[k].Sweep.Number}");
            }
        }
    }

    [SharedDataTheory("golden", "cells")]
    [MemberData(nameof(Cells))]
    public void Sweeps_epochs_and_tags_are_those_of_the_reference(string cell)
    {
        using JsonDocument golden = Golden(cell);
        if (!golden.RootElement.TryGetProperty("debug", out JsonElement debug) || debug.ValueKind != JsonValueKind.Object || !debug.TryGetProperty("sweeps", out JsonElement sweeps))
        {
            Assert.Equal("error", golden.RootElement.GetProperty("status").GetString());
            return;
        }

        RecordingFeatures features = RecordingFeatureExtractor.ExtractFile(SharedData.Path("golden", "cells", $"{cell}.nwb"), FeatureOptions.Paper);
        Dictionary<int, SweepReport> reports = features.Sweeps.ToDictionary(report => report.Number);
        Assert.Equal(sweeps.GetArrayLength(), reports.Count);
        foreach (JsonElement sweep in sweeps.EnumerateArray())
        {
            SweepReport report = reports[sweep.GetProperty("sweep_number").GetInt32()];
            Assert.Equal(sweep.GetProperty("stimulus_code").GetString(), report.StimulusCode);
            Assert.Equal(sweep.GetProperty("stimulus_name").GetString(), report.StimulusName);
            Assert.Equal(sweep.GetProperty("clamp_mode").GetString(), report.ClampMode.ToString());
            if (report.Epochs is not SweepEpochs epochs)
            {
                Assert.False(sweep.TryGetProperty("tags", out _));
                continue;
            }

            Assert.Equal(sweep.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()), report.Tags);
            JsonElement expected = sweep.GetProperty("epochs");
            Epoch(expected.GetProperty("test"), epochs.Test);
            Epoch(expected.GetProperty("recording"), epochs.Recording);
            Epoch(expected.GetProperty("stim"), epochs.Stimulus);
            Epoch(expected.GetProperty("experiment"), epochs.Experiment);
            if (sweep.TryGetProperty("passed", out JsonElement passed))
            {
                Assert.Equal(passed.GetBoolean(), report.Outcome == SweepOutcome.Passed);
            }
        }
    }

    [SharedDataTheory("golden", "cells")]
    [MemberData(nameof(Cells))]
    public void Scalars_are_the_references_cell_features(string cell)
    {
        using JsonDocument golden = Golden(cell);
        RecordingFeatures features = RecordingFeatureExtractor.ExtractFile(SharedData.Path("golden", "cells", $"{cell}.nwb"), FeatureOptions.Paper);
        if (golden.RootElement.GetProperty("status").GetString() == "error"
            || !golden.RootElement.GetProperty("debug").GetProperty("protocols").TryGetProperty("LongSquare", out JsonElement protocol)
            || protocol.GetProperty("error").ValueKind == JsonValueKind.String)
        {
            Assert.All(features.Scalars, scalar => Assert.True(double.IsFinite(scalar.Value) == (scalar.Failure is null)));
            return;
        }

        Dictionary<string, ScalarValue> scalars = features.Scalars.ToDictionary(scalar => scalar.Name);
        // The reference sums in single precision; tau also depends on where its fit stops.
        Near(protocol, "v_baseline", scalars["v_baseline"], 1e-6);
        Near(protocol, "input_resistance", scalars["input_resistance"], 1e-6);
        Near(protocol, "sag", scalars["sag"], 5e-5);
        Near(protocol, "vm_for_sag", scalars["vm_for_sag"], 1e-6);
        Near(protocol, "rheobase_i", scalars["rheobase_i"], 1e-6);
        Near(protocol, "fi_fit_slope", scalars["fi_fit_slope"], 1e-6);
        Near(protocol, "tau", scalars["tau"], 5e-5);
        HeroAgrees(protocol, scalars);
    }

    [SharedDataTheory("golden", "cells")]
    [MemberData(nameof(Cells))]
    public void Every_failure_is_one_that_the_register_names(string cell)
    {
        foreach (FeatureOptions options in new[] { FeatureOptions.Paper, FeatureOptions.Recommended })
        {
            RecordingFeatures features = RecordingFeatureExtractor.ExtractFile(SharedData.Path("golden", "cells", $"{cell}.nwb"), options);
            foreach ((string name, Failure failure) in features.Families.Where(family => family.Failure is not null).Select(family => (family.Name, family.Failure!))
                .Concat(features.Scalars.Where(scalar => scalar.Failure is not null).Select(scalar => (scalar.Name, scalar.Failure!))))
            {
                Assert.True(FeatureRegister.Get(name).Failures.Contains(failure.Reason), $"{options.Name}: {name} failed with {failure}, which the register does not name.");
            }
        }
    }

    private static void HeroAgrees(JsonElement protocol, Dictionary<string, ScalarValue> scalars)
    {
        if (protocol.GetProperty("hero_sweep").ValueKind == JsonValueKind.Null)
        {
            Assert.Equal(FailureReason.NoSweepAtAmplitude, scalars["avg_rate_hero"].Failure?.Reason);
            return;
        }

        int hero = protocol.GetProperty("hero_sweep").GetProperty("index").GetInt32();
        int rheobase = protocol.GetProperty("rheobase_sweep").GetProperty("index").GetInt32();
        JsonElement features = protocol.GetProperty("sweep_features");
        foreach ((string ours, string theirs, int index) in new[]
        {
            ("avg_rate_hero", "avg_rate", hero), ("latency_hero", "latency", hero), ("mean_isi_hero", "mean_isi", hero), ("median_isi_hero", "median_isi", hero),
            ("isi_cv_hero", "isi_cv", hero), ("adapt_hero", "adapt", hero), ("latency_rheo", "latency", rheobase),
        })
        {
            JsonElement expected = features.GetProperty(theirs)[index];
            Assert.True(
                expected.ValueKind == JsonValueKind.Null ? double.IsNaN(scalars[ours].Value) : Math.Abs(expected.GetDouble() - scalars[ours].Value) <= 1e-9 * (1 + Math.Abs(expected.GetDouble())),
                $"{ours}: expected {expected}, got {scalars[ours]}.");
        }
    }

    private static void Near(JsonElement protocol, string name, ScalarValue actual, double relative)
    {
        double expected = protocol.GetProperty(name).GetDouble();
        Assert.True(Math.Abs(expected - actual.Value) <= (relative * Math.Abs(expected)) + 1e-12, $"{name}: expected {expected:R}, got {actual.Value:R} ({actual.Failure}).");
    }

    private static void Compare(JsonElement expected, FamilyVector family)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.True(family.Values is null, $"{family.Name} must be missing.");
            Assert.NotNull(family.Failure);
            return;
        }

        Assert.True(family.Values is not null, $"{family.Name} is missing: {family.Failure}");
        double[] numbers = CaseInputs.Numbers(expected);
        Assert.Equal(numbers.Length, family.Values.Length);
        double largest = numbers.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int k = 0; k < numbers.Length; k++)
        {
            bool equal = double.IsFinite(numbers[k]) ? Math.Abs(numbers[k] - family.Values[k]) <= Tolerance * largest : numbers[k].Equals(family.Values[k]);
            Assert.True(equal, $"{family.Name}[{k}]: expected {numbers[k]:R}, got {family.Values[k]:R}.");
        }
    }

    private static void Spikes(JsonElement expected, IReadOnlyList<Spike> found, string where)
    {
        Assert.True(expected.GetArrayLength() == found.Count, $"{where}: {found.Count} spikes, expected {expected.GetArrayLength()}.");
        Dictionary<string, object?> columns = GoldenSpikes.Columns(found);
        for (int j = 0; j < found.Count; j++)
        {
            foreach (JsonProperty property in expected[j].EnumerateObject())
            {
                object?[] column = Assert.IsType<object?[]>(columns[property.Name]);
                JsonComparison.Equal(property.Value, column[j], 1e-7, 1e-9, $"{where} spike {j} {property.Name}");
            }
        }
    }

    private static object Analyse(string protocol, AlignedSweep sweep, double start, double? end) => protocol == "LongSquare"
        ? LongSquareSweep.Measure(sweep, new AnalysisWindow(start, end!.Value), new SpikeDetectionOptions())
        : SpikingSweep.Measure(sweep, start, end, new SpikeDetectionOptions());

    private static void Epoch(JsonElement expected, SampleEpoch? actual) => JsonComparison.Equal(
        expected, actual is SampleEpoch epoch ? new[] { epoch.Start, epoch.End } : null, 0, 0, "epoch");

    private static JsonDocument Golden(string cell) => JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "cells", $"{cell}.golden.json")));
}
