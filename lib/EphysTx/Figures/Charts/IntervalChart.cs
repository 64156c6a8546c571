namespace EphysTx.Figures;

/// <summary>One series of estimates with intervals.</summary>
public sealed record IntervalSeries
{
    /// <summary>Makes a series.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="values">One estimate per category; NaN where there is none.</param>
    /// <param name="low">Lower ends; NaN where the interval is not known.</param>
    /// <param name="high">Upper ends.</param>
    public IntervalSeries(string name, IReadOnlyList<double> values, IReadOnlyList<double> low, IReadOnlyList<double> high)
    {
        Name = name;
        Values = [.. values];
        Low = [.. low];
        High = [.. high];
    }

    /// <summary>Its name in the legend.</summary>
    public string Name { get; }

    /// <summary>The estimates.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Lower ends of the intervals.</summary>
    public IReadOnlyList<double> Low { get; }

    /// <summary>Upper ends of the intervals.</summary>
    public IReadOnlyList<double> High { get; }

    /// <summary>Its look; null: by its position.</summary>
    public SeriesStyle? Style { get; init; }

    /// <summary>Whether a category may have no value by nature, such as a model that nobody has published; such a gap is not counted as missing.</summary>
    public bool Optional { get; init; }

    /// <summary>A look per category instead, for estimates whose category has its own colour (subclasses).</summary>
    public IReadOnlyList<SeriesStyle>? CategoryStyles { get; init; }
}

/// <summary>A dot-and-whisker (forest) chart: categories from top to bottom, estimates with intervals along x, numbers at the right.</summary>
public sealed partial record IntervalChart : Chart
{
    /// <summary>Makes the chart.</summary>
    /// <exception cref="ArgumentException">A series has not one estimate and interval per category.</exception>
    public IntervalChart(IReadOnlyList<string> categories, params IReadOnlyList<IntervalSeries> series)
    {
        Categories = [.. categories];
        Series = [.. series];
        foreach (IntervalSeries one in Series)
        {
            CheckLength(one.Values.Count, Categories.Count, "values", one.Name);
            CheckLength(one.Low.Count, Categories.Count, "lower ends", one.Name);
            CheckLength(one.High.Count, Categories.Count, "upper ends", one.Name);
            CheckLength(one.CategoryStyles?.Count ?? Categories.Count, Categories.Count, "category styles", one.Name);
        }
    }

    /// <summary>The names on the vertical axis, from top to bottom.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>The series, in order.</summary>
    public IReadOnlyList<IntervalSeries> Series { get; }

    /// <summary>Whether the numbers stand in a column at the right.</summary>
    public bool ShowValues { get; init; } = true;

    /// <summary>.NET format of the numbers.</summary>
    public string ValueFormat { get; init; } = "0.000";

    /// <summary>Whether the x axis must start at zero, as for an importance.</summary>
    public bool FromZero { get; init; }
}
