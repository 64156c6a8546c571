namespace EphysTx.Statistics;

/// <summary>The standard normal distribution.</summary>
public static class NormalDistribution
{
    /// <summary>Probability of a value below <paramref name="z"/>; accurate in both tails.</summary>
    public static double Cdf(double z)
    {
        double tail = 0.5 * SpecialFunctions.UpperIncompleteGammaHalf(z * z / 2);
        return z < 0 ? tail : 1 - tail;
    }

    /// <summary>The value below which a fraction <paramref name="p"/> lies; −∞ at 0, +∞ at 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="p"/> is outside [0, 1].</exception>
    public static double Quantile(double p) => p switch
    {
        < 0 or > 1 or double.NaN => throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies between 0 and 1."),
        0 => double.NegativeInfinity,
        1 => double.PositiveInfinity,
        > 0.5 => -Quantile(1 - p),
        0.5 => 0,
        _ => SpecialFunctions.Invert(Cdf, p, -40, 0),
    };
}
