using System.Runtime.CompilerServices;
using EphysTx.Recordings;

namespace EphysTx.Features.Signals;

/// <summary>First extremal positions and simple searches in a stretch [from, to) of samples. NaN is extremal, as in the reference.</summary>
internal static class Extremes
{
    /// <summary>Index of the first largest sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    public static int ArgMax(ReadOnlySpan<double> x, int from, int to, string what)
    {
        int best = First(x, from, to, what);
        for (int k = from + 1; k < to && !double.IsNaN(x[best]); k++)
        {
            if (x[k] > x[best] || double.IsNaN(x[k]))
            {
                best = k;
            }
        }

        return best;
    }

    /// <summary>Index of the first smallest sample.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    public static int ArgMin(ReadOnlySpan<double> x, int from, int to, string what)
    {
        int best = First(x, from, to, what);
        for (int k = from + 1; k < to && !double.IsNaN(x[best]); k++)
        {
            if (x[k] < x[best] || double.IsNaN(x[k]))
            {
                best = k;
            }
        }

        return best;
    }

    /// <summary>Whether any sample is below zero.</summary>
    public static bool AnyNegative(ReadOnlySpan<double> x, int from, int to)
    {
        for (int k = from; k < to; k++)
        {
            if (x[k] < 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Mean of the samples; NaN when there are none.</summary>
    public static double Mean(ReadOnlySpan<double> x)
    {
        double sum = 0;
        foreach (double value in x)
        {
            sum += value;
        }

        return sum / x.Length;
    }

    private static int First(ReadOnlySpan<double> x, int from, int to, string what) =>
        from < to && from >= 0 && to <= x.Length
            ? from
            : throw new AnalysisFailureException(FailureReason.DegenerateSpike, null, $"There is no sample to find the {what} in.");
}
