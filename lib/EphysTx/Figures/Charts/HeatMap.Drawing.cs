using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;
using EphysTx.Figures.Plotly;

namespace EphysTx.Figures;

public sealed partial record HeatMap
{
    private const double BarWidth = 13;
    private const double BarGap = 14;

    internal override Domain XDomain() => CategoryDomain.Of(ColumnNames);

    internal override Domain YDomain() => CategoryDomain.Of(RowNames);

    internal override bool HasGrid => false;

    internal override bool HasData => base.HasData && Values.Any(double.IsFinite);

    internal override double RightMargin => !ShowColourBar ? 0
        : BarGap + BarWidth + 6 + BarTicks(200).Labels.Select(label => TextMetrics.Width(label, Ink.TickSize)).DefaultIfEmpty().Max() + (ColourLabel.Length > 0 ? 20 : 0);

    internal override double NaturalHeight(double plotWidth)
    {
        int lines = RowNames.Select(name => name.Count(c => c == '\n') + 1).DefaultIfEmpty(1).Max();
        double cell = Math.Clamp(plotWidth / Math.Max(1, ColumnNames.Count) * 0.85, 6 + (15 * lines), Math.Max(MaximumCellHeight, 6 + (15 * lines)));
        return cell * RowNames.Count;
    }

    internal override (string One, string Many) MissingWords => ("cell is missing (–).", "cells are missing (–).");

    internal override int MissingCount() => Values.Count(value => !double.IsFinite(value));

    internal override void Draw(SvgCanvas canvas, PlotArea area)
    {
        (double low, double high) = Range();
        string[] texts = [.. Enumerable.Range(0, Values.Count).Select(CellText)];
        bool write = area.YSlot >= 15 && texts.All(text => text.Split('\n').All(line => TextMetrics.Width(line, Ink.ValueSize) <= area.XSlot - 4));
        for (int k = 0; k < Values.Count; k++)
        {
            int row = k / ColumnNames.Count, column = k % ColumnNames.Count;
            double x = area.Left + (column * area.XSlot), y = area.Top + (row * area.YSlot);
            bool present = double.IsFinite(Values[k]);
            Colour fill = present ? Scale.At(high > low ? (Values[k] - low) / (high - low) : 0.5) : Ink.Missing;
            canvas.Rectangle(x, y, area.XSlot, area.YSlot, fill, Colour.White, 1);
            if (write)
            {
                string[] lines = texts[k].Split('\n');
                bool two = lines.Length > 1 && area.YSlot >= 31;
                double centre = x + (area.XSlot / 2), middle = y + (area.YSlot / 2) + 4;
                Colour ink = present ? Ink.On(fill) : Ink.Muted;
                canvas.Text(centre, two ? middle - 7 : middle, lines[0], two ? 12.5 : Ink.ValueSize, ink, TextAnchor.Middle, bold: two);
                canvas.Text(centre, middle + 8, two ? lines[1] : "", Ink.NoteSize, ink, TextAnchor.Middle);
            }
        }

        if (ShowColourBar)
        {
            DrawColourBar(canvas, area, low, high);
        }
    }

    internal override IEnumerable<DataRow> Rows()
    {
        for (int k = 0; k < Values.Count; k++)
        {
            // Only a name's first line names it; what follows (n = …) is for the eye.
            (string Column, object? Value)[] fields =
                [("row", FirstLine(RowNames[k / ColumnNames.Count])), ("column", FirstLine(ColumnNames[k % ColumnNames.Count])), ("value", Values[k])];
            yield return new DataRow(Counts is null ? fields : [.. fields, ("count", Counts[k])]);
        }
    }

    internal override IEnumerable<JsonObject> PlotlyTraces()
    {
        (double low, double high) = Range();
        JsonArray ByRow(Func<int, JsonNode?> cell) => [.. Enumerable.Range(0, RowNames.Count).Select(r =>
            (JsonNode?)new JsonArray([.. Enumerable.Range(0, ColumnNames.Count).Select(c => cell((r * ColumnNames.Count) + c))]))];
        yield return new JsonObject
        {
            ["type"] = "heatmap",
            ["x"] = PlotlyLabels(ColumnNames),
            ["y"] = PlotlyLabels(RowNames),
            ["z"] = ByRow(k => PlotlyJson.Number(Values[k])),
            ["text"] = ByRow(k => JsonValue.Create(PlotlyJson.Safe(CellText(k)).Replace("\n", "<br>", StringComparison.Ordinal))),
            ["texttemplate"] = "%{text}",
            ["hoverinfo"] = "x+y+z",
            ["zmin"] = low,
            ["zmax"] = high,
            ["xgap"] = 1,
            ["ygap"] = 1,
            ["showscale"] = ShowColourBar,
            ["colorscale"] = new JsonArray([.. Scale.Stops.Select((stop, i) => (JsonNode?)new JsonArray(i / (double)(Scale.Stops.Count - 1), stop.Hex))]),
            ["colorbar"] = new JsonObject { ["title"] = new JsonObject { ["text"] = PlotlyJson.Safe(ColourLabel), ["side"] = "right" }, ["thickness"] = BarWidth, ["outlinewidth"] = 0 },
        };
    }

    private static JsonArray PlotlyLabels(IReadOnlyList<string> names) =>
        [.. names.Select(name => (JsonNode?)JsonValue.Create(PlotlyJson.Safe(name).Replace("\n", "<br>", StringComparison.Ordinal)))];

    private static string FirstLine(string text) => text.Split('\n')[0];

    private string CellText(int k) => CellTexts is not null ? CellTexts[k]
        : ValueFormat.Length == 0 ? "" : NumberText.Display(Values[k], ValueFormat);

    private (double Low, double High) Range()
    {
        double[] present = [.. Values.Where(double.IsFinite)];
        double low = Minimum ?? (present.Length == 0 ? 0 : present.Min()), high = Maximum ?? (present.Length == 0 ? 1 : present.Max());
        return high > low ? (low, high) : (low, low + 1);
    }

    private Ticks BarTicks(double height)
    {
        (double low, double high) = Range();
        return Ticks.Of(low, high, logarithmic: false, Math.Clamp((int)(height / 34), 2, 6));
    }

    private void DrawColourBar(SvgCanvas canvas, PlotArea area, double low, double high)
    {
        const int steps = 48;
        double x = area.Right + BarGap, height = Math.Min(area.Height, 230), top = area.Top + ((area.Height - height) / 2);
        for (int i = 0; i < steps; i++)
        {
            // Each step reaches half a pixel under the next, so that no seam shows.
            canvas.Rectangle(x, top + (height * i / steps), BarWidth, (height / steps) + (i < steps - 1 ? 0.5 : 0), Scale.At(1 - ((i + 0.5) / steps)));
        }

        Ticks ticks = BarTicks(height);
        double widest = 0;
        for (int i = 0; i < ticks.Positions.Count; i++)
        {
            double y = top + (height * (1 - ((ticks.Positions[i] - low) / (high - low))));
            canvas.Text(x + BarWidth + 6, Math.Clamp(y, top + 4, top + height - 3) + 4, ticks.Labels[i], Ink.TickSize, Ink.Body);
            widest = Math.Max(widest, TextMetrics.Width(ticks.Labels[i], Ink.TickSize));
        }

        canvas.Text(x + BarWidth + 6 + widest + 16, top + (height / 2), ColourLabel, Ink.TickSize, Ink.Body, TextAnchor.Middle, turn: -90);
    }
}
