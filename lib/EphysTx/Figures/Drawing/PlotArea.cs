namespace EphysTx.Figures.Drawing;

/// <summary>The data region of a panel on the canvas and the way from data to pixels.</summary>
internal sealed record PlotArea(double Left, double Top, double Width, double Height, Domain XDomain, Domain YDomain)
{
    public double Right => Left + Width;

    public double Bottom => Top + Height;

    /// <summary>Pixels per category on x, or the width.</summary>
    public double XSlot => XDomain is CategoryDomain names ? Width / names.Labels.Count : Width;

    /// <summary>Pixels per category on y, or the height.</summary>
    public double YSlot => YDomain is CategoryDomain names ? Height / names.Labels.Count : Height;

    /// <summary>The x of a value.</summary>
    public double X(double value) => Left + (Width * Share(XDomain, value));

    /// <summary>The y of a value.</summary>
    public double Y(double value) => Bottom - (Height * Share(YDomain, value));

    /// <summary>The x of the middle of a category.</summary>
    public double XCentre(int category) => Left + (XSlot * (category + 0.5));

    /// <summary>The y of the middle of a category, counted from the top.</summary>
    public double YCentre(int category) => Top + (YSlot * (category + 0.5));

    /// <summary>Whether a pixel lies in the region (with a hair's tolerance for the border).</summary>
    public bool Contains(double x, double y) =>
        x >= Left - 0.5 && x <= Right + 0.5 && y >= Top - 0.5 && y <= Bottom + 0.5;

    /// <summary>A segment clipped to the region and drawn.</summary>
    public void Segment(SvgCanvas canvas, double x1, double y1, double x2, double y2, Colour colour, double width, string? dash = null)
    {
        if (Shapes.Clip(ref x1, ref y1, ref x2, ref y2, Left - 0.5, Top - 0.5, Right + 0.5, Bottom + 0.5))
        {
            canvas.Line(x1, y1, x2, y2, colour, width, dash);
        }
    }

    private static double Share(Domain domain, double value) => domain switch
    {
        ValueDomain { Logarithmic: true } range =>
            Math.Log(Math.Max(value, range.Minimum * 1e-9) / range.Minimum) / Math.Log(range.Maximum / range.Minimum),
        ValueDomain range => (value - range.Minimum) / (range.Maximum - range.Minimum),
        _ => 0.5,
    };
}
