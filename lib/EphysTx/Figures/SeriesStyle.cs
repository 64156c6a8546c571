namespace EphysTx.Figures;

/// <summary>The shape of a point; it repeats what the colour says.</summary>
public enum MarkerShape
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A diamond.</summary>
    Diamond,

    /// <summary>A triangle that points up.</summary>
    TriangleUp,

    /// <summary>A triangle that points down.</summary>
    TriangleDown,
}

/// <summary>The line pattern on a filled bar; it repeats what the colour says.</summary>
public enum Hatch
{
    /// <summary>No pattern.</summary>
    None,

    /// <summary>Lines that rise to the right.</summary>
    Rising,

    /// <summary>Lines that fall to the right.</summary>
    Falling,

    /// <summary>Horizontal lines.</summary>
    Horizontal,

    /// <summary>Vertical lines.</summary>
    Vertical,
}

/// <summary>How one series looks, the same in every figure that shows it.</summary>
/// <param name="Colour">Fill, and the line's colour.</param>
/// <param name="Marker">Shape of its points.</param>
/// <param name="Hatch">Pattern on its bars.</param>
public sealed record SeriesStyle(Colour Colour, MarkerShape Marker = MarkerShape.Circle, Hatch Hatch = Hatch.None)
{
    /// <summary>Whether bars and points are drawn as an outline with a pale fill, as for a reference that is not ours.</summary>
    public bool Hollow { get; init; }

    /// <summary>Whether lines are dashed.</summary>
    public bool Dashed { get; init; }

    internal Colour Fill => Hollow ? Colour.Mix(Colour.White, 0.82) : Colour;

    internal Colour Edge => Hollow ? Colour : Colour.Darker();
}
