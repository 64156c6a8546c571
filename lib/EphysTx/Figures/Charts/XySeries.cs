namespace EphysTx.Figures;

/// <summary>Values along both axes under one name, with an interval about each y where it is known.</summary>
public abstract record XySeries
{
    /// <summary>Takes copies of the values.</summary>
    /// <exception cref="ArgumentException">x and y differ in length.</exception>
    private protected XySeries(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
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

    /// <summary>Horizontal positions, in drawing order.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Vertical positions; a point with a missing coordinate is not drawn and breaks a line. Where x is NaN too, the gap is on purpose and no missing value.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Lower ends of the y intervals; null for none.</summary>
    public IReadOnlyList<double>? Low { get; init; }

    /// <summary>Upper ends of the y intervals; null for none.</summary>
    public IReadOnlyList<double>? High { get; init; }

    /// <summary>Its look; null: by its position.</summary>
    public SeriesStyle? Style { get; init; }
}
