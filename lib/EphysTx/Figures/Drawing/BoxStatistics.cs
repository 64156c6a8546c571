namespace EphysTx.Figures.Drawing;

/// <summary>The five numbers of a box.</summary>
internal sealed record BoxStatistics(double LowerWhisker, double LowerQuartile, double Median, double UpperQuartile, double UpperWhisker)
{
    /// <summary>The box of ascending values, at least one.</summary>
    public static BoxStatistics Of(double[] sorted)
    {
        double q1 = Quantile(sorted, 0.25), q3 = Quantile(sorted, 0.75), reach = 1.5 * (q3 - q1);
        return new BoxStatistics(
            sorted.First(value => value >= q1 - reach), q1, Quantile(sorted, 0.5), q3, sorted.Last(value => value <= q3 + reach));
    }

    private static double Quantile(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
