namespace EphysTx.Statistics;

/// <summary>Reads interval ends from a bootstrap distribution.</summary>
internal static class BootstrapInterval
{
    /// <param name="estimate">The measure on the data.</param>
    /// <param name="resampled">The measure on each resample; NaN entries are left out.</param>
    /// <param name="leftOut">The measure without one donor, per donor; only asked for when the method needs it.</param>
    /// <param name="donors">Number of donors.</param>
    /// <param name="options">Level and method.</param>
    public static ConfidenceInterval From(double estimate, double[] resampled, Func<double[]> leftOut, int donors, BootstrapOptions options)
    {
        double[] sorted = resampled.Where(value => !double.IsNaN(value)).ToArray();
        if (sorted.Length < (resampled.Length + 1) / 2)
        {
            throw new EphysTxException($"The measure is not a number on {resampled.Length - sorted.Length} of {resampled.Length} resamples; there are too few cells or donors for an interval.");
        }

        Array.Sort(sorted);
        double tail = (1 - options.Level) / 2;
        (double low, double high) = (tail, 1 - tail);
        if (options.Method == BootstrapMethod.Bca)
        {
            double shift = Shift(estimate, sorted);
            double acceleration = Acceleration(leftOut());
            (low, high) = (Adjust(low, shift, acceleration), Adjust(high, shift, acceleration));
        }

        return new ConfidenceInterval(estimate, Quantile(sorted, low), Quantile(sorted, high), options.Level, donors, sorted.Length);
    }

    /// <summary>Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996; numpy's default).</summary>
    public static double Quantile(double[] sorted, double p)
    {
        double position = p * (sorted.Length - 1);
        int below = (int)Math.Floor(position);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    // Efron's z₀: how far the estimate stands from the middle of the resamples; ties count half.
    private static double Shift(double estimate, double[] sorted)
    {
        double below = sorted.Count(value => value < estimate) + (0.5 * sorted.Count(value => value == estimate));
        return NormalDistribution.Quantile(below / sorted.Length);
    }

    private static double Acceleration(double[] leftOut)
    {
        double mean = leftOut.Average();
        double squares = leftOut.Sum(value => (mean - value) * (mean - value));
        double cubes = leftOut.Sum(value => (mean - value) * (mean - value) * (mean - value));
        return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }

    private static double Adjust(double p, double shift, double acceleration)
    {
        // All resamples on one side of the estimate: no correction can be had, the end stands at that side.
        if (double.IsInfinity(shift))
        {
            return shift > 0 ? 1 : 0;
        }

        double z = shift + NormalDistribution.Quantile(p);
        return NormalDistribution.Cdf(shift + (z / (1 - (acceleration * z))));
    }
}
