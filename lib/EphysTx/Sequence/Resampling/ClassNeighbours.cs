using System.Runtime.Intrinsics;

namespace EphysTx.Sequence;

/// <summary>
/// Nearest neighbours within one class. The distance is Euclidean over the values that both cells have, scaled up to all
/// values (√(width / shared · Σ differences²)), so that a missing value counts neither as 0 nor as agreement (Dixon 1979,
/// IEEE Trans. SMC 9:617). Cells that share no value are farthest from each other.
/// </summary>
internal static class ClassNeighbours
{
    private const int Lanes = 8;

    /// <summary>Rows of the nearest cells of each member, nearest first; equally near ones in the order of their rows.</summary>
    /// <param name="rows">All cells, row-major; NaN where missing.</param>
    /// <param name="width">Values a cell.</param>
    /// <param name="members">Rows of the class, ascending.</param>
    /// <param name="count">Neighbours of each, fewer than there are members.</param>
    /// <param name="cancellation">Ends the search with an exception.</param>
    public static int[][] Find(float[] rows, int width, int[] members, int count, CancellationToken cancellation)
    {
        int n = members.Length;
        var distance = new float[n * n];
        bool complete = !Array.Exists(members, member => HasMissing(rows.AsSpan(member * width, width)));
        var four = new float[4];
        for (int i = 0; i < n; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<float> first = Row(i);
            for (int j = 0; j < i; j += 4)
            {
                // Four at a time read the cell once for four others; past the end the last one is repeated.
                ReadOnlySpan<float> a = Row(j), b = Row(Math.Min(j + 1, i)), c = Row(Math.Min(j + 2, i)), d = Row(Math.Min(j + 3, i));
                if (complete)
                {
                    SquaredDistances(first, a, b, c, d, four);
                }
                else
                {
                    four[0] = SharedDistance(first, a);
                    four[1] = SharedDistance(first, b);
                    four[2] = SharedDistance(first, c);
                    four[3] = SharedDistance(first, d);
                }

                for (int k = 0; k < 4 && j + k < i; k++)
                {
                    distance[(i * n) + j + k] = distance[((j + k) * n) + i] = four[k];
                }
            }
        }

        ReadOnlySpan<float> Row(int member) => rows.AsSpan(members[member] * width, width);

        var neighbours = new int[n][];
        var order = new int[n];
        var keys = new float[n];
        for (int i = 0; i < n; i++)
        {
            Array.Copy(distance, i * n, keys, 0, n);
            keys[i] = float.NegativeInfinity; // The cell itself stands first and is passed over, also where a twin lies at distance 0.
            for (int j = 0; j < n; j++)
            {
                order[j] = j;
            }

            Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
            neighbours[i] = order[1..(count + 1)].Select(j => members[j]).ToArray();
        }

        return neighbours;
    }

    // Eight fixed partial sums whatever the machine's vector width, so that the same cells are neighbours everywhere.
    private static void SquaredDistances(
        ReadOnlySpan<float> cell, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, ReadOnlySpan<float> d, float[] result)
    {
        Vector256<float> sumA = default, sumB = default, sumC = default, sumD = default;
        int i = 0;
        for (; i <= cell.Length - Lanes; i += Lanes)
        {
            Vector256<float> own = Vector256.Create(cell.Slice(i, Lanes));
            Vector256<float> toA = own - Vector256.Create(a.Slice(i, Lanes));
            Vector256<float> toB = own - Vector256.Create(b.Slice(i, Lanes));
            Vector256<float> toC = own - Vector256.Create(c.Slice(i, Lanes));
            Vector256<float> toD = own - Vector256.Create(d.Slice(i, Lanes));
            sumA += toA * toA;
            sumB += toB * toB;
            sumC += toC * toC;
            sumD += toD * toD;
        }

        result[0] = Vector256.Sum(sumA);
        result[1] = Vector256.Sum(sumB);
        result[2] = Vector256.Sum(sumC);
        result[3] = Vector256.Sum(sumD);
        for (; i < cell.Length; i++)
        {
            result[0] += (cell[i] - a[i]) * (cell[i] - a[i]);
            result[1] += (cell[i] - b[i]) * (cell[i] - b[i]);
            result[2] += (cell[i] - c[i]) * (cell[i] - c[i]);
            result[3] += (cell[i] - d[i]) * (cell[i] - d[i]);
        }
    }

    private static float SharedDistance(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector256<float> sums = default;
        Vector256<int> counts = default;
        int i = 0;
        for (; i <= a.Length - Lanes; i += Lanes)
        {
            Vector256<float> difference = Vector256.Create(a.Slice(i, Lanes)) - Vector256.Create(b.Slice(i, Lanes));
            Vector256<float> shared = Vector256.Equals(difference, difference);
            difference &= shared;
            sums += difference * difference;
            counts -= shared.AsInt32(); // All bits set is −1.
        }

        float sum = Vector256.Sum(sums);
        int count = Vector256.Sum(counts);
        for (; i < a.Length; i++)
        {
            float difference = a[i] - b[i];
            if (!float.IsNaN(difference))
            {
                sum += difference * difference;
                count++;
            }
        }

        return count == 0 ? float.PositiveInfinity : sum * ((float)a.Length / count);
    }

    private static bool HasMissing(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (float.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }
}
