using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;
using EphysTx.Figures.Plotly;

namespace EphysTx.Figures;

public sealed partial record IntervalChart
{
    private const double LineSpacing = 19;

    internal override Domain XDomain() => ValueDomain.Of(X, Series.SelectMany(one => one.Values.Concat(one.Low).Concat(one.High)), FromZero, 0.06);

    internal override Domain YDomain() => CategoryDomain.Of(Categories);

    internal override double NaturalHeight(double plotWidth) => Math.Max(60, Categories.Count * (12 + (LineSpacing * Math.Max(1, Series.Count))));

    internal override double RightMargin => !ShowValues ? 0 : 14 + Series
        .SelectMany(one => Enumerable.Range(0, Categories.Count).Select(i => TextMetrics.Width(ValueText(one, i), Ink.ValueSize))).DefaultIfEmpty().Max();

    internal override IEnumerable<LegendEntry> Legend() =>
        Series.Count == 1 && Series[0].Name.Length == 0 ? []
        : Series.Index().Where(one => one.Item.CategoryStyles is null).Select(one => new LegendEntry(one.Item.Name, Style(one.Index, 0), LegendKind.Point));

    internal override int MissingCount() => Series.Where(one => !one.Optional).Sum(one => one.Values.Count(value => !double.IsFinite(value)));

    internal override void Draw(SvgCanvas canvas, PlotArea area)
    {
        for (int i = 0; i < Categories.Count; i++)
        {
            if (i > 0)
            {
                canvas.Line(area.Left, area.Top + (i * area.YSlot), area.Right + RightMargin, area.Top + (i * area.YSlot), Ink.Grid);
            }

            for (int s = 0; s < Series.Count; s++)
            {
                IntervalSeries one = Series[s];
                if (!double.IsFinite(one.Values[i]))
                {
                    continue;
                }

                double pitch = Math.Min(LineSpacing, area.YSlot / Series.Count);
                double y = area.YCentre(i) + ((s - ((Series.Count - 1) / 2.0)) * pitch), x = area.X(one.Values[i]);
                SeriesStyle style = Style(s, i);
                Marks.Whisker(canvas, area, y, one.Low[i], one.High[i], vertical: false, style.Hollow ? style.Colour : style.Colour.Darker(0.1), 3.5, 1.9);
                if (area.Contains(x, y))
                {
                    canvas.Path(Shapes.Marker(style.Marker, x, y, 4.8), style.Fill, style.Edge, 1.1);
                }

                if (ShowValues)
                {
                    canvas.Text(area.Right + 14, y + 4, ValueText(one, i), Ink.ValueSize, Ink.Body);
                }
            }
        }
    }

    internal override IEnumerable<DataRow> Rows() => Series.SelectMany(one => Categories.Select((category, i) =>
        new DataRow(("series", one.Name), ("category", category), ("value", one.Values[i]), ("low", one.Low[i]), ("high", one.High[i]))));

    internal override IEnumerable<JsonObject> PlotlyTraces()
    {
        // Plotly has no dodge for points, so categories become numbered rows with the names as tick labels.
        for (int s = 0; s < Series.Count; s++)
        {
            IntervalSeries one = Series[s];
            double shift = (s - ((Series.Count - 1) / 2.0)) * Math.Min(0.24, 0.8 / Series.Count);
            JsonObject marker = PlotlyJson.PointMarker(Style(s, 0), 10);
            if (one.CategoryStyles is { } styles)
            {
                marker["color"] = new JsonArray([.. styles.Select(style => (JsonNode?)JsonValue.Create(style.Fill.Hex))]);
                marker["symbol"] = new JsonArray([.. styles.Select(style => (JsonNode?)JsonValue.Create(PlotlyJson.Symbol(style.Marker)))]);
                marker["line"] = new JsonObject { ["width"] = 1, ["color"] = Ink.Strong.Hex };
            }

            JsonObject? error = PlotlyJson.ErrorBars(one.Values, one.Low, one.High);
            error!["color"] = one.CategoryStyles is null ? Style(s, 0).Colour.Hex : Ink.Muted.Hex;
            yield return new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "markers",
                ["name"] = PlotlyJson.Safe(one.Name),
                ["showlegend"] = one.Name.Length > 0 && one.CategoryStyles is null,
                ["x"] = PlotlyJson.Numbers(one.Values),
                ["y"] = PlotlyJson.Numbers([.. Categories.Select((_, i) => i + shift)]),
                ["text"] = PlotlyJson.Texts([.. Categories.Select((category, i) => $"{category}: {ValueText(one, i)}")]),
                ["hoverinfo"] = "text+name",
                ["marker"] = marker,
                ["error_x"] = error,
            };
        }
    }

    private SeriesStyle Style(int series, int category) =>
        Series[series].CategoryStyles is { Count: > 0 } styles ? styles[category] : Series[series].Style ?? SubclassPalette.Series(series);

    private string ValueText(IntervalSeries one, int i) => !double.IsFinite(one.Values[i]) ? ""
        : new Estimate(one.Values[i], one.Low[i], one.High[i]).Text(ValueFormat);
}
