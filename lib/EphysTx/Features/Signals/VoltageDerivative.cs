using System.Buffers;
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
    public static double[] Compute(ReadOnlySpan<double> voltage, TimeAxis time, double? filter, bool isSingle = false)
    {
        double[] slope = GC.AllocateUninitializedArray<double>(Math.Max(0, voltage.Length - 1));
        int count = Compute(voltage, time, filter, isSingle, slope);
        return count == slope.Length ? slope : slope[..count];
    }

    /// <summary>As the other, into given memory of at least one value fewer than samples; returns how many values there are.</summary>
    internal static int Compute(ReadOnlySpan<double> voltage, TimeAxis time, double? filter, bool isSingle, Span<double> slope)
    {
        if (voltage.Length < 2)
        {
            return 0;
        }

        if (!(filter is double kiloHertz && time.HasFixedStep()))
        {
            return Differences(voltage, time, isSingle, slope);
        }

        double samplingRate = 1 / (time[1] - time[0]);
        var lowPass = new BesselLowPass(kiloHertz * 1000 / (samplingRate / 2));

        // Sweeps are long: memory taken anew for each costs more, in collections, than the filter itself.
        double[] work = ArrayPool<double>.Shared.Rent(voltage.Length + (2 * BesselLowPass.Padding));
        try
        {
            lowPass.Filter(voltage, isSingle, work);
            return Differences(work.AsSpan(BesselLowPass.Padding, voltage.Length), time, isSingle: false, slope);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(work);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    private static int Differences(ReadOnlySpan<double> source, TimeAxis time, bool isSingle, Span<double> slope)
    {
        int count = 0;
        double previous = time[0];
        for (int k = 0; k < source.Length - 1; k++)
        {
            double next = time[k + 1];
            double step = next - previous;
            previous = next;
            if (step != 0)
            {
                double rise = source[k + 1] - source[k];
                if (isSingle)
                {
                    rise = (float)rise;
                }

                slope[count++] = 1e-3 * (rise / step);
            }
        }

        return count;
    }
}
