using EphysTx.Cohorts;

namespace EphysTx.Figures;

/// <summary>
/// The look of each transcriptomic subclass, of each species and of anything else, constant over all figures.
/// The five subclass colours are picked so that every pair stays apart (CIE76 distance of at least 30) for normal vision
/// and for full protanopia and deuteranopia as simulated by Machado, Oliveira and Fernandes 2009; marker and hatch say the same again.
/// </summary>
public static class SubclassPalette
{
    private static readonly Dictionary<string, SeriesStyle> Subclasses = new(StringComparer.Ordinal)
    {
        [Subclass.Lamp5] = new(Colour.FromHex("#ee6677"), MarkerShape.Circle),
        [Subclass.Pvalb] = new(Colour.FromHex("#882255"), MarkerShape.Square, Hatch.Rising),
        [Subclass.Sncg] = new(Colour.FromHex("#56b4e9"), MarkerShape.TriangleDown, Hatch.Horizontal),
        [Subclass.Sst] = new(Colour.FromHex("#e69f00"), MarkerShape.TriangleUp, Hatch.Falling),
        [Subclass.Vip] = new(Colour.FromHex("#332288"), MarkerShape.Diamond, Hatch.Vertical),
    };

    // Neither set borrows a subclass colour, so that a colour never changes its meaning between two figures.
    private static readonly SeriesStyle[] Others =
    [
        new(Colour.FromHex("#33658a"), MarkerShape.Circle),
        new(Colour.FromHex("#c2560c"), MarkerShape.Square) { Dashed = true },
        new(Colour.FromHex("#6a9f58"), MarkerShape.Diamond, Hatch.Rising),
        new(Colour.FromHex("#5c5c66"), MarkerShape.TriangleUp, Hatch.Falling) { Dashed = true },
        new(Colour.FromHex("#a58fc4"), MarkerShape.TriangleDown, Hatch.Vertical),
        new(Colour.FromHex("#b8a77a"), MarkerShape.Circle, Hatch.Horizontal) { Dashed = true },
    ];

    /// <summary>The style for results of others, shown beside ours: hollow, grey.</summary>
    public static SeriesStyle Published { get; } = new(Colour.FromHex("#6b7280"), MarkerShape.Diamond) { Hollow = true, Dashed = true };

    /// <summary>The style of a subclass; a name that is none of the five (for instance "unknown") is grey.</summary>
    public static SeriesStyle Of(string subclass) =>
        Subclasses.TryGetValue(subclass, out SeriesStyle? style) ? style : new SeriesStyle(Colour.FromHex("#9aa1ab"));

    /// <summary>The style of a species.</summary>
    public static SeriesStyle Of(Species species) => species switch
    {
        Species.Mouse => new SeriesStyle(Colour.FromHex("#3f5873"), MarkerShape.Circle),
        _ => new SeriesStyle(Colour.FromHex("#a3b1c2"), MarkerShape.Square, Hatch.Rising) { Dashed = true },
    };

    /// <summary>The style of series number <paramref name="index"/> where series are neither subclasses nor species; repeats after six.</summary>
    public static SeriesStyle Series(int index) => Others[(int)((uint)index % (uint)Others.Length)];
}
