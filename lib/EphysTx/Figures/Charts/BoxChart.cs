namespace EphysTx.Figures;

/// <summary>The values of one group.</summary>
public sealed record BoxGroup
{
    /// <summary>Makes a group.</summary>
    /// <param name="name">Its name on the axis.</param>
    /// <param name="values">Its values; missing ones are left out and counted.</param>
    public BoxGroup(string name, IReadOnlyList<double> values)
    {
        Name = name;
        Values = [.. values];
        Ascending = [.. Values.Where(double.IsFinite).Order()];
    }

    /// <summary>Its name on the axis.</summary>
    public string Name { get; }

    /// <summary>Its values.</summary>
    public IReadOnlyList<double> Values { get; }

    // Sorted once: layout, drawing and notes all ask for it.
    internal double[] Ascending { get; }

    /// <summary>Its look; null: by its position.</summary>
    public SeriesStyle? Style { get; init; }
}

/// <summary>
/// One box with its points per group: median, quartiles (linear interpolation, Hyndman and Fan 1996 type 7), whiskers to the last
/// value within 1.5 interquartile ranges of the box (Tukey 1977). Points are spread sideways by how dense the values are.
/// </summary>
public sealed partial record BoxChart : Chart
{
    /// <summary>Makes a box chart.</summary>
    public BoxChart(params IReadOnlyList<BoxGroup> groups) => Groups = [.. groups];

    /// <summary>The groups, in order.</summary>
    public IReadOnlyList<BoxGroup> Groups { get; }

    /// <summary>Whether the values are drawn as points beside the box.</summary>
    public bool ShowPoints { get; init; } = true;

    /// <summary>Whether the number of values stands below each name.</summary>
    public bool ShowCounts { get; init; } = true;

    /// <summary>
    /// How many points per group are drawn at most, 1 or more. Beyond it the points are taken at even ranks, ends included, so that they keep
    /// the distribution, and a note says so; box and CSV always use every value.
    /// </summary>
    public int MaximumDrawn { get; init; } = 220;
}
