namespace EphysTx.Figures.Drawing;

/// <summary>Where the ticks of a value axis stand and what they say.</summary>
internal sealed record Ticks(IReadOnlyList<double> Positions, IReadOnlyList<string> Labels)
{
    /// <summary>The smallest step of the form 1, 2 or 5 times a power of ten that gives at most <paramref name="most"/> intervals.</summary>
    public static double NiceStep(double span, int most)
    {
        double raw = span / Math.Max(1, most);
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        foreach (double factor in (ReadOnlySpan<double>)[1, 2, 5, 10])
        {
            if (factor * power >= raw * (1 - 1e-9))
            {
                return factor * power;
            }
        }

        return 10 * power;
    }

    /// <summary>Ticks inside a range, at most about <paramref name="most"/> of them.</summary>
    public static Ticks Of(double minimum, double maximum, bool logarithmic, int most) =>
        logarithmic ? Logarithmic(minimum, maximum, most) : Linear(minimum, maximum, most);

    private static Ticks Linear(double minimum, double maximum, int most)
    {
        double step = NiceStep(maximum - minimum, most);
        double slack = step * 1e-6;
        long first = (long)Math.Ceiling((minimum - slack) / step);
        long last = (long)Math.Floor((maximum + slack) / step);
        string format = NumberText.FormatForStep(step, Math.Max(Math.Abs(minimum), Math.Abs(maximum)));
        double[] positions = [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => (first + i) * step)];
        return new Ticks(positions, [.. positions.Select(value => NumberText.Display(value, format))]);
    }

    private static Ticks Logarithmic(double minimum, double maximum, int most)
    {
        int first = (int)Math.Ceiling(Math.Log10(minimum) - 1e-9);
        int last = (int)Math.Floor(Math.Log10(maximum) + 1e-9);
        int every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)Math.Max(1, most)));
        var positions = new List<double>();
        double[] factors = (last - first + 1) * 3 <= most ? [1, 2, 5] : [1];
        for (int exponent = first - 1; exponent <= last; exponent++)
        {
            foreach (double factor in factors)
            {
                double value = factor * Math.Pow(10, exponent);
                if ((exponent - first) % every == 0 | factors.Length > 1
                    && value >= minimum * (1 - 1e-9) && value <= maximum * (1 + 1e-9))
                {
                    positions.Add(value);
                }
            }
        }

        return positions.Count >= 2 || maximum / minimum > 100
            ? new Ticks(positions, [.. positions.Select(NumberText.Short)])
            : Linear(minimum, maximum, most);
    }
}
