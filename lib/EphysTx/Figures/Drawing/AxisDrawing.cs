namespace EphysTx.Figures.Drawing;

/// <summary>Draws the lines of a panel: grid behind the data, axes and reference lines over it.</summary>
internal sealed class AxisDrawing(SvgCanvas canvas, PlotArea area, Chart chart)
{
    /// <summary>Width at which a reference line's label is wrapped.</summary>
    public const double ReferenceLabelWidth = 84;

    public void Grid(AxisLabels x, AxisLabels y)
    {
        if (!chart.HasGrid)
        {
            return;
        }

        foreach (double tick in x.Positions)
        {
            canvas.Line(area.X(tick), area.Top, area.X(tick), area.Bottom, Ink.Grid);
        }

        foreach (double tick in y.Positions)
        {
            canvas.Line(area.Left, area.Y(tick), area.Right, area.Y(tick), Ink.Grid);
        }
    }

    public void Lines()
    {
        if (!chart.HasGrid)
        {
            return;
        }

        // Bars stand on zero, wherever that is; other charts on the lower border.
        double baseY = area.YDomain is ValueDomain { Logarithmic: false } y && chart is BarChart or Histogram && ((ValueDomain)area.YDomain).Minimum < 0
            ? Math.Clamp(area.Y(0), area.Top, area.Bottom) : area.Bottom;
        double baseX = area.XDomain is ValueDomain { Logarithmic: false } && chart is BarChart && ((ValueDomain)area.XDomain).Minimum < 0
            ? Math.Clamp(area.X(0), area.Left, area.Right) : area.Left;
        if (area.XDomain is ValueDomain || area.YDomain is ValueDomain && area.XDomain is CategoryDomain)
        {
            canvas.Line(area.Left, baseY, area.Right, baseY, Ink.AxisLine);
        }

        if (area.YDomain is CategoryDomain || area.XDomain is ValueDomain)
        {
            canvas.Line(baseX, area.Top, baseX, area.Bottom, Ink.AxisLine);
        }
    }

    public void References()
    {
        foreach (ReferenceLine line in chart.ReferenceLines)
        {
            if (!double.IsFinite(line.Value) || (line.OnX ? area.XDomain : area.YDomain) is not ValueDomain range
                || line.Value < range.Minimum || line.Value > range.Maximum)
            {
                continue;
            }

            string label = line.Label ?? "";
            if (line.OnX)
            {
                double x = area.X(line.Value);
                canvas.Line(x, area.Top - 4, x, area.Bottom, Ink.Muted, 1.1, "4 3");
                double half = TextMetrics.Width(label, Ink.NoteSize) / 2;
                canvas.Text(Math.Clamp(x, area.Left + half, Math.Max(area.Left + half, area.Right - half)), area.Top - 8, label, Ink.NoteSize, Ink.Muted, TextAnchor.Middle);
            }
            else
            {
                double y = area.Y(line.Value);
                canvas.Line(area.Left, y, area.Right, y, Ink.Muted, 1.1, "4 3");
                IReadOnlyList<string> lines = TextMetrics.Wrap(label, Ink.NoteSize, ReferenceLabelWidth);
                foreach ((int i, string text) in lines.Index())
                {
                    canvas.Text(area.Right + 6, y + 3.8 + ((i - ((lines.Count - 1) / 2.0)) * Ink.NoteSize * TextMetrics.LineHeight), text, Ink.NoteSize, Ink.Muted);
                }
            }
        }
    }
}
