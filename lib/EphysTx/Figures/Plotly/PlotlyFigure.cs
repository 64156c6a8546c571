using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;

namespace EphysTx.Figures.Plotly;

/// <summary>Assembles Plotly figure JSON: the traces of all panels, each on its own pair of axes, in a layout that looks like the SVG.</summary>
internal static class PlotlyFigure
{
    public static JsonObject Of(Figure figure)
    {
        int count = Math.Max(1, figure.Panels.Count);
        int columns = figure.Columns > 0 ? Math.Min(figure.Columns, count) : Math.Min(count, count == 4 ? 2 : 3);
        int rows = (count + columns - 1) / columns;
        PanelFrame[] frames = PanelFrame.Of(figure);
        bool Hidden(int panel) => figure.Sharing.HasFlag(AxisSharing.Y) && panel % columns > 0;
        for (int i = 0; i < frames.Length; i++)
        {
            frames[i].Measure((figure.Width / columns) - 120, hideX: false, Hidden(i));
        }

        double plots = (frames.Select(frame => frame.PlotHeight).DefaultIfEmpty(120).Max() * rows)
            + (frames.Select(frame => frame.BottomMargin + frame.TopMargin + 20).DefaultIfEmpty().Max() * (rows - 1));
        PlotlyHeading heading = PlotlyHeading.Of(figure);
        IReadOnlyList<string> notes = [.. figure.AllNotes().SelectMany(note => TextMetrics.Wrap(note, Ink.NoteSize, figure.Width - 120))];
        double below = frames.Select(frame => frame.BottomMargin).DefaultIfEmpty(40).Max() + 18, bottomMargin = below + (15 * notes.Count) + 10;
        var layout = new JsonObject
        {
            ["font"] = new JsonObject { ["family"] = "Helvetica, Arial, sans-serif", ["size"] = Ink.TickSize, ["color"] = Ink.Body.Hex },
            // Explicit grounds and inks: a dark host theme would otherwise put pale text on white or the reverse.
            ["paper_bgcolor"] = Colour.White.Hex,
            ["plot_bgcolor"] = Colour.White.Hex,
            ["height"] = Math.Round(plots + heading.Height + bottomMargin),
            ["margin"] = new JsonObject { ["t"] = heading.Height, ["l"] = 60, ["r"] = 40, ["b"] = bottomMargin },
            ["legend"] = new JsonObject { ["orientation"] = "h", ["x"] = 0, ["y"] = 1 + (heading.UnderLegend / plots), ["yanchor"] = "bottom", ["xanchor"] = "left" },
            ["separators"] = ".,",
        };
        if (figure.Panels.Any(panel => panel is BarChart or Histogram))
        {
            layout["barmode"] = figure.Panels.Any(panel => panel is BarChart { Mode: BarMode.Stacked }) ? "relative" : "group";
            layout["bargap"] = 0.25;
        }

        var data = new JsonArray();
        JsonArray annotations = heading.Annotations();
        var shapes = new JsonArray();
        var named = new HashSet<string>(StringComparer.Ordinal);
        double between = frames.Select((frame, i) => i % columns > 0 ? frame.LeftMargin : 0).DefaultIfEmpty().Max()
            + frames.Select((frame, i) => i % columns < columns - 1 ? frame.RightMargin : 0).DefaultIfEmpty().Max() + 24;
        double gapX = columns > 1 ? Math.Min(between / (figure.Width - 100), 0.6 / columns) : 0;
        double gapY = rows > 1 ? frames.Max(frame => frame.BottomMargin + frame.TopMargin + 20) / plots : 0;
        double width = (1 - (gapX * (columns - 1))) / columns, height = (1 - (gapY * (rows - 1))) / rows;
        for (int i = 0; i < figure.Panels.Count; i++)
        {
            Chart chart = figure.Panels[i];
            string suffix = i == 0 ? "" : $"{i + 1}";
            double left = (i % columns) * (width + gapX), bottom = 1 - ((i / columns) * (height + gapY)) - height;
            Domain x = frames[i].XDomain, y = frames[i].YDomain;
            layout["xaxis" + suffix] = PlotlyAxis.Of(chart, chart.X, x, left, left + width, "y" + suffix, horizontal: true, frames[i].XLabels);
            layout["yaxis" + suffix] = PlotlyAxis.Of(chart, chart.Y, y, bottom, bottom + height, "x" + suffix, horizontal: false, frames[i].YLabels);
            if (Hidden(i) && layout["yaxis" + suffix] is JsonObject hidden)
            {
                hidden["showticklabels"] = false;
                hidden["title"] = new JsonObject { ["text"] = "" };
            }

            if (!chart.HasData)
            {
                annotations.Add(PlotlyAxis.Annotation("no data", left + (width / 2), bottom + (height / 2), "middle", "center", 13));
                continue;
            }

            AddTraces(chart, suffix, left, width, bottom, height, data, named);
            AddHeading(figure, i, left, bottom + height, annotations);
            PlotlyAxis.AddReferences(chart, suffix, shapes, annotations);
        }

        if (notes.Count > 0)
        {
            JsonObject note = PlotlyAxis.Annotation(string.Join("<br>", notes.Select(PlotlyJson.Safe)), 0, 0, "top", "left", (int)Ink.NoteSize);
            note["yshift"] = -below;
            note["align"] = "left";
            annotations.Add(note);
        }

        layout["annotations"] = annotations;
        layout["shapes"] = shapes;
        return new JsonObject { ["data"] = data, ["layout"] = layout };
    }

    private static void AddTraces(Chart chart, string suffix, double left, double width, double bottom, double height, JsonArray data, HashSet<string> named)
    {
        foreach (JsonObject trace in chart.PlotlyTraces())
        {
            trace["xaxis"] = "x" + suffix;
            trace["yaxis"] = "y" + suffix;
            if (trace["showlegend"] is JsonValue shown && shown.GetValue<bool>() && trace["name"]?.GetValue<string>() is { } name)
            {
                // The same series in two panels has one legend entry that switches both.
                trace["legendgroup"] = name;
                trace["showlegend"] = named.Add(name);
            }

            if (trace["colorbar"] is JsonObject bar)
            {
                bar["x"] = left + width + 0.01;
                bar["y"] = bottom + (height / 2);
                bar["len"] = height;
            }

            data.Add(trace);
        }
    }

    private static void AddHeading(Figure figure, int panel, double left, double top, JsonArray annotations)
    {
        string letter = figure.PanelLetters ? $"{(char)('a' + (panel % 26))}  " : "";
        if (letter.Length > 0 || figure.Panels[panel].Title is { Length: > 0 })
        {
            annotations.Add(PlotlyAxis.Annotation($"<b>{letter}{PlotlyJson.Safe(figure.Panels[panel].Title ?? "")}</b>", left, top, "bottom", "left", 13));
        }
    }
}
