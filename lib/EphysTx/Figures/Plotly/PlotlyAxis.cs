using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;

namespace EphysTx.Figures.Plotly;

/// <summary>Axes, reference lines and annotations of Plotly figure JSON.</summary>
internal static class PlotlyAxis
{
    public static JsonObject Of(Chart chart, Axis axis, Domain domain, double start, double end, string anchor, bool horizontal, AxisLabels labels)
    {
        var result = new JsonObject
        {
            ["domain"] = new JsonArray(Math.Max(0, start), Math.Min(1, end)),
            ["anchor"] = anchor,
            ["title"] = new JsonObject { ["text"] = PlotlyJson.Safe(axis.Title), ["standoff"] = 10, ["font"] = new JsonObject { ["size"] = Ink.AxisTitleSize } },
            ["linecolor"] = Ink.AxisLine.Hex,
            ["showline"] = chart.HasGrid,
            ["zeroline"] = false,
            ["automargin"] = true,
        };
        switch (domain)
        {
            case ValueDomain range:
                result["type"] = range.Logarithmic ? "log" : "linear";
                result["range"] = range.Logarithmic
                    ? new JsonArray(Math.Log10(range.Minimum), Math.Log10(range.Maximum)) : new JsonArray(range.Minimum, range.Maximum);
                result["gridcolor"] = Ink.Grid.Hex;
                if (range.Logarithmic)
                {
                    // Plotly's own labels between decades are single digits, which read as wrong numbers.
                    result["tickvals"] = PlotlyJson.Numbers(labels.Positions);
                    result["ticktext"] = Lines(labels);
                }
                else if (range.Maximum >= 1000)
                {
                    result["tickformat"] = ",";
                }

                break;
            case CategoryDomain when chart is IntervalChart:
                result["type"] = "linear";
                result["range"] = new JsonArray(labels.Lines.Count - 0.5, -0.5);
                result["tickvals"] = Indices(labels);
                result["ticktext"] = Lines(labels);
                result["showgrid"] = false;
                break;
            case CategoryDomain:
                result["type"] = "category";
                result["tickvals"] = Indices(labels);
                result["ticktext"] = Lines(labels);
                result["tickangle"] = horizontal && labels.Turned ? -40 : 0;
                result["showgrid"] = false;
                if (!horizontal)
                {
                    result["autorange"] = "reversed";
                }

                break;
            default:
                result["visible"] = false;
                break;
        }

        return result;
    }

    private static JsonArray Indices(AxisLabels labels) => PlotlyJson.Numbers([.. Enumerable.Range(0, labels.Lines.Count).Select(i => (double)i)]);

    private static JsonArray Lines(AxisLabels labels) =>
        [.. labels.Lines.Select(lines => (JsonNode?)JsonValue.Create(string.Join("<br>", lines.Select(PlotlyJson.Safe))))];

    public static JsonObject Annotation(string text, double x, double y, string yAnchor, string xAnchor, int size) => new()
    {
        ["text"] = text,
        ["showarrow"] = false,
        ["xref"] = "paper",
        ["yref"] = "paper",
        ["x"] = x,
        ["y"] = y,
        ["xanchor"] = xAnchor,
        ["yanchor"] = yAnchor,
        ["font"] = new JsonObject { ["size"] = size },
    };

    public static void AddReferences(Chart chart, string suffix, JsonArray shapes, JsonArray annotations)
    {
        foreach (ReferenceLine line in chart.ReferenceLines.Where(line => double.IsFinite(line.Value)))
        {
            shapes.Add(new JsonObject
            {
                ["type"] = "line",
                ["xref"] = line.OnX ? "x" + suffix : $"x{suffix} domain",
                ["yref"] = line.OnX ? $"y{suffix} domain" : "y" + suffix,
                ["x0"] = line.OnX ? line.Value : 0,
                ["x1"] = line.OnX ? line.Value : 1,
                ["y0"] = line.OnX ? 0 : line.Value,
                ["y1"] = line.OnX ? 1 : line.Value,
                ["line"] = new JsonObject { ["color"] = Ink.Muted.Hex, ["width"] = 1.1, ["dash"] = "dash" },
            });
            if (line.Label is { Length: > 0 } label)
            {
                JsonObject note = Annotation(PlotlyJson.Safe(label), line.OnX ? line.Value : 1, line.OnX ? 1 : line.Value, "bottom", line.OnX ? "center" : "right", (int)Ink.NoteSize);
                note["xref"] = line.OnX ? "x" + suffix : $"x{suffix} domain";
                note["yref"] = line.OnX ? $"y{suffix} domain" : "y" + suffix;
                annotations.Add(note);
            }
        }

        if (chart is ScatterChart { ShowIdentity: true } && chart.XDomain() is ValueDomain x && chart.YDomain() is ValueDomain y)
        {
            double low = Math.Max(x.Minimum, y.Minimum), high = Math.Min(x.Maximum, y.Maximum);
            shapes.Add(new JsonObject
            {
                ["type"] = "line", ["xref"] = "x" + suffix, ["yref"] = "y" + suffix, ["x0"] = low, ["x1"] = high, ["y0"] = low, ["y1"] = high,
                ["line"] = new JsonObject { ["color"] = Ink.AxisLine.Hex, ["width"] = 1, ["dash"] = "dash" },
            });
        }
    }
}
