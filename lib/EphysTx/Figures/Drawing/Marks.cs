namespace EphysTx.Figures.Drawing;

/// <summary>Marks that several kinds of chart share.</summary>
internal static class Marks
{
    public const string Dash = "6 3.5";

    public static Colour HatchInk(SeriesStyle style) =>
        style.Hollow ? style.Colour.Mix(Colour.White, 0.4) : Ink.On(style.Fill).Mix(style.Fill, 0.58);

    /// <summary>A filled bar with its outline and pattern.</summary>
    public static void Bar(SvgCanvas canvas, PlotArea area, double x1, double y1, double x2, double y2, SeriesStyle style, bool hatched)
    {
        double left = Math.Clamp(Math.Min(x1, x2), area.Left, area.Right), right = Math.Clamp(Math.Max(x1, x2), area.Left, area.Right);
        double top = Math.Clamp(Math.Min(y1, y2), area.Top, area.Bottom), bottom = Math.Clamp(Math.Max(y1, y2), area.Top, area.Bottom);
        canvas.Rectangle(left, top, right - left, bottom - top, style.Fill, style.Edge, 0.8);
        if (hatched)
        {
            canvas.Path(Shapes.HatchLines(style.Hatch, left, top, right - left, bottom - top), null, HatchInk(style), 1.1);
        }
    }

    /// <summary>A whisker with caps between two values; not drawn where an end is missing.</summary>
    public static void Whisker(SvgCanvas canvas, PlotArea area, double at, double low, double high, bool vertical, Colour colour, double cap = 4, double width = 1.4)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high))
        {
            return;
        }

        if (vertical)
        {
            double y1 = area.Y(low), y2 = area.Y(high);
            area.Segment(canvas, at, y1, at, y2, colour, width);
            area.Segment(canvas, at - cap, y1, at + cap, y1, colour, width);
            area.Segment(canvas, at - cap, y2, at + cap, y2, colour, width);
        }
        else
        {
            double x1 = area.X(low), x2 = area.X(high);
            area.Segment(canvas, x1, at, x2, at, colour, width);
            area.Segment(canvas, x1, at - cap, x1, at + cap, colour, width);
            area.Segment(canvas, x2, at - cap, x2, at + cap, colour, width);
        }
    }
}
