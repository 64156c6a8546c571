namespace EphysTx.Statistics;

/// <summary>Whether two lists put the same things in the same order.</summary>
public static class RankCorrelation
{
    /// <summary>
    /// Spearman's ρ: Pearson's correlation of the ranks, equal values sharing the mean of theirs. From −1 (opposite order) to 1 (same order); NaN where a value is
    /// missing, where there are fewer than two, or where all values of a list are equal.
    /// </summary>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double Spearman(ReadOnlySpan<double> first, ReadOnlySpan<double> second)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException($"{first.Length} and {second.Length} values cannot be paired.", nameof(second));
        }

        if (first.Length < 2 || first.Contains(double.NaN) || second.Contains(double.NaN))
        {
            return double.NaN;
        }

        double[] a = Ranks(first), b = Ranks(second);
        double middle = (first.Length + 1) / 2.0;
        double product = 0, squaresA = 0, squaresB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            product += (a[i] - middle) * (b[i] - middle);
            squaresA += (a[i] - middle) * (a[i] - middle);
            squaresB += (b[i] - middle) * (b[i] - middle);
        }

        return squaresA == 0 || squaresB == 0 ? double.NaN : product / Math.Sqrt(squaresA * squaresB);
    }

    /// <summary>Ranks from 1; equal values share the mean of the ranks that they take up.</summary>
    internal static double[] Ranks(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (int start = 0; start < sorted.Length;)
        {
            int end = start;
            while (end < sorted.Length && sorted[end] == sorted[start])
            {
                end++;
            }

            for (int i = start; i < end; i++)
            {
                ranks[order[i]] = (start + 1 + end) / 2.0;
            }

            start = end;
        }

        return ranks;
    }
}
