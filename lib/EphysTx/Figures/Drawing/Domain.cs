namespace EphysTx.Figures.Drawing;

/// <summary>What an axis spans.</summary>
internal abstract record Domain
{
    /// <summary>The domain that covers two panels' domains, for shared axes.</summary>
    public static Domain Union(Domain first, Domain second) => (first, second) switch
    {
        (EmptyDomain, _) => second,
        (_, EmptyDomain) => first,
        (ValueDomain a, ValueDomain b) => new ValueDomain(Math.Min(a.Minimum, b.Minimum), Math.Max(a.Maximum, b.Maximum), a.Logarithmic),
        _ => first,
    };
}

/// <summary>No finite value at all.</summary>
internal sealed record EmptyDomain : Domain;

/// <summary>Names, in order.</summary>
internal sealed record CategoryDomain(IReadOnlyList<string> Labels) : Domain
{
    public static Domain Of(IReadOnlyList<string> labels) => labels.Count == 0 ? new EmptyDomain() : new CategoryDomain(labels);
}

/// <summary>A range of numbers.</summary>
internal sealed record ValueDomain(double Minimum, double Maximum, bool Logarithmic) : Domain
{
    /// <summary>The range of the finite values, widened by a share of itself, with the axis' own limits respected.</summary>
    /// <param name="axis">Limits and scale.</param>
    /// <param name="values">All values; those that are not finite (on a logarithmic scale: not positive) are passed over.</param>
    /// <param name="fromZero">Whether zero must be inside and an end at zero stays there (bars).</param>
    /// <param name="padding">Share of the range added at each end.</param>
    public static Domain Of(Axis axis, IEnumerable<double> values, bool fromZero = false, double padding = 0.05)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (double.IsFinite(value) && (!axis.Logarithmic || value > 0))
            {
                low = Math.Min(low, value);
                high = Math.Max(high, value);
            }
        }

        if (low > high)
        {
            return new EmptyDomain();
        }

        (low, high) = axis.Logarithmic ? PadLogarithmic(low, high, padding) : PadLinear(low, high, fromZero, padding);
        low = axis.Minimum is { } minimum && double.IsFinite(minimum) && (!axis.Logarithmic || minimum > 0) ? minimum : low;
        high = axis.Maximum is { } maximum && double.IsFinite(maximum) ? maximum : high;
        return high > low ? new ValueDomain(low, high, axis.Logarithmic) : new ValueDomain(low, axis.Logarithmic ? low * 10 : low + 1, axis.Logarithmic);
    }

    private static (double Low, double High) PadLinear(double low, double high, bool fromZero, double padding)
    {
        if (fromZero)
        {
            low = Math.Min(0, low);
            high = Math.Max(0, high);
        }

        double span = high > low ? high - low : Math.Max(Math.Abs(high), 1e-12) * (high == 0 ? 1e12 : 1);
        double newLow = fromZero && low == 0 ? 0 : low - (padding * span);
        double newHigh = fromZero && high == 0 && low < 0 ? 0 : high + (padding * span);
        return (newLow, newHigh);
    }

    private static (double Low, double High) PadLogarithmic(double low, double high, double padding)
    {
        double factor = high > low ? Math.Pow(high / low, padding) : 2;
        return (low / factor, high * factor);
    }
}
