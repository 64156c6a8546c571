using System.Text;
using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;
using EphysTx.Figures.Plotly;

namespace EphysTx.Figures;

public sealed partial record ScatterChart
{
    internal override bool HoldsItems => true;

    internal override Domain XDomain() => ValueDomain.Of(X, Series.SelectMany(one => one.X.Where((_, i) => IsDrawable(one, i))));

    internal override Domain YDomain() => ValueDomain.Of(
        Y, Series.SelectMany(one => one.Y.Where((_, i) => IsDrawable(one, i))).Concat(Series.SelectMany(one => (one.Low ?? []).Concat(one.High ?? []))));

    internal override double NaturalHeight(double plotWidth) => Math.Clamp(plotWidth * 0.8, 260, 400);

    internal override IEnumerable<LegendEntry> Legend() =>
        Series.Count == 1 && Series[0].Name.Length == 0 ? [] : Series.Select((one, i) => new LegendEntry(one.Name, Style(i), LegendKind.Point));

    internal override int MissingCount() => Series.Sum(one => Enumerable.Range(0, one.X.Count).Count(i => !IsDrawable(one, i)));

    internal override IEnumerable<string> Notes()
    {
        int all = Series.Sum(one => one.X.Count) - MissingCount();
        int drawn = Series.Sum(one => Drawn(one).Count);
        return drawn < all ? [$"{NumberText.Short(drawn)} of {NumberText.Short(all)} points drawn, evenly thinned; the CSV has all."] : [];
    }

    internal override void Draw(SvgCanvas canvas, PlotArea area)
    {
        if (ShowIdentity && area is { XDomain: ValueDomain x, YDomain: ValueDomain y })
        {
            double low = Math.Max(x.Minimum, y.Minimum), high = Math.Min(x.Maximum, y.Maximum);
            area.Segment(canvas, area.X(low), area.Y(low), area.X(high), area.Y(high), Ink.AxisLine, 1, "4 3");
        }

        int most = Series.Select(one => Drawn(one).Count).DefaultIfEmpty().Max();
        double radius = most > 250 ? 2.7 : most > 60 ? 3.4 : 4.6;
        // Small classes last, so that a large one does not hide them.
        foreach ((int index, PointSeries one) in Series.Index().OrderByDescending(one => one.Item.X.Count))
        {
            SeriesStyle style = Style(index);
            List<int> points = Drawn(one);
            var path = new StringBuilder();
            foreach (int i in points)
            {
                double px = area.X(one.X[i]), py = area.Y(one.Y[i]);
                if (one.Low is not null && one.High is not null)
                {
                    Marks.Whisker(canvas, area, px, one.Low[i], one.High[i], vertical: true, style.Edge, 3);
                }

                if (area.Contains(px, py))
                {
                    path.Append(Shapes.Marker(style.Marker, px, py, radius));
                }
            }

            canvas.Path(path.ToString(), style.Fill, most > 250 ? Colour.White : style.Edge, most > 250 ? 0.35 : 0.8, 0.85);
        }
    }

    internal override IEnumerable<DataRow> Rows() => Series.SelectMany(one => Enumerable.Range(0, one.X.Count).Select(i =>
        one.Low is null && one.High is null
            ? new DataRow(("series", one.Name), ("x", one.X[i]), ("y", one.Y[i]))
            : new DataRow(("series", one.Name), ("x", one.X[i]), ("y", one.Y[i]), ("low", one.Low?[i] ?? double.NaN), ("high", one.High?[i] ?? double.NaN))));

    internal override IEnumerable<JsonObject> PlotlyTraces()
    {
        foreach ((int index, PointSeries one) in Series.Index())
        {
            List<int> points = Drawn(one);
            var trace = new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = "markers",
                ["name"] = PlotlyJson.Safe(one.Name),
                ["showlegend"] = one.Name.Length > 0,
                ["x"] = PlotlyJson.Numbers([.. points.Select(i => one.X[i])]),
                ["y"] = PlotlyJson.Numbers([.. points.Select(i => one.Y[i])]),
                ["marker"] = PlotlyJson.PointMarker(Style(index), points.Count > 250 ? 5 : 8),
            };
            double[] values = [.. points.Select(i => one.Y[i])];
            if (PlotlyJson.ErrorBars(values, one.Low is null ? null : [.. points.Select(i => one.Low[i])], one.High is null ? null : [.. points.Select(i => one.High[i])]) is { } error)
            {
                trace["error_y"] = error;
            }

            yield return trace;
        }
    }

    private SeriesStyle Style(int series) => Series[series].Style ?? SubclassPalette.Series(series);

    private bool IsDrawable(PointSeries one, int i) =>
        double.IsFinite(one.X[i]) && double.IsFinite(one.Y[i]) && (!X.Logarithmic || one.X[i] > 0) && (!Y.Logarithmic || one.Y[i] > 0);

    private List<int> Drawn(PointSeries one)
    {
        int all = Series.Sum(series => series.X.Count);
        List<int> present = [.. Enumerable.Range(0, one.X.Count).Where(i => IsDrawable(one, i))];
        int keep = all <= MaximumDrawn ? present.Count : (int)Math.Clamp((long)one.X.Count * Math.Max(1, MaximumDrawn) / all, Math.Min(1, present.Count), present.Count);
        return [.. Enumerable.Range(0, keep).Select(i => present[(int)((long)i * present.Count / keep)])];
    }
}
