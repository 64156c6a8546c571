namespace EphysTx.Cohorts;

/// <summary>The way from files to used cells: what each step kept, and what it dropped for which reason.</summary>
/// <param name="Steps">The steps in order: files, cells, with label, with features, used.</param>
public sealed record Funnel(IReadOnlyList<FunnelStep> Steps)
{
    /// <summary>A funnel without steps, for cohorts made in memory.</summary>
    public static Funnel None { get; } = new([]);
}

/// <summary>One step of a <see cref="Funnel"/>.</summary>
/// <param name="Name">What remains after it, for example <c>cells with a label</c>.</param>
/// <param name="Remaining">How many remain.</param>
/// <param name="Drops">What was dropped here; the counts and <paramref name="Remaining"/> add up to the step before.</param>
public sealed record FunnelStep(string Name, int Remaining, IReadOnlyList<FunnelDrop> Drops);

/// <summary>Cells that one step dropped.</summary>
/// <param name="Reason">Why, in words that a reader understands.</param>
/// <param name="Subclass">Their subclass, or the label as published where it is none of ours; empty where there is no label.</param>
/// <param name="Count">How many.</param>
public sealed record FunnelDrop(string Reason, string Subclass, int Count);
