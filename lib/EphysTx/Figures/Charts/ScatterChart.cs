namespace EphysTx.Figures;

/// <summary>One series of points.</summary>
public sealed record PointSeries : XySeries
{
    /// <summary>Makes a series.</summary>
    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    public PointSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
        : base(name, x, y)
    {
    }
}

/// <summary>Points in a plane, coloured and shaped by series.</summary>
public sealed partial record ScatterChart : Chart
{
    /// <summary>Makes a scatter chart.</summary>
    /// <exception cref="ArgumentException">Interval ends differ in number from the points.</exception>
    public ScatterChart(params IReadOnlyList<PointSeries> series)
    {
        Series = [.. series];
        CheckEnds(Series);
    }

    /// <summary>The series, in order.</summary>
    public IReadOnlyList<PointSeries> Series { get; }

    /// <summary>
    /// How many points are drawn at most, over all series, 1 or more. Beyond it each series is thinned evenly in its given order and a note
    /// says so; the CSV always has every point.
    /// </summary>
    public int MaximumDrawn { get; init; } = 1500;

    /// <summary>Whether the line y = x is drawn.</summary>
    public bool ShowIdentity { get; init; }
}
