using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;

namespace EphysTx.Figures.Plotly;

/// <summary>
/// Title and subtitle as annotations: Plotly neither wraps a title nor leaves room for its further lines, and an annotation stands where it is put.
/// </summary>
internal sealed record PlotlyHeading(IReadOnlyList<string> Title, IReadOnlyList<string> Subtitle, double UnderLegend, double Height)
{
    private const double TitleLine = 23;
    private const double SubtitleLine = 18;

    public static PlotlyHeading Of(Figure figure)
    {
        double width = figure.Width - 180;
        IReadOnlyList<string> title = TextMetrics.Wrap(figure.Title, Ink.TitleSize, width, bold: true);
        IReadOnlyList<string> subtitle = figure.Subtitle is { Length: > 0 } text ? TextMetrics.Wrap(text, Ink.SubtitleSize, width) : [];
        bool labelled = figure.Panels.Any(panel => panel.ReferenceLines.Any(line => line.OnX && line.Label is not null));
        double headings = (figure.PanelLetters || figure.Panels.Any(panel => panel.Title is { Length: > 0 }) ? 24 : 6) + (labelled ? 16 : 0);
        bool legend = figure.Panels.Any(panel => panel.HasData && panel.Legend().Any());
        return new PlotlyHeading(title, subtitle, headings, 18 + (TitleLine * title.Count) + (SubtitleLine * subtitle.Count) + (legend ? 30 : 0) + headings + 8);
    }

    public JsonArray Annotations()
    {
        JsonArray result = [Line(string.Join("<br>", Title.Select(line => $"<b>{PlotlyJson.Safe(line)}</b>")), Ink.TitleSize, Ink.Strong, Height - 12)];
        if (Subtitle.Count > 0)
        {
            result.Add((JsonNode)Line(string.Join("<br>", Subtitle.Select(PlotlyJson.Safe)), Ink.SubtitleSize, Ink.Muted, Height - 14 - (TitleLine * Title.Count)));
        }

        return result;
    }

    private static JsonObject Line(string text, double size, Colour colour, double above)
    {
        JsonObject line = PlotlyAxis.Annotation(text, 0, 1, "top", "left", 12);
        line["font"] = new JsonObject { ["size"] = size, ["color"] = colour.Hex };
        line["align"] = "left";
        line["yshift"] = above;
        return line;
    }
}
