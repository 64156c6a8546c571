using System.Runtime.CompilerServices;
using EphysTx.Features.Signals;
using EphysTx.Recordings;
using EphysTx.Recordings.Quality;

namespace EphysTx.Features.Subthreshold;

/// <summary>Measures of the voltage response to a current step in a window [start, end) s. Sources: spec IPFX §4 to §6.</summary>
public static class StepResponse
{
    /// <summary>Length of the baseline before the step, in s.</summary>
    public const double BaselineInterval = 0.1;

    /// <summary>Mean voltage over [from, to) s; the samples nearest to both times bound it. NaN when it holds no sample.</summary>
    /// <exception cref="AnalysisFailureException">A time lies outside the sweep.</exception>
    public static double Mean(ReadOnlySpan<double> voltage, TimeAxis time, double from, double to)
    {
        int first = time.IndexOf(from);
        int last = time.IndexOf(to);
        return last <= first ? double.NaN : Extremes.Mean(voltage[first..last]);
    }

    /// <summary>Mean voltage over the interval before the step, in mV.</summary>
    /// <exception cref="AnalysisFailureException">The interval leaves the sweep.</exception>
    public static double Baseline(ReadOnlySpan<double> voltage, TimeAxis time, double start, double interval = BaselineInterval) =>
        Mean(voltage, time, start - interval, start);

    /// <summary>Amplitude of a long step: the current one sample after the window's start, in pA.</summary>
    public static double LongStepAmplitude(SampleArray current, TimeAxis time, double start) =>
        time.IndexOf(start) + 1 is int next && next < current.Length
            ? current[next]
            : throw new AnalysisFailureException(FailureReason.OutsideSweep, null, "The sweep ends with the window's start.");

    /// <summary>Amplitude of a short step: the largest current of the sweep, in pA.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    public static double ShortStepAmplitude(SampleArray current)
    {
        double largest = double.NegativeInfinity;
        for (int k = 0; k < current.Length; k++)
        {
            largest = current[k] > largest ? current[k] : largest;
        }

        return largest;
    }

    /// <summary>
    /// The extreme voltage in the window and its sample: the highest when the current in the middle of the window is not negative, the lowest otherwise.
    /// </summary>
    public static (double Voltage, int Index) Deflection(ReadOnlySpan<double> voltage, SampleArray current, TimeAxis time, double start, double end)
    {
        bool up = current[time.IndexOf(((end - start) / 2) + start)] >= 0;
        return up ? Maximum(voltage, time, start, end) : Minimum(voltage, time, start, end);
    }

    /// <summary>The highest voltage in the window and its sample.</summary>
    public static (double Voltage, int Index) Maximum(ReadOnlySpan<double> voltage, TimeAxis time, double start, double end)
    {
        int index = Extremes.ArgMax(voltage, time.IndexOf(start), time.IndexOf(end), "deflection");
        return (voltage[index], index);
    }

    /// <summary>The lowest voltage in the window and its sample.</summary>
    public static (double Voltage, int Index) Minimum(ReadOnlySpan<double> voltage, TimeAxis time, double start, double end)
    {
        int index = Extremes.ArgMin(voltage, time.IndexOf(start), time.IndexOf(end), "deflection");
        return (voltage[index], index);
    }

    /// <summary>
    /// Sag: the part of the peak deflection that the cell has recovered by the end of the step: (peak - steady) / (peak - baseline), where peak is the mean over
    /// 5 ms about the lowest sample, baseline the mean over 30 ms before the step and steady that over its last 30 ms.
    /// </summary>
    /// <exception cref="AnalysisFailureException">A window leaves the sweep.</exception>
    public static double Sag(ReadOnlySpan<double> voltage, TimeAxis time, double start, double end)
    {
        const double HalfPeakWidth = 0.0025;
        const double Interval = 0.03;
        (_, int index) = Minimum(voltage, time, start, end);
        double peak = Mean(voltage, time, time[index] - HalfPeakWidth, time[index] + HalfPeakWidth);
        double baseline = Baseline(voltage, time, start, Interval);
        double steady = Mean(voltage, time, end - Interval, end);
        return (peak - steady) / (peak - baseline);
    }

    /// <summary>
    /// Input resistance in MΩ: slope of deflection voltage on current over sweeps. A single sweep is joined by its own baseline at zero current.
    /// </summary>
    /// <param name="amplitudes">Step amplitudes, in pA.</param>
    /// <param name="deflections">Deflection voltages, in mV.</param>
    /// <param name="baselines">Baseline voltages, in mV.</param>
    public static double InputResistance(ReadOnlySpan<double> amplitudes, ReadOnlySpan<double> deflections, ReadOnlySpan<double> baselines) =>
        amplitudes.Length == 1
            ? (deflections[0] - baselines[0]) / amplitudes[0] * 1000
            : Slope(amplitudes, deflections) * 1000;

    /// <summary>Slope of the straight line through points by least squares; NaN when all x are equal.</summary>
    /// <exception cref="AnalysisFailureException">Fewer than two points.</exception>
    public static double Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length < 2)
        {
            throw new AnalysisFailureException(FailureReason.TooFewSpikingSweeps, null, "A slope needs at least two sweeps.");
        }

        (double meanX, _) = SweepQuality.MeanAndDeviation(x);
        (double meanY, _) = SweepQuality.MeanAndDeviation(y);
        double xy = 0;
        double xx = 0;
        for (int k = 0; k < x.Length; k++)
        {
            xy += (x[k] - meanX) * (y[k] - meanY);
            xx += (x[k] - meanX) * (x[k] - meanX);
        }

        return xy / xx;
    }
}
