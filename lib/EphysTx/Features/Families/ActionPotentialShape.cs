using EphysTx.Features.Signals;
using EphysTx.Recordings;

namespace EphysTx.Features.Families;

/// <summary>Where an action potential starts in a trace.</summary>
/// <param name="Voltage">The trace, in mV.</param>
/// <param name="Time">Its axis.</param>
/// <param name="Threshold">Sample of the threshold.</param>
public sealed record ActionPotentialStart(ReadOnlyMemory<double> Voltage, TimeAxis Time, int Threshold);

/// <summary>The families <c>first_ap_v</c> and <c>first_ap_dv</c>. Source: spec IPFX §9.</summary>
public static class ActionPotentialShape
{
    /// <summary>Rate that faster recordings are averaged down to, in Hz.</summary>
    public const double TargetRate = 50000;

    /// <summary>Length from threshold, in s.</summary>
    public const double Window = 0.003;

    /// <summary>
    /// Voltage from threshold on, in mV, averaged over the given action potentials. A recording faster than the target rate is averaged in blocks; one that ends within
    /// the window gives fewer points. Without action potentials as many zeros as the window has samples at the target rate.
    /// </summary>
    /// <exception cref="AnalysisFailureException">The action potentials have different numbers of points.</exception>
    public static double[] Voltage(
        IReadOnlyList<ActionPotentialStart> starts, double targetRate = TargetRate, double window = Window, IncompleteBlock incomplete = IncompleteBlock.Drop)
    {
        if (starts.Count == 0)
        {
            return new double[(int)(targetRate * window)];
        }

        double[]? sum = null;
        foreach (ActionPotentialStart start in starts)
        {
            double[] one = One(start, targetRate, window, incomplete);
            if (sum is null)
            {
                sum = one;
                continue;
            }

            if (one.Length != sum.Length)
            {
                throw new AnalysisFailureException(
                    FailureReason.UnequalTraceLengths, null, $"Action potentials of {sum.Length} and {one.Length} points cannot be averaged.");
            }

            for (int k = 0; k < sum.Length; k++)
            {
                sum[k] += one[k];
            }
        }

        for (int k = 0; k < sum!.Length; k++)
        {
            sum[k] /= starts.Count;
        }

        return sum;
    }

    /// <summary>Differences between neighbouring points, in mV per point (not per time).</summary>
    public static double[] Differences(ReadOnlySpan<double> voltage)
    {
        double[] differences = new double[Math.Max(0, voltage.Length - 1)];
        for (int k = 0; k < differences.Length; k++)
        {
            differences[k] = voltage[k + 1] - voltage[k];
        }

        return differences;
    }

    private static double[] One(ActionPotentialStart start, double targetRate, double window, IncompleteBlock incomplete)
    {
        double rate = Math.Round(1 / (start.Time[1] - start.Time[0]), MidpointRounding.ToEven);
        int end = Math.Min(start.Threshold + (int)(rate * window), start.Voltage.Length);
        ReadOnlySpan<double> samples = start.Voltage.Span[start.Threshold..end];
        return rate > targetRate ? BlockMean.Compute(samples, (int)(rate / targetRate), incomplete) : samples.ToArray();
    }
}
