namespace EphysTx.Statistics;

/// <summary>An estimate with its bootstrap confidence interval.</summary>
/// <param name="Estimate">The measure on the data themselves.</param>
/// <param name="Lower">Lower end.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Level">Confidence level, for example 0.95.</param>
/// <param name="Donors">How many donors were resampled.</param>
/// <param name="Resamples">How many resamples the ends rest on; resamples on which the measure is NaN are left out.</param>
public sealed record ConfidenceInterval(double Estimate, double Lower, double Upper, double Level, int Donors, int Resamples)
{
    /// <summary>For example <c>0.8670 [0.8510, 0.8820]</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Estimate:F4} [{Lower:F4}, {Upper:F4}]");
}
