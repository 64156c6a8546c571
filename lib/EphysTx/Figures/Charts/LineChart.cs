namespace EphysTx.Figures;

/// <summary>One line, with a band about it where its uncertainty is known.</summary>
public sealed record LineSeries : XySeries
{
    /// <summary>Makes a line.</summary>
    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    public LineSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(name, x, y)
    {
    }

    /// <summary>Whether the given points are marked; for few measured points, not for a trace.</summary>
    public bool ShowPoints { get; init; }
}

/// <summary>Lines with bands: learning curves, traces, calibration.</summary>
public sealed partial record LineChart : Chart
{
    /// <summary>Makes a line chart.</summary>
    /// <exception cref="ArgumentException">A band's edges differ in number from the line's points.</exception>
    public LineChart(params IReadOnlyList<LineSeries> series)
    {
        Series = [.. series];
        CheckEnds(Series);
    }

    /// <summary>The lines, in order.</summary>
    public IReadOnlyList<LineSeries> Series { get; }

    /// <summary>How many points of one line are drawn at most, 4 or more; beyond it, the lowest and highest of each stretch are kept.</summary>
    public int MaximumDrawn { get; init; } = 1200;
}
