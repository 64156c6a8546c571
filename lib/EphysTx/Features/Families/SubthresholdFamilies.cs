using EphysTx.Features.Signals;
using EphysTx.Recordings;

namespace EphysTx.Features.Families;

/// <summary>One hyperpolarising step.</summary>
/// <param name="Amplitude">Key: amplitude to the nearest pA.</param>
/// <param name="Position">Position of its sweep in the list it was chosen from.</param>
/// <param name="Baseline">Baseline voltage, in mV.</param>
/// <param name="Deflection">Deflection voltage, in mV.</param>
public sealed record HyperpolarisingStep(double Amplitude, int Position, double Baseline, double Deflection);

/// <summary>The averaged trace of one hyperpolarising step.</summary>
/// <param name="Amplitude">Amplitude to the nearest pA.</param>
/// <param name="Trace">Voltage in mV, one point per block.</param>
public sealed record StepTrace(double Amplitude, double[] Trace);

/// <summary>The families <c>step_subthresh</c> and <c>subthresh_norm</c>. Source: spec IPFX §7 and §12.</summary>
public static class SubthresholdFamilies
{
    /// <summary>Amplitudes of the steps in <c>step_subthresh</c>, in pA and in this order.</summary>
    public static IReadOnlyList<double> StepTargets { get; } = [-30, -50, -90];

    /// <summary>Amplitude that <c>subthresh_norm</c> is nearest to, in pA.</summary>
    public const double NormTarget = -110;

    /// <summary>What is shown before and after the step, in s.</summary>
    public const double Extension = 0.2;

    /// <summary>Length of a block, in s.</summary>
    public const double BlockDuration = 0.01;

    private const double LowestKey = -1000;

    /// <summary>
    /// The hyperpolarising steps among sweeps, one per amplitude in whole pA: silent sweeps with a negative amplitude, not below -1000 pA. A repeated amplitude keeps its first place with the data of
    /// its last sweep.
    /// </summary>
    /// <param name="amplitudes">Step amplitudes, in pA.</param>
    /// <param name="rates">Spike rates, in Hz.</param>
    /// <param name="baselines">Baseline voltages, in mV.</param>
    /// <param name="deflections">Deflection voltages, in mV.</param>
    public static IReadOnlyList<HyperpolarisingStep> Steps(
        ReadOnlySpan<double> amplitudes, ReadOnlySpan<double> rates, ReadOnlySpan<double> baselines, ReadOnlySpan<double> deflections)
    {
        List<HyperpolarisingStep> steps = [];
        for (int k = 0; k < amplitudes.Length; k++)
        {
            double key = Math.Round(amplitudes[k], MidpointRounding.ToEven);
            if (!(rates[k] == 0 && amplitudes[k] < 0 && key >= LowestKey))
            {
                continue;
            }

            HyperpolarisingStep step = new(key, k, baselines[k], deflections[k]);
            int place = steps.FindIndex(other => other.Amplitude == key);
            if (place >= 0)
            {
                steps[place] = step;
            }
            else
            {
                steps.Add(step);
            }
        }

        return steps;
    }

    /// <summary>Block means of a trace from 0.2 s before to 0.2 s after the step.</summary>
    /// <exception cref="AnalysisFailureException">The sweep is too short.</exception>
    public static double[] Trace(
        ReadOnlySpan<double> voltage,
        TimeAxis time,
        double start,
        double end,
        double extension = Extension,
        double block = BlockDuration,
        IncompleteBlock incomplete = IncompleteBlock.Drop)
    {
        int first = time.IndexOf(start - extension);
        int last = time.IndexOf(end + extension);
        int width = (int)Math.Round(block / (time[1] - time[0]), MidpointRounding.ToEven);
        return BlockMean.Compute(voltage[first..Math.Max(first, last)], width, incomplete);
    }

    /// <summary>
    /// The traces at the target amplitudes, joined. A target without a sweep is made from the next amplitudes below and above it: their mean, scaled to the target about the first points'
    /// mean, from the step's onset on.
    /// </summary>
    /// <param name="traces">Traces of the recorded amplitudes, in any order.</param>
    /// <param name="targets">Target amplitudes, in pA.</param>
    /// <param name="points">Number of points before the step, and after it.</param>
    /// <param name="scaleRecovery">
    /// Whether a trace made from one neighbour alone is scaled to its very end, recovery included, as the reference does; one made from two never is.
    /// </param>
    /// <param name="tolerance">A recorded amplitude this near to the target counts as the target, in pA.</param>
    /// <exception cref="AnalysisFailureException">There is no trace, or two that are averaged differ in length.</exception>
    public static double[] StepSubthreshold(
        IReadOnlyList<StepTrace> traces, IReadOnlyList<double> targets, int points = 20, bool scaleRecovery = true, double tolerance = 0)
    {
        if (traces.Count == 0)
        {
            throw new AnalysisFailureException(FailureReason.NoHyperpolarisingSweeps, null, "No silent long-square sweep is hyperpolarising.");
        }

        List<double> joined = [];
        foreach (double target in targets)
        {
            StepTrace? exact = traces.FirstOrDefault(trace => Math.Abs(trace.Amplitude - target) <= tolerance);
            joined.AddRange(exact?.Trace ?? Made(traces, target, points, scaleRecovery));
        }

        return [.. joined];
    }

    /// <summary>The step nearest to <see cref="NormTarget"/> (the first on ties); null without steps.</summary>
    public static HyperpolarisingStep? NormStep(IReadOnlyList<HyperpolarisingStep> steps, double target = NormTarget) =>
        steps.MinBy(step => Math.Abs(step.Amplitude - target));

    /// <summary>A trace as a fraction of its deflection: (v - baseline) / (baseline - deflection).</summary>
    public static double[] Normalised(double[] trace, double baseline, double deflection) =>
        [.. trace.Select(voltage => (voltage - baseline) / (baseline - deflection))];

    private static double[] Made(IReadOnlyList<StepTrace> traces, double target, int points, bool scaleRecovery)
    {
        StepTrace? lower = traces.Where(trace => trace.Amplitude < target).MaxBy(trace => trace.Amplitude);
        StepTrace? upper = traces.Where(trace => trace.Amplitude > target).MinBy(trace => trace.Amplitude);
        double[] made;
        double amplitude;
        int end;
        if (lower is not null && upper is not null)
        {
            if (lower.Trace.Length != upper.Trace.Length)
            {
                throw new AnalysisFailureException(
                    FailureReason.UnequalTraceLengths, null, $"Steps of {lower.Trace.Length} and {upper.Trace.Length} points cannot be averaged.");
            }

            made = [.. lower.Trace.Zip(upper.Trace, (a, b) => (a + b) / 2)];
            amplitude = (lower.Amplitude + upper.Amplitude) / 2;
            end = made.Length - points;
        }
        else
        {
            StepTrace only = lower ?? upper!;
            made = [.. only.Trace];
            amplitude = only.Amplitude;
            end = scaleRecovery ? made.Length : made.Length - points;
        }

        double basis = Extremes.Mean(made.AsSpan(0, Math.Min(points, made.Length)));
        for (int k = points; k < end; k++)
        {
            made[k] = ((made[k] - basis) * (target / amplitude)) + basis;
        }

        return made;
    }
}
