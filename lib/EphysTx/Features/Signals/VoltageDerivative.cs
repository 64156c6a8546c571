using System.Runtime.CompilerServices;

namespace EphysTx.Features.Signals;

/// <summary>dV/dt of a voltage trace. Source: spec IPFX §4.</summary>
public static class VoltageDerivative
{
    /// <summary>
    /// Differences of neighbouring samples over their time step, in V/s, after a <see cref="BesselLowPass"/> when the time steps are
    /// equal. One value fewer than samples; pairs with no time between them are left out.
    /// </summary>
    /// <param name="voltage">In mV.</param>
    /// <param name="time">Times of the samples.</param>
    /// <param name="filter">Cut-off of the low-pass in kHz; null for none.</param>
    /// <param name="isSingle">Whether the samples are single-precision numbers.</param>
    /// <exception cref="Recordings.AnalysisFailureException">The cut-off is not below the Nyquist frequency, or there are too few samples.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    public static double[] Compute(ReadOnlySpan<double> voltage, TimeAxis time, double? filter, bool isSingle = false)
    {
        if (voltage.Length < 2)
        {
            return [];
        }

        double[]? filtered = null;
        if (filter is double kiloHertz && time.HasFixedStep())
        {
            double samplingRate = 1 / (time[1] - time[0]);
            filtered = new BesselLowPass(kiloHertz * 1000 / (samplingRate / 2)).Filter(voltage, isSingle);
        }

        ReadOnlySpan<double> source = filtered ?? voltage;
        double[] slope = GC.AllocateUninitializedArray<double>(voltage.Length - 1);
        int count = 0;
        double previous = time[0];
        for (int k = 0; k < slope.Length; k++)
        {
            double next = time[k + 1];
            double step = next - previous;
            previous = next;
            if (step != 0)
            {
                double rise = source[k + 1] - source[k];
                if (isSingle && filtered is null)
                {
                    rise = (float)rise;
                }

                slope[count++] = 1e-3 * (rise / step);
            }
        }

        return count == slope.Length ? slope : slope[..count];
    }
}
