using System.Buffers;
using EphysTx.Features.Signals;
using EphysTx.Recordings;

namespace EphysTx.Features.Spikes;

/// <summary>Finds the action potentials of one sweep and measures each. Source: spec IPFX §5.</summary>
public static class SpikeDetector
{
    /// <summary>Finds the spikes that peak within a window.</summary>
    /// <param name="voltage">The sweep's voltage in mV.</param>
    /// <param name="time">Its time axis.</param>
    /// <param name="start">Start of the window, in s.</param>
    /// <param name="end">End of the window, in s; null for the end of the sweep.</param>
    /// <param name="options">Settings.</param>
    /// <param name="isSingle">Whether the samples are single-precision numbers.</param>
    /// <returns>Spikes in order of time; empty when there are none.</returns>
    /// <exception cref="AnalysisFailureException">
    /// The window or a search leaves the sweep, the sampling rate is too low, or a spike's stages have no samples.
    /// </exception>
    public static IReadOnlyList<Spike> Detect(
        ReadOnlySpan<double> voltage, TimeAxis time, double start, double? end, SpikeDetectionOptions options, bool isSingle = false)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(voltage.Length);
        try
        {
            int count = VoltageDerivative.Compute(voltage, time, Cutoff(time, options), isSingle, rented);
            return Detect(voltage, rented.AsSpan(0, count), time, start, end, options, isSingle);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private static Spike[] Detect(
        ReadOnlySpan<double> voltage, ReadOnlySpan<double> slope, TimeAxis time, double start, double? end, SpikeDetectionOptions options, bool isSingle)
    {
        int first = time.IndexOf(start);
        int last = time.IndexOf(end ?? time[time.Length - 1]);
        List<int> putative = SpikeStages.Putative(slope, first, last, options.DerivativeCutoff);
        List<int> rawPeaks = SpikeStages.Peaks(voltage, putative, last);
        (List<int> spikes, List<int> peaks) = SpikeStages.Filter(voltage, slope, putative, rawPeaks, options, isSingle);
        if (spikes.Count == 0)
        {
            return [];
        }

        List<int> upstrokes = SpikeStages.Upstrokes(slope, spikes, peaks);
        List<int> thresholds = SpikeStages.Thresholds(slope, upstrokes, options.ThresholdFraction);
        (thresholds, peaks) = SpikeStages.Check(voltage, slope, time, thresholds, peaks, upstrokes, start, options);
        return thresholds.Count == 0 ? [] : Measure(voltage, slope, time, thresholds, peaks, last, options, isSingle);
    }

    private static Spike[] Measure(
        ReadOnlySpan<double> voltage, ReadOnlySpan<double> slope, TimeAxis time, List<int> thresholds, List<int> peaks, int end, SpikeDetectionOptions options, bool isSingle)
    {
        List<int> upstrokes = SpikeStages.Upstrokes(slope, thresholds, peaks);
        Spike[] spikes = new Spike[thresholds.Count];
        bool lastClipped = SpikeStages.LastIsClipped(voltage, thresholds[^1], peaks[^1], end, options.ClipTolerance, isSingle);
        for (int j = 0; j < spikes.Length; j++)
        {
            bool isLast = j == spikes.Length - 1;
            Spike spike = Stages(voltage, slope, time, thresholds[j], peaks[j], upstrokes[j]);
            if (isLast && lastClipped)
            {
                spikes[j] = spike with { Clipped = true };
                continue;
            }

            int next = isLast ? end : thresholds[j + 1];
            int trough = Extremes.ArgMin(voltage, peaks[j], next, "trough");
            int fall = Extremes.ArgMin(slope, peaks[j], trough, "downstroke");
            spikes[j] = spike with
            {
                TroughIndex = trough,
                TroughTime = time[trough],
                TroughVoltage = voltage[trough],
                DownstrokeIndex = fall,
                Downstroke = slope[fall],
                DownstrokeTime = time[fall],
                DownstrokeVoltage = voltage[fall],
                UpstrokeDownstrokeRatio = spike.Upstroke / -slope[fall],
            };
        }

        int complete = lastClipped ? spikes.Length - 1 : spikes.Length;
        for (int j = 0; j < complete; j++)
        {
            int limit = j + 1 < complete || (options.StopTroughAtClippedSpike && j + 1 < spikes.Length) ? thresholds[j + 1] : end;
            spikes[j] = WithFastTrough(spikes[j], voltage, slope, time, limit, isSingle);
            spikes[j] = WithInterval(spikes[j], isLast: j == spikes.Length - 1, isSingle);
        }

        return spikes;
    }

    private static Spike Stages(ReadOnlySpan<double> voltage, ReadOnlySpan<double> slope, TimeAxis time, int threshold, int peak, int upstroke) => new()
    {
        ThresholdIndex = threshold,
        ThresholdTime = time[threshold],
        ThresholdVoltage = voltage[threshold],
        PeakIndex = peak,
        PeakTime = time[peak],
        PeakVoltage = voltage[peak],
        UpstrokeIndex = upstroke,
        Upstroke = slope[upstroke],
        UpstrokeTime = time[upstroke],
        UpstrokeVoltage = voltage[upstroke],
    };

    private static Spike WithFastTrough(Spike spike, ReadOnlySpan<double> voltage, ReadOnlySpan<double> slope, TimeAxis time, int limit, bool isSingle) =>
        SpikeStages.FastTrough(slope, spike.PeakIndex, limit) is int trough
            ? spike with
            {
                FastTroughIndex = trough,
                FastTroughTime = time[trough],
                FastTroughVoltage = voltage[trough],
                Width = SpikeStages.Width(voltage, time, spike.ThresholdIndex, spike.PeakIndex, trough, isSingle),
            }
            : spike with { Clipped = true };

    private static Spike WithInterval(Spike spike, bool isLast, bool isSingle)
    {
        const double Detour = 0.5;
        if (spike.Clipped)
        {
            return spike;
        }

        double deeper = spike.FastTroughVoltage - spike.TroughVoltage;
        if (!((isSingle ? (float)deeper : deeper) >= Detour))
        {
            return spike with { IntervalKind = IntervalKind.Direct };
        }

        return isLast
            ? spike with { IntervalKind = IntervalKind.Detour }
            : spike with
            {
                IntervalKind = IntervalKind.Detour,
                SlowTroughIndex = spike.TroughIndex,
                SlowTroughTime = spike.TroughTime,
                SlowTroughVoltage = spike.TroughVoltage,
            };
    }

    private static double Cutoff(TimeAxis time, SpikeDetectionOptions options)
    {
        if (options.CutoffLimit is not double limit || time.Length < 2)
        {
            return options.Filter;
        }

        double nyquist = 0.5e-3 / (time[1] - time[0]);
        return Math.Min(options.Filter, limit * nyquist);
    }
}
