namespace EphysTx.Statistics;

/// <summary>Mean and spread of a measure over runs or folds.</summary>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="StandardDeviation">Standard deviation with divisor n − 1; NaN where n is 1.</param>
/// <param name="Count">How many values, n.</param>
public sealed record MetricSummary(double Mean, double StandardDeviation, int Count)
{
    /// <summary>Summarises values.</summary>
    /// <exception cref="EphysTxException">There is no value, or one is NaN.</exception>
    public static MetricSummary Of(IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] all = values.ToArray();
        if (all.Length == 0 || all.Any(double.IsNaN))
        {
            throw new EphysTxException("A mean over runs needs at least one value and no NaN; look for the run that failed.");
        }

        double mean = all.Average();
        double squares = all.Sum(value => (value - mean) * (value - mean));
        return new MetricSummary(mean, all.Length == 1 ? double.NaN : Math.Sqrt(squares / (all.Length - 1)), all.Length);
    }

    /// <summary>For example <c>0.8738 ± 0.0136 (n = 10)</c>; without the spread where n is 1.</summary>
    public override string ToString() => Count == 1
        ? FormattableString.Invariant($"{Mean:F4} (n = 1)")
        : FormattableString.Invariant($"{Mean:F4} ± {StandardDeviation:F4} (n = {Count})");
}
