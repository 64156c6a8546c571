namespace EphysTx.Figures;

/// <summary>One series of points.</summary>
public sealed record PointSeries
{
    /// <summary>Makes a series.</summary>
    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    public PointSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
        {
            throw new ArgumentException($"Series '{name}' has {x.Count} x values, but {y.Count} y values.");
        }

        Name = name;
        X = [.. x];
        Y = [.. y];
    }

    /// <summary>Its name in the legend.</summary>
    public string Name { get; }

    /// <summary>Horizontal positions; a point with a missing coordinate is not drawn.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Vertical positions.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Lower ends of the y intervals; null for none.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper ends of the y intervals.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Its look; null: by its position.</summary>
    public SeriesStyle? Style { get; init; }
}

/// <summary>Points in a plane, coloured and shaped by series.</summary>
public sealed partial record ScatterChart : Chart
{
    /// <summary>Makes a scatter chart.</summary>
    /// <exception cref="ArgumentException">Interval ends differ in number from the points.</exception>
    public ScatterChart(params IReadOnlyList<PointSeries> series)
    {
        Series = [.. series];
        foreach (PointSeries one in Series)
        {
            CheckLength(one.Low?.Count ?? one.Y.Count, one.Y.Count, "lower ends", one.Name);
            CheckLength(one.High?.Count ?? one.Y.Count, one.Y.Count, "upper ends", one.Name);
        }
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
