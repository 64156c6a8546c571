namespace EphysTx.Figures;

/// <summary>One line, with a band about it where its uncertainty is known.</summary>
public sealed record LineSeries
{
    /// <summary>Makes a line.</summary>
    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    public LineSeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
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

    /// <summary>Horizontal positions in drawing order.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Vertical positions; NaN breaks the line. Where x is NaN too, the gap is on purpose and no missing value.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Lower edge of the band; null for none.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper edge of the band.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Whether the given points are marked; for few measured points, not for a trace.</summary>
    public bool ShowPoints { get; init; }

    /// <summary>Its look; null: by its position.</summary>
    public SeriesStyle? Style { get; init; }
}

/// <summary>Lines with bands: learning curves, traces, calibration.</summary>
public sealed partial record LineChart : Chart
{
    /// <summary>Makes a line chart.</summary>
    /// <exception cref="ArgumentException">A band's edges differ in number from the line's points.</exception>
    public LineChart(params IReadOnlyList<LineSeries> series)
    {
        Series = [.. series];
        foreach (LineSeries one in Series)
        {
            CheckLength(one.Low?.Count ?? one.Y.Count, one.Y.Count, "lower ends", one.Name);
            CheckLength(one.High?.Count ?? one.Y.Count, one.Y.Count, "upper ends", one.Name);
        }
    }

    /// <summary>The lines, in order.</summary>
    public IReadOnlyList<LineSeries> Series { get; }

    /// <summary>How many points of one line are drawn at most, 4 or more; beyond it, the lowest and highest of each stretch are kept.</summary>
    public int MaximumDrawn { get; init; } = 1200;
}
