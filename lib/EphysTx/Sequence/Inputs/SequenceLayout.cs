using EphysTx.Cohorts;

namespace EphysTx.Sequence;

/// <summary>The steps of the sequence: one family a step, each padded to the widest.</summary>
public sealed class SequenceLayout
{
    /// <summary>Makes a layout from names and widths.</summary>
    /// <exception cref="ArgumentException">There is no family, the lengths differ, or a width is not positive.</exception>
    public SequenceLayout(IReadOnlyList<string> families, IReadOnlyList<int> widths)
    {
        ArgumentNullException.ThrowIfNull(families);
        ArgumentNullException.ThrowIfNull(widths);
        if (families.Count == 0 || families.Count != widths.Count || widths.Any(width => width <= 0))
        {
            throw new ArgumentException($"A layout needs one positive width per family; there are {families.Count} families and {widths.Count} widths.", nameof(widths));
        }

        Families = [.. families];
        Widths = [.. widths];
        Width = widths.Max();
    }

    /// <summary>Names of the families, in order.</summary>
    public IReadOnlyList<string> Families { get; }

    /// <summary>Values of each family.</summary>
    public IReadOnlyList<int> Widths { get; }

    /// <summary>Number of steps.</summary>
    public int Steps => Families.Count;

    /// <summary>Values a step, that of the widest family.</summary>
    public int Width { get; }

    /// <summary>Values a cell, padding included: <see cref="Steps"/> · <see cref="Width"/>.</summary>
    public int Length => Steps * Width;

    /// <summary>The layout of a cohort.</summary>
    public static SequenceLayout Of(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return new SequenceLayout([.. cohort.Families.Select(family => family.Name)], [.. cohort.Families.Select(family => family.Columns.Count)]);
    }

    /// <summary>Whether a position of the flattened cell is a value of its family, not padding.</summary>
    public bool IsValue(int position) => position % Width < Widths[position / Width];

    /// <summary>Whether another layout has the same families and widths.</summary>
    public bool Matches(SequenceLayout other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Families.SequenceEqual(other.Families, StringComparer.Ordinal) && Widths.SequenceEqual(other.Widths);
    }
}
