using System.Globalization;
using System.Text.Json.Nodes;

namespace EphysTx.Figures.Plotly;

/// <summary>Small pieces of Plotly figure JSON.</summary>
internal static class PlotlyJson
{
    public static JsonArray Numbers(IReadOnlyList<double> values)
    {
        var array = new JsonArray();
        foreach (double value in values)
        {
            array.Add(Number(value));
        }

        return array;
    }

    /// <summary>A number; null where it is missing, because JSON has no NaN.</summary>
    public static JsonNode? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    public static JsonArray Texts(IReadOnlyList<string> values) => [.. values.Select(value => (JsonNode?)JsonValue.Create(Safe(value)))];

    /// <summary>Plotly reads a subset of HTML in texts, so markup in data must be escaped.</summary>
    public static string Safe(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    public static string Transparent(Colour colour, double opacity) =>
        string.Create(CultureInfo.InvariantCulture, $"rgba({colour.Red},{colour.Green},{colour.Blue},{opacity:0.##})");

    public static string Symbol(MarkerShape shape) => shape switch
    {
        MarkerShape.Square => "square",
        MarkerShape.Diamond => "diamond",
        MarkerShape.TriangleUp => "triangle-up",
        MarkerShape.TriangleDown => "triangle-down",
        _ => "circle",
    };

    public static JsonObject PointMarker(SeriesStyle style, double size) => new()
    {
        ["color"] = style.Fill.Hex,
        ["symbol"] = Symbol(style.Marker),
        ["size"] = size,
        ["line"] = new JsonObject { ["color"] = style.Edge.Hex, ["width"] = size > 6 ? 1 : 0.3 },
    };

    public static JsonObject BarMarker(IReadOnlyList<SeriesStyle> styles, bool hatched)
    {
        JsonNode All(Func<SeriesStyle, string> part) =>
            styles.Count == 1 ? JsonValue.Create(part(styles[0])) : new JsonArray([.. styles.Select(style => (JsonNode?)JsonValue.Create(part(style)))]);
        var marker = new JsonObject
        {
            ["color"] = All(style => style.Fill.Hex),
            ["line"] = new JsonObject { ["color"] = All(style => style.Edge.Hex), ["width"] = 1 },
        };
        if (hatched && styles.Any(style => style.Hatch != Hatch.None))
        {
            marker["pattern"] = new JsonObject
            {
                ["shape"] = All(style => Pattern(style.Hatch)),
                ["fgcolor"] = All(style => Drawing.Marks.HatchInk(style).Hex),
                ["bgcolor"] = All(style => style.Fill.Hex),
                ["size"] = 7,
                ["solidity"] = 0.12,
            };
        }

        return marker;
    }

    /// <summary>Asymmetric error bars, or null where no interval is given.</summary>
    public static JsonObject? ErrorBars(IReadOnlyList<double> values, IReadOnlyList<double>? low, IReadOnlyList<double>? high) =>
        low is null || high is null ? null : new JsonObject
        {
            ["type"] = "data",
            ["symmetric"] = false,
            ["array"] = Numbers([.. values.Select((value, i) => high[i] - value)]),
            ["arrayminus"] = Numbers([.. values.Select((value, i) => value - low[i])]),
            ["color"] = Drawing.Ink.Strong.Hex,
            ["thickness"] = 1.4,
            ["width"] = 4,
        };

    private static string Pattern(Hatch hatch) => hatch switch
    {
        Hatch.Rising => "/",
        Hatch.Falling => "\\",
        Hatch.Horizontal => "-",
        Hatch.Vertical => "|",
        _ => "",
    };
}
