namespace EphysTx.Cohorts;

/// <summary>What one source gives: a mouse and a human cohort with the same features, and further cohorts by name.</summary>
/// <param name="Name">Name of the source: <c>allen-scalars</c>, <c>simulated</c> …</param>
/// <param name="Mouse">Mouse cells, five classes.</param>
/// <param name="Human">Human cells, four classes, the same feature columns as <paramref name="Mouse"/>.</param>
/// <param name="HumanFull">Human cells with every usable human feature, or null where the source has no more than the shared ones.</param>
/// <param name="Provenance">Files that it was made from, with origin, licence and SHA-256, one a line.</param>
public sealed record CohortSet(string Name, Cohort Mouse, Cohort Human, Cohort? HumanFull, IReadOnlyList<string> Provenance)
{
    /// <summary>Whether the cells are simulated.</summary>
    public bool IsSimulated => Mouse.IsSimulated || Human.IsSimulated;

    /// <summary>The twelve feature families of the same recordings, where this set holds scalar features and the source has the families too; else null.</summary>
    public CohortSet? Vectors { get; init; }

    /// <summary>The set whose families suit a model of families: <see cref="Vectors"/> where there are such, else this set with its families of scalars.</summary>
    public CohortSet WithFamilies => Vectors ?? this;

    /// <summary>What the classes are, for tables: a transcriptomic subclass in all sources but feature files with other labels.</summary>
    public string ClassesAre { get; init; } = "transcriptomic subclass";

    /// <summary>The line below every figure that says where its cells are from; null for the usual one of the source.</summary>
    public string? SourceLine { get; init; }

    /// <summary>Why this source was taken, where nobody chose it; null where somebody did.</summary>
    public string? WhyChosen { get; init; }
}
