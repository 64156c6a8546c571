namespace EphysTx.Figures;

/// <summary>The values of one distribution.</summary>
public sealed record HistogramSeries
{
    /// <summary>Makes a series.</summary>
    public HistogramSeries(string name, IReadOnlyList<double> values)
    {
        Name = name;
        Values = [.. values];
    }

    /// <summary>Its name in the legend.</summary>
    public string Name { get; }

    /// <summary>Its values; missing ones are left out and counted.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Its look; null: by its position.</summary>
    public SeriesStyle? Style { get; init; }
}

/// <summary>
/// Counts or shares of values per bin; several series lie over each other as pale fills with a clear outline. All series have the same bins:
/// a 1-2-5 width near that of Freedman and Diaconis 1981, edges at its multiples, so that edges are round numbers.
/// </summary>
public sealed partial record Histogram : Chart
{
    // Sorted once: layout and drawing both need the bins.
    private readonly double[] _ascending;

    /// <summary>Makes a histogram.</summary>
    public Histogram(params IReadOnlyList<HistogramSeries> series)
    {
        Series = [.. series];
        _ascending = [.. Series.SelectMany(one => one.Values).Where(double.IsFinite).Order()];
    }

    /// <summary>The series, in order.</summary>
    public IReadOnlyList<HistogramSeries> Series { get; }

    /// <summary>Width of a bin in the unit of the x axis, above 0; null: from the values.</summary>
    public double? BinWidth { get; init; }

    /// <summary>Whether y is the share of the series, so that series of different size compare; false: counts.</summary>
    public bool AsShare { get; init; }
}
