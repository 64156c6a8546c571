namespace EphysTx.Figures.Drawing;

internal enum LegendKind
{
    Bar,
    Point,
    Line,
}

/// <summary>One name in the legend with the sign that the chart uses for it.</summary>
internal sealed record LegendEntry(string Name, SeriesStyle Style, LegendKind Kind)
{
    /// <summary>For a series with a look per category: those looks, shown as slices of the sign.</summary>
    public IReadOnlyList<SeriesStyle> Slices { get; init; } = [];

    public const double SwatchWidth = 22;

    public void Draw(SvgCanvas canvas, double x, double baseline)
    {
        double middle = baseline - 4.2;
        if (Slices.Count > 0)
        {
            double slice = 18.0 / Slices.Count;
            foreach ((int i, SeriesStyle style) in Slices.Index())
            {
                canvas.Rectangle(x + 2 + (i * slice), middle - 6, slice, 12, style.Fill);
            }

            return;
        }

        switch (Kind)
        {
            case LegendKind.Bar:
                canvas.Rectangle(x + 4, middle - 6, 14, 12, Style.Fill, Style.Edge);
                canvas.Path(Shapes.HatchLines(Style.Hatch, x + 4, middle - 6, 14, 12, 5), null, Marks.HatchInk(Style));
                break;
            case LegendKind.Point:
                canvas.Path(Shapes.Marker(Style.Marker, x + 11, middle, 4.6), Style.Fill, Style.Edge);
                break;
            default:
                canvas.Line(x, middle, x + SwatchWidth - 2, middle, Style.Colour, 2.2, Style.Dashed ? Marks.Dash : null);
                break;
        }
    }
}
