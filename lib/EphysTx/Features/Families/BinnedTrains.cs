using EphysTx.Recordings;

namespace EphysTx.Features.Families;

/// <summary>The spikes of one target sweep as the binned families see them.</summary>
/// <param name="Times">Threshold times, in s.</param>
/// <param name="Start">Start of the step, in s.</param>
/// <param name="End">End of the step, in s.</param>
public sealed record TrainSweep(IReadOnlyList<double> Times, double Start, double End);

/// <summary>
/// The families that divide a step into bins: <c>psth</c>, <c>inst_freq</c> and the five <c>spiking_*</c>. A target sweep that is missing (null) is filled from
/// its neighbours among the targets. Source: spec IPFX §11.
/// </summary>
public static class BinnedTrains
{
    /// <summary>Width of the bins, in ms.</summary>
    public const int BinWidth = 20;

    /// <summary>Spikes per bin over the bin width, in Hz.</summary>
    public static double[] Psth(IReadOnlyList<TrainSweep?> targets, int width = BinWidth) => Concatenate([.. targets.Select(target =>
    {
        if (target is null)
        {
            return null;
        }

        StepBins bins = StepBins.Create(target.Start, target.End, width);
        double[] counts = new double[bins.Count];
        foreach (double time in target.Times)
        {
            int bin = bins.IndexOf(time);
            if (bin >= 0)
            {
                counts[bin]++;
            }
        }

        for (int k = 0; k < counts.Length; k++)
        {
            counts[k] /= bins.Width;
        }

        return counts;
    })]);

    /// <summary>
    /// Instantaneous frequency per bin, in Hz: at each spike the inverse of the mean of the intervals on both sides, where the first interval begins with the step and the last
    /// is the longer of the one before it and the time to the step's end. Empty bins are interpolated.
    /// </summary>
    public static double[] InstantaneousFrequency(IReadOnlyList<TrainSweep?> targets, int width = BinWidth) => Concatenate([.. targets.Select(target =>
    {
        if (target is null)
        {
            return null;
        }

        int n = target.Times.Count;
        if (n == 0)
        {
            throw new AnalysisFailureException(FailureReason.NoSpikes, null, "A target sweep has no spike.");
        }

        double[] intervals = new double[n + 1];
        intervals[0] = target.Times[0] - target.Start;
        for (int k = 1; k < n; k++)
        {
            intervals[k] = target.Times[k] - target.Times[k - 1];
        }

        intervals[n] = Math.Max(intervals[n - 1], target.End - target.Times[n - 1]);
        double[] times = [target.Start, .. target.Times, target.End];
        double[] rates = new double[n + 2];
        rates[0] = 1 / intervals[0];
        rates[n + 1] = 1 / intervals[n];
        for (int k = 1; k <= n; k++)
        {
            rates[k] = 1 / ((intervals[k - 1] + intervals[k]) / 2);
        }

        return StepBins.Create(target.Start, target.End, width).FilledMeans(times, rates);
    })]);

    /// <summary>Mean of a spike feature per bin, empty bins interpolated.</summary>
    /// <param name="targets">Per target the spikes' threshold times and feature values, without clipped spikes; null for a missing target.</param>
    /// <param name="width">Bin width in ms.</param>
    /// <exception cref="AnalysisFailureException">A present target has no spike that is not clipped.</exception>
    public static double[] SpikeFeature(IReadOnlyList<(TrainSweep Sweep, double[] Values)?> targets, int width = BinWidth) => Concatenate([.. targets.Select(target =>
    {
        if (target is not (TrainSweep sweep, double[] values))
        {
            return null;
        }

        return values.Length == 0
            ? throw new AnalysisFailureException(FailureReason.AllSpikesClipped, null, "All spikes of a target sweep are clipped.")
            : StepBins.Create(sweep.Start, sweep.End, width).FilledMeans([.. sweep.Times], values);
    })]);

    /// <summary>
    /// Joins the targets' vectors; a missing one is the mean of the nearest present ones before and after it, or a copy of the only one of the two.
    /// </summary>
    /// <exception cref="AnalysisFailureException">No target is present, or two that are averaged differ in length.</exception>
    internal static double[] Concatenate(double[]?[] parts)
    {
        List<double> joined = [];
        for (int k = 0; k < parts.Length; k++)
        {
            double[]? before = parts[..k].LastOrDefault(part => part is not null);
            double[]? after = parts[k..].FirstOrDefault(part => part is not null);
            double[] part = parts[k] ?? (before, after) switch
            {
                (null, null) => throw new AnalysisFailureException(FailureReason.TooFewTargetAmplitudes, null, "No target sweep is present."),
                (null, _) => after,
                (_, null) => before,
                _ => Average(before, after),
            };
            joined.AddRange(part);
        }

        return [.. joined];
    }

    private static double[] Average(double[] a, double[] b) => a.Length == b.Length
        ? [.. a.Zip(b, (x, y) => (x + y) / 2)]
        : throw new AnalysisFailureException(FailureReason.UnequalTraceLengths, null, "The neighbours of a missing target sweep have steps of different lengths.");
}
