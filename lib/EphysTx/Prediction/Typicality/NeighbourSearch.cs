using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using EphysTx.Numerics;

namespace EphysTx.Prediction;

/// <summary>A training cell near a new one.</summary>
/// <param name="Row">Its row among the training cells.</param>
/// <param name="Distance">Root mean square difference over the features that both have, in standard deviations.</param>
public sealed record Neighbour(int Row, double Distance);

/// <summary>Finds the nearest training cells by comparing with all of them: features are too many for a tree to help, and cells few enough.</summary>
internal sealed class NeighbourSearch(Matrix training, int[] donors)
{
    // A single wild value must not hide that all others fit; wild values are reported on their own.
    private const double LargestDifference = 5;
    private const double LeastShared = 0.5;

    /// <summary>The nearest training cells that share at least half of the cell's features, nearest first, of equally near ones the first.</summary>
    /// <param name="cell">Standardised values; NaN where missing.</param>
    /// <param name="present">How many are not missing.</param>
    /// <param name="excludedDonor">A donor whose cells do not count; −1 for none.</param>
    /// <param name="count">How many.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Neighbour[] Nearest(ReadOnlySpan<double> cell, int present, int excludedDonor, int count)
    {
        Span<double> distances = stackalloc double[count];
        Span<int> rows = stackalloc int[count];
        int found = 0;
        for (int row = 0; row < training.Rows; row++)
        {
            if (donors[row] == excludedDonor)
            {
                continue;
            }

            (double sum, double shared) = Compare(cell, training.Row(row));
            if (shared == 0 || shared < LeastShared * present)
            {
                continue;
            }

            double distance = Math.Sqrt(sum / shared);
            if (found == count && !(distance < distances[count - 1]))
            {
                continue;
            }

            int at = found < count ? found++ : count - 1;
            for (; at > 0 && distance < distances[at - 1]; at--)
            {
                (distances[at], rows[at]) = (distances[at - 1], rows[at - 1]);
            }

            (distances[at], rows[at]) = (distance, row);
        }

        var nearest = new Neighbour[found];
        for (int i = 0; i < found; i++)
        {
            nearest[i] = new Neighbour(rows[i], distances[i]);
        }

        return nearest;
    }

    // Squared differences, cut off, over what both have, and how many that are. Four at a time on every machine, so that the bits are the same.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (double Sum, double Shared) Compare(ReadOnlySpan<double> one, ReadOnlySpan<double> other)
    {
        ref double a = ref MemoryMarshal.GetReference(one);
        ref double b = ref MemoryMarshal.GetReference(other);
        Vector256<double> sums = Vector256<double>.Zero, counts = Vector256<double>.Zero, limit = Vector256.Create(LargestDifference), unit = Vector256.Create(1.0);
        int k = 0;
        for (; k + Vector256<double>.Count <= one.Length; k += Vector256<double>.Count)
        {
            Vector256<double> difference = Vector256.LoadUnsafe(ref a, (nuint)k) - Vector256.LoadUnsafe(ref b, (nuint)k);
            Vector256<double> both = Vector256.Equals(difference, difference);
            Vector256<double> cut = Vector256.Min(Vector256.Abs(difference), limit) & both;
            sums += cut * cut;
            counts += unit & both;
        }

        double sum = Vector256.Sum(sums), shared = Vector256.Sum(counts);
        for (; k < one.Length; k++)
        {
            double difference = one[k] - other[k];
            if (!double.IsNaN(difference))
            {
                difference = Math.Min(Math.Abs(difference), LargestDifference);
                sum += difference * difference;
                shared++;
            }
        }

        return (sum, shared);
    }
}
