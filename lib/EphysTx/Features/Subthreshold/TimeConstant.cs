using EphysTx.Features.Signals;
using EphysTx.Recordings;
using EphysTx.Recordings.Quality;

namespace EphysTx.Features.Subthreshold;

/// <summary>
/// Membrane time constant: a single exponential fitted to the onset of a hyperpolarising response, from 10 % of the deflection to its
/// lowest point. Source: spec IPFX §6.6.
/// </summary>
public static class TimeConstant
{
    /// <summary>Part of the deflection at which the fit begins.</summary>
    public const double OnsetFraction = 0.1;

    /// <summary>Deflections smaller than this many standard deviations of the baseline are not fitted.</summary>
    public const double MinimumSignalToNoise = 20;

    /// <summary>Fits one sweep.</summary>
    /// <param name="voltage">In mV.</param>
    /// <param name="time">Its axis.</param>
    /// <param name="start">Start of the step, in s.</param>
    /// <param name="end">End of the step, in s.</param>
    /// <param name="latestFitEnd">The fit ends here at the latest, in s; null for the sweep's own lowest point.</param>
    /// <param name="isSingle">Whether the samples are single-precision numbers.</param>
    /// <param name="fraction">Part of the deflection at which the fit begins.</param>
    /// <param name="baselineInterval">Length of the baseline before the step, in s.</param>
    /// <returns>The time constant in s; NaN when the deflection is lost in noise or the fit finds no decay.</returns>
    /// <exception cref="AnalysisFailureException">The response never reaches the fraction, or the fit has fewer than three samples or a missing one.</exception>
    public static double Fit(
        ReadOnlySpan<double> voltage,
        TimeAxis time,
        double start,
        double end,
        double? latestFitEnd,
        bool isSingle,
        double fraction = OnsetFraction,
        double baselineInterval = StepResponse.BaselineInterval)
    {
        int onset = time.IndexOf(start);
        (_, int peak) = StepResponse.Minimum(voltage, time, start, end);
        if (latestFitEnd is double latest)
        {
            peak = Math.Min(time.IndexOf(latest), peak);
        }

        int before = time.IndexOf(start - baselineInterval);
        (double baseline, double noise) = SweepQuality.MeanAndDeviation(voltage[before..onset]);
        baseline = isSingle ? (float)baseline : baseline;
        double deflection = voltage[peak] - baseline;
        if (Math.Abs(deflection) / noise < MinimumSignalToNoise)
        {
            return double.NaN;
        }

        double level = (fraction * deflection) + baseline;
        level = isSingle ? (float)level : level;
        int first = onset;
        while (first < voltage.Length && !(voltage[first] <= level))
        {
            first++;
        }

        if (first == voltage.Length)
        {
            throw new AnalysisFailureException(FailureReason.TimeConstantFit, null, "The response never reaches a tenth of its deflection.");
        }

        if (peak - first < 3)
        {
            throw new AnalysisFailureException(
                FailureReason.TimeConstantFit, null, $"The exponential fit has {Math.Max(0, peak - first)} samples; it needs three.");
        }

        double[] x = new double[peak - first];
        for (int k = 0; k < x.Length; k++)
        {
            x[k] = time[first + k] - time[first];
            if (!double.IsFinite(voltage[first + k]))
            {
                throw new AnalysisFailureException(FailureReason.TimeConstantFit, null, "The response has a missing sample where the exponential is fitted.");
            }
        }

        double rate = ExponentialFit.Rate(x, voltage[first..peak]);
        return rate > 0 ? 1 / rate : double.NaN;
    }
}
