namespace EphysTx.Statistics;

/// <summary>Student's t distribution.</summary>
public static class StudentT
{
    /// <summary>Probability of a value below <paramref name="t"/>; accurate in both tails.</summary>
    /// <param name="t">The value; may be infinite.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double Cdf(double t, double degreesOfFreedom) =>
        t < 0 ? TwoSidedTail(t, degreesOfFreedom) / 2 : 1 - (TwoSidedTail(t, degreesOfFreedom) / 2);

    /// <summary>Probability of a value at least as far from 0 as <paramref name="t"/>: the two-sided p-value.</summary>
    /// <param name="t">The value; may be infinite.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    public static double TwoSidedTail(double t, double degreesOfFreedom)
    {
        if (!(degreesOfFreedom > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom must be above 0.");
        }

        if (double.IsNaN(t))
        {
            return double.NaN;
        }

        if (double.IsInfinity(t * t))
        {
            return 0;
        }

        double sum = degreesOfFreedom + (t * t);
        return SpecialFunctions.IncompleteBetaHalf(degreesOfFreedom / 2, degreesOfFreedom / sum, t * t / sum);
    }

    /// <summary>The value below which a fraction <paramref name="p"/> lies; −∞ at 0, +∞ at 1.</summary>
    /// <param name="p">Probability, 0 … 1.</param>
    /// <param name="degreesOfFreedom">Above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double Quantile(double p, double degreesOfFreedom)
    {
        switch (p)
        {
            case < 0 or > 1 or double.NaN:
                throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies between 0 and 1.");
            case 0:
                return double.NegativeInfinity;
            case 1:
                return double.PositiveInfinity;
            case 0.5:
                return 0;
            case > 0.5:
                return -Quantile(1 - p, degreesOfFreedom);
        }

        double low = -1;
        while (Cdf(low, degreesOfFreedom) > p)
        {
            low *= 2;
        }

        return SpecialFunctions.Invert(t => Cdf(t, degreesOfFreedom), p, low, 0);
    }
}
