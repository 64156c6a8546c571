using EphysTx.Features.Spikes;

namespace EphysTx.Features.SpikeTrains;

/// <summary>
/// Measures of a sweep's spike times (thresholds, in s). NaN where too few spikes define it. Spikes outside the window count for
/// none of them except <see cref="Rate"/>'s rule. Sources: spec IPFX §5; Gouwens et al. 2019 (adaptation index).
/// </summary>
public static class SpikeTrain
{
    /// <summary>Spikes with start ≤ time ≤ end per second of window; 0 without spikes.</summary>
    public static double Rate(ReadOnlySpan<double> times, double start, double end)
    {
        int count = 0;
        foreach (double time in times)
        {
            count += time >= start && time <= end ? 1 : 0;
        }

        return count == 0 ? 0 : count / (end - start);
    }

    /// <summary>Intervals between successive spikes, in s.</summary>
    public static double[] Intervals(ReadOnlySpan<double> times)
    {
        double[] intervals = new double[Math.Max(0, times.Length - 1)];
        for (int k = 0; k < intervals.Length; k++)
        {
            intervals[k] = times[k + 1] - times[k];
        }

        return intervals;
    }

    /// <summary>Threshold times of spikes.</summary>
    public static double[] Times(IReadOnlyList<Spike> spikes) => [.. spikes.Select(spike => spike.ThresholdTime)];

    /// <summary>
    /// Adaptation index: the mean over successive intervals of (later - earlier) / (later + earlier); 0 for two intervals of zero; NaN with fewer than two
    /// intervals.
    /// </summary>
    public static double AdaptationIndex(ReadOnlySpan<double> intervals)
    {
        if (intervals.Length < 2)
        {
            return double.NaN;
        }

        double sum = 0;
        for (int k = 1; k < intervals.Length; k++)
        {
            double both = intervals[k] + intervals[k - 1];
            sum += intervals[k] == 0 && intervals[k - 1] == 0 ? 0 : (intervals[k] - intervals[k - 1]) / both;
        }

        return sum / (intervals.Length - 1);
    }

    /// <summary>Time from the window's start to the first spike, in s; NaN without spikes.</summary>
    public static double Latency(ReadOnlySpan<double> times, double start) => times.IsEmpty ? double.NaN : times[0] - start;

    /// <summary>Population standard deviation of the intervals over their mean; NaN without intervals.</summary>
    public static double CoefficientOfVariation(ReadOnlySpan<double> intervals)
    {
        if (intervals.IsEmpty)
        {
            return double.NaN;
        }

        (double mean, double deviation) = Recordings.Quality.SweepQuality.MeanAndDeviation(intervals);
        return deviation / mean;
    }

    /// <summary>Median; NaN of nothing.</summary>
    public static double Median(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        int half = sorted.Length / 2;
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
