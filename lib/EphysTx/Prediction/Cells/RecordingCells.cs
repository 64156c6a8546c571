using EphysTx.Cohorts;
using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Features.Protocols;
using EphysTx.Features.Scalars;
using EphysTx.Recordings;
using EphysTx.Recordings.Abf;
using EphysTx.Recordings.Nwb;
using EphysTx.Recordings.Quality;

namespace EphysTx.Prediction;

/// <summary>From a recording to the features of a model, with the sweeps that show them.</summary>
public static class RecordingCells
{
    private const int MostDrawn = 1100;

    /// <summary>
    /// Limits on recordings of any rig. The Allen Institute's own (<see cref="QualityCriteria"/>) would drop most sweeps of a rig with other filters; these drop what no measure survives.
    /// </summary>
    public static QualityCriteria AnyRig { get; } = new() { PreNoise = 0.5, PostNoise = 0.5, SlowNoise = 1.5, VoltageDelta = 5 };

    /// <summary>How features are drawn from recordings of any rig: preset <c>recommended</c> with these limits.</summary>
    public static FeatureOptions OwnRig { get; } = FeatureOptions.Recommended with { Name = "own rig", Sweeps = FeatureOptions.Recommended.Sweeps with { Quality = AnyRig } };

    /// <summary>Draws the features of an NWB or ABF file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="features">The model's features.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    /// <exception cref="EphysTxException">The file is no recording of current clamp, or nothing could be measured; the message says why.</exception>
    public static CellFeatures Read(string path, IReadOnlyList<FeatureDefinition> features, CancellationToken cancellationToken = default)
    {
        bool isAbf = path.EndsWith(".abf", StringComparison.OrdinalIgnoreCase);
        FeatureOptions options = isAbf ? OwnRig : FeatureOptions.Recommended;
        using Recording recording = isAbf ? AbfRecording.Open(path) : NwbReader.Open(path, options.Reading);
        return Of(recording, Path.GetFileNameWithoutExtension(path), Path.GetFileName(path), features, options, cancellationToken);
    }

    /// <summary>Draws the features of a cell whose protocols stand in several ABF files.</summary>
    /// <param name="paths">The files.</param>
    /// <param name="name">Name of the cell.</param>
    /// <param name="features">The model's features.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    /// <exception cref="EphysTxException">A file is no recording of current clamp, or nothing could be measured; the message says why.</exception>
    public static CellFeatures Read(IReadOnlyList<string> paths, string name, IReadOnlyList<FeatureDefinition> features, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        using Recording recording = AbfRecording.Open(paths, name);
        return Of(recording, name, string.Join(" + ", paths.Select(Path.GetFileName)), features, OwnRig, cancellationToken);
    }

    /// <summary>Draws the features of a recording.</summary>
    /// <param name="recording">The recording.</param>
    /// <param name="id">Name of the cell.</param>
    /// <param name="source">Where it is from, for reports.</param>
    /// <param name="features">The model's features.</param>
    /// <param name="options">How features are drawn.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    /// <exception cref="EphysTxException">Nothing could be measured; the message says why.</exception>
    public static CellFeatures Of(
        Recording recording, string id, string source, IReadOnlyList<FeatureDefinition> features, FeatureOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(options);
        RecordingAudit audit = RecordingAudit.Run(recording, options.Sweeps, cancellationToken);
        if (audit.LongSquares.Count + audit.ShortSquares.Count + audit.Ramps.Count == 0)
        {
            throw new AnalysisFailureException(FailureReason.NoLongSquareSweeps, null, $"{source} has no sweep that features can be drawn from: {Why(recording, audit)}.");
        }

        CellAnalysis cell = CellAnalysis.Run(audit, options, cancellationToken);
        double slowest = recording.Sweeps.Where(sweep => sweep.Defect is null && sweep.ClampMode == ClampMode.CurrentClamp && sweep.StimulusCode.Length > 0).Min(sweep => sweep.SamplingRate);
        if (FamilyBlocks.AreIn(features))
        {
            RecordingFeatures drawn = RecordingFeatureExtractor.Extract(recording, options, cancellationToken);
            return FamilyBlocks.CellOf(ExtractedCell.From(drawn, id, source, recording.Sweeps.Count), source, features, Traces(cell)) with { SamplingRate = slowest };
        }

        return CellFeatures.Of(id, source, features, ScalarFeatures.Compute(cell), Traces(cell), "not drawn from recordings") with { SamplingRate = slowest };
    }

    private static string Why(Recording recording, RecordingAudit audit)
    {
        string[] reasons = [.. audit.Sweeps.Where(sweep => sweep.Failures.Count > 0).SelectMany(sweep => sweep.Failures.Select(failure => failure.Text))
            .Concat(recording.Sweeps.Where(sweep => sweep.StimulusCode.Length == 0 && sweep.Defect is null).Select(sweep => sweep.StimulusDescription))
            .GroupBy(text => text, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(3)
            .Select(group => $"{group.Count()} × {group.Key.TrimEnd('.')}")];
        return reasons.Length == 0
            ? $"none of its {recording.Sweeps.Count} sweeps is a long square, short square or ramp in current clamp"
            : string.Join("; ", reasons);
    }

    private static List<TraceExcerpt> Traces(CellAnalysis cell)
    {
        var traces = new List<TraceExcerpt>();
        if (cell.LongSquare is { } squares)
        {
            foreach ((string name, LongSquareSweep? sweep) in new[] { ("Most hyperpolarising step", squares.Sweeps.MinBy(one => one.Amplitude)), ("Rheobase", squares.Rheobase), ("Hero sweep", squares.Hero) })
            {
                if (sweep is not null)
                {
                    traces.Add(Excerpt(FormattableString.Invariant($"{name}, {sweep.Amplitude:0.#} pA"), sweep.Sweep, sweep.Window.Start - 0.05, sweep.Window.End + 0.1, sweep.Spikes));
                }
            }
        }

        if (cell.Ramps.FirstOrDefault(ramp => ramp.Spikes.Count > 0) is { } first)
        {
            traces.Add(Excerpt("Ramp", first.Sweep, first.Spikes[0].ThresholdTime - 0.5, first.Spikes[0].ThresholdTime + 0.25, first.Spikes));
        }

        return traces;
    }

    private static TraceExcerpt Excerpt(string title, AlignedSweep sweep, double start, double end, IReadOnlyList<Features.Spikes.Spike> spikes)
    {
        var times = new List<double>();
        var voltages = new List<double>();
        int from = FirstAt(sweep, start), to = FirstAt(sweep, Math.BitIncrement(end));

        // Of each stretch the lowest and the highest sample, so that no peak is lost.
        ReadOnlySpan<double> voltage = sweep.Voltage;
        int stretch = Math.Max(1, 2 * (to - from) / MostDrawn);
        for (int at = from; at < to; at += stretch)
        {
            ReadOnlySpan<double> part = voltage[at..Math.Min(to, at + stretch)];
            int low = 0, high = 0;
            for (int k = 1; k < part.Length; k++)
            {
                low = part[k] < part[low] ? k : low;
                high = part[k] > part[high] ? k : high;
            }

            foreach (int k in low == high ? [at + low] : new[] { at + Math.Min(low, high), at + Math.Max(low, high) })
            {
                times.Add(sweep.Time[k]);
                voltages.Add(voltage[k]);
            }
        }

        Features.Spikes.Spike[] shown = [.. spikes.Where(spike => spike.PeakTime >= start && spike.PeakTime <= end)];
        return new TraceExcerpt(title, times, voltages, [.. shown.Select(spike => spike.PeakTime)], [.. shown.Select(spike => spike.PeakVoltage)]);
    }

    // The first sample at a time or after it.
    private static int FirstAt(AlignedSweep sweep, double time)
    {
        int low = 0, high = sweep.Time.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = sweep.Time[middle] < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
