namespace EphysTx.Figures;

/// <summary>How the series of a bar chart stand.</summary>
public enum BarMode
{
    /// <summary>Side by side.</summary>
    Grouped,

    /// <summary>On top of each other; for parts of a whole, without intervals.</summary>
    Stacked,
}

/// <summary>One series of bars.</summary>
public sealed record BarSeries
{
    /// <summary>Makes a series.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="values">One value per category; NaN where there is none.</param>
    public BarSeries(string name, IReadOnlyList<double> values)
    {
        Name = name;
        Values = [.. values];
    }

    /// <summary>Its name in the legend.</summary>
    public string Name { get; }

    /// <summary>One value per category.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Lower ends of the intervals, in the unit of the values; null for none.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper ends of the intervals.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Its look; null: by its position.</summary>
    public SeriesStyle? Style { get; init; }

    /// <summary>A look per category instead, for bars whose category has its own colour (subclasses).</summary>
    public IReadOnlyList<SeriesStyle>? CategoryStyles { get; init; }
}

/// <summary>Bars from zero, one group per category.</summary>
public sealed partial record BarChart : Chart
{
    /// <summary>Makes a bar chart.</summary>
    /// <exception cref="ArgumentException">A series has not one value per category.</exception>
    public BarChart(IReadOnlyList<string> categories, params IReadOnlyList<BarSeries> series)
    {
        Categories = [.. categories];
        Series = [.. series];
        foreach (BarSeries one in Series)
        {
            CheckLength(one.Values.Count, Categories.Count, "values", one.Name);
            CheckLength(one.Low?.Count ?? Categories.Count, Categories.Count, "lower ends", one.Name);
            CheckLength(one.High?.Count ?? Categories.Count, Categories.Count, "upper ends", one.Name);
            CheckLength(one.CategoryStyles?.Count ?? Categories.Count, Categories.Count, "category styles", one.Name);
        }
    }

    /// <summary>The names on the category axis, in order.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>The series, in order.</summary>
    public IReadOnlyList<BarSeries> Series { get; }

    /// <summary>Side by side or stacked.</summary>
    public BarMode Mode { get; init; } = BarMode.Grouped;

    /// <summary>Whether the bars lie: categories from top to bottom. Better where names are long.</summary>
    public bool Horizontal { get; init; }

    /// <summary>Whether each bar carries its value, where there is room.</summary>
    public bool ShowValues { get; init; } = true;

    /// <summary>.NET format of the values, for instance "0.000"; null: about three significant digits.</summary>
    public string? ValueFormat { get; init; }
}
