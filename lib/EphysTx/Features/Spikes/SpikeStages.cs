using System.Runtime.CompilerServices;
using EphysTx.Features.Signals;

namespace EphysTx.Features.Spikes;

/// <summary>
/// The successive stages of spike detection on one sweep, each a function of samples and indices. Windows are half-open, [start, end),
/// unless said otherwise; "slope" is dV/dt in V/s. Source: spec IPFX §5, steps in its numbering.
/// </summary>
public static class SpikeStages
{
    /// <summary>
    /// Step 1: samples before an upward crossing of the cut-off. After the first, one counts only if the slope has been negative since the
    /// crossing before it.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    public static List<int> Putative(ReadOnlySpan<double> slope, int start, int end, double cutoff)
    {
        List<int> putative = [];
        int previous = -1;
        end = Math.Min(end, slope.Length);
        for (int k = start; k + 1 < end; k++)
        {
            if (slope[k] < cutoff && slope[k + 1] >= cutoff)
            {
                if (previous < 0 || Extremes.AnyNegative(slope, previous, k))
                {
                    putative.Add(k);
                }

                previous = k;
            }
        }

        return putative;
    }

    /// <summary>Step 2: the first highest sample from each spike to the next, or to the end of the window.</summary>
    public static List<int> Peaks(ReadOnlySpan<double> voltage, IReadOnlyList<int> spikes, int end)
    {
        List<int> peaks = [];
        for (int j = 0; j < spikes.Count; j++)
        {
            peaks.Add(Extremes.ArgMax(voltage, spikes[j], j + 1 < spikes.Count ? spikes[j + 1] : end, "peak"));
        }

        return peaks;
    }

    /// <summary>Step 3: joins spikes with no fall between them, then drops low peaks and small heights.</summary>
    public static (List<int> Spikes, List<int> Peaks) Filter(
        ReadOnlySpan<double> voltage, ReadOnlySpan<double> slope, IReadOnlyList<int> spikes, IReadOnlyList<int> peaks, SpikeDetectionOptions options, bool isSingle)
    {
        List<int> keptSpikes = [];
        List<int> keptPeaks = [];
        for (int j = 0; j < spikes.Count; j++)
        {
            if (j == 0 || Extremes.AnyNegative(slope, peaks[j - 1], spikes[j]))
            {
                keptSpikes.Add(spikes[j]);
            }

            if (j == spikes.Count - 1 || Extremes.AnyNegative(slope, peaks[j], spikes[j + 1]))
            {
                keptPeaks.Add(peaks[j]);
            }
        }

        (List<int> Spikes, List<int> Peaks) result = ([], []);
        for (int j = 0; j < keptSpikes.Count; j++)
        {
            double height = voltage[keptPeaks[j]] - voltage[keptSpikes[j]];
            height = isSingle ? (float)height : height;
            if (voltage[keptPeaks[j]] >= options.MinPeak && height >= options.MinHeight)
            {
                result.Spikes.Add(keptSpikes[j]);
                result.Peaks.Add(keptPeaks[j]);
            }
        }

        return result;
    }

    /// <summary>Steps 4 and 9: the steepest rise from each start to its peak.</summary>
    public static List<int> Upstrokes(ReadOnlySpan<double> slope, IReadOnlyList<int> starts, IReadOnlyList<int> peaks)
    {
        List<int> upstrokes = [];
        for (int j = 0; j < starts.Count; j++)
        {
            upstrokes.Add(Extremes.ArgMax(slope, starts[j], peaks[j], "upstroke"));
        }

        return upstrokes;
    }

    /// <summary>
    /// Step 5: from each upstroke back to where the slope has fallen to a fraction of the sweep's mean upstroke, at most back to the upstroke before.
    /// The search may leave the window.
    /// </summary>
    public static List<int> Thresholds(ReadOnlySpan<double> slope, IReadOnlyList<int> upstrokes, double fraction)
    {
        double target = Target(slope, upstrokes, fraction);
        List<int> thresholds = [];
        for (int j = 0; j < upstrokes.Count; j++)
        {
            int limit = j == 0 ? 0 : upstrokes[j - 1];
            thresholds.Add(Back(slope, upstrokes[j], limit, target) ?? limit);
        }

        return thresholds;
    }

    /// <summary>
    /// Steps 6 and 7: drops spikes that overlap or start too early, then finds another threshold or another peak for those that rise too slowly,
    /// or drops them.
    /// </summary>
    public static (List<int> Thresholds, List<int> Peaks) Check(
        ReadOnlySpan<double> voltage,
        ReadOnlySpan<double> slope,
        TimeAxis time,
        IReadOnlyList<int> thresholds,
        IReadOnlyList<int> peaks,
        IReadOnlyList<int> upstrokes,
        double start,
        SpikeDetectionOptions options)
    {
        List<int> thr = [];
        List<int> pk = [];
        List<int> up = [];
        for (int j = 0; j < thresholds.Count; j++)
        {
            if (j == 0 || thresholds[j] > peaks[j - 1] + 1)
            {
                thr.Add(thresholds[j]);
            }

            if (j == thresholds.Count - 1 || thresholds[j + 1] > peaks[j] + 1)
            {
                pk.Add(peaks[j]);
                up.Add(upstrokes[j]);
            }
        }

        if (options.RejectAtStart > 0)
        {
            for (int j = thr.Count - 1; j >= 0; j--)
            {
                if (!(time[thr[j]] > start + options.RejectAtStart))
                {
                    thr.RemoveAt(j);
                    pk.RemoveAt(j);
                    up.RemoveAt(j);
                }
            }
        }

        (List<int> Thresholds, List<int> Peaks) result = ([], []);
        if (thr.Count == 0)
        {
            return result;
        }

        double target = Target(slope, up, 0.05); // a fixed fraction, whatever the options say: the reference does so
        for (int j = 0; j < thr.Count; j++)
        {
            (int threshold, int peak) = (thr[j], pk[j]);
            if (time[peak] - time[threshold] >= options.MaxInterval)
            {
                if (Back(slope, up[j], time.IndexOf(time[peak] - options.MaxInterval), target) is int nearer)
                {
                    threshold = nearer;
                }
                else
                {
                    peak = Extremes.ArgMax(voltage, threshold, time.IndexOf(time[threshold] + (2 * options.MaxInterval)), "peak");
                    if (!(time[peak] - time[threshold] < options.MaxInterval && (j == thr.Count - 1 || time[peak] < time[thr[j + 1]])))
                    {
                        continue;
                    }
                }
            }

            result.Thresholds.Add(threshold);
            result.Peaks.Add(peak);
        }

        return result;
    }

    /// <summary>
    /// Step 8: whether the last spike runs over the end of the window: no sample from its peak to the end (inclusive) comes back to its threshold plus the
    /// tolerance.
    /// </summary>
    public static bool LastIsClipped(ReadOnlySpan<double> voltage, int threshold, int peak, int end, double tolerance, bool isSingle)
    {
        double level = voltage[threshold] + tolerance;
        level = isSingle ? (float)level : level;
        for (int k = peak; k <= Math.Min(end, voltage.Length - 1); k++)
        {
            if (voltage[k] <= level)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Step 11: from the steepest fall on, the first sample whose slope is back to 1 % of it; null when there is none.</summary>
    public static int? FastTrough(ReadOnlySpan<double> slope, int peak, int limit)
    {
        int steepest = Extremes.ArgMin(slope, peak, limit, "fast trough");
        double goal = 0.01 * slope[steepest];
        for (int k = steepest; k < limit; k++)
        {
            if (slope[k] >= goal)
            {
                return k;
            }
        }

        return null;
    }

    /// <summary>
    /// Step 12: width in s at half the height from fast trough to peak, or from threshold to peak when that half lies below threshold. NaN when the trace
    /// does not cross the level on both sides.
    /// </summary>
    public static double Width(ReadOnlySpan<double> voltage, TimeAxis time, int threshold, int peak, int fastTrough, bool isSingle)
    {
        double height = Round(voltage[peak] - voltage[fastTrough], isSingle);
        double level = (height / 2) + voltage[fastTrough];
        if (level < voltage[threshold])
        {
            double rise = Round(voltage[peak] - voltage[threshold], isSingle);
            level = Round(Round(rise / 2, isSingle) + voltage[threshold], isSingle);
        }

        level = Round(level, isSingle);
        int start = peak;
        while (start > threshold && !(voltage[start] <= level))
        {
            start--;
        }

        int end = peak;
        while (end < fastTrough && !(voltage[end] <= level))
        {
            end++;
        }

        return start == threshold || end == fastTrough ? double.NaN : time[end] - time[start];
    }

    private static double Target(ReadOnlySpan<double> slope, IReadOnlyList<int> upstrokes, double fraction)
    {
        double sum = 0;
        for (int j = 0; j < upstrokes.Count; j++)
        {
            sum += slope[upstrokes[j]];
        }

        return sum / upstrokes.Count * fraction;
    }

    private static int? Back(ReadOnlySpan<double> slope, int from, int limit, double target)
    {
        for (int k = from; k > limit; k--)
        {
            if (slope[k] <= target)
            {
                return k;
            }
        }

        return null;
    }

    private static double Round(double value, bool isSingle) => isSingle ? (float)value : value;
}
