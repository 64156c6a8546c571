using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>Deals single cells to parts, class by class.</summary>
internal static class StratifiedPartition
{
    public static int[] Assign(int[] labels, double[] fractions, SeededRandom random)
    {
        int parts = fractions.Length;
        var result = new int[labels.Length];
        var filled = new double[parts];
        foreach (IGrouping<int, int> members in Enumerable.Range(0, labels.Length).GroupBy(row => labels[row]).OrderBy(group => group.Key))
        {
            int[] rows = members.ToArray();
            random.Shuffle<int>(rows);
            int[] quotas = Quotas(rows.Length, fractions, filled, random);
            int next = 0;
            for (int part = 0; part < parts; part++)
            {
                // What is still lacking (negative) or too much, over all classes so far.
                filled[part] += quotas[part] - (rows.Length * fractions[part]);
                for (int i = 0; i < quotas[part]; i++)
                {
                    result[rows[next++]] = part;
                }
            }
        }

        return result;
    }

    /// <summary>Exact shares rounded down or up, the rest to the parts that earlier classes left shortest.</summary>
    private static int[] Quotas(int count, double[] fractions, double[] filled, SeededRandom random)
    {
        int parts = fractions.Length;
        const double rounding = 1e-9;
        var quotas = new int[parts];
        var remainder = new double[parts];
        for (int part = 0; part < parts; part++)
        {
            double exact = count * fractions[part];
            quotas[part] = (int)Math.Floor(exact + rounding);
            remainder[part] = exact - quotas[part];
        }

        int[] order = Enumerable.Range(0, parts).ToArray();
        random.Shuffle<int>(order);
        int rest = count - quotas.Sum();
        foreach (int part in order.Where(part => remainder[part] > rounding).OrderBy(part => filled[part] - remainder[part]).Take(rest))
        {
            quotas[part]++;
        }

        // A share below one cell may have been rounded to none although there are cells enough for all parts.
        while (count >= parts && quotas.Min() == 0)
        {
            quotas[Array.IndexOf(quotas, quotas.Max())]--;
            quotas[Array.IndexOf(quotas, 0)]++;
        }

        return quotas;
    }
}
