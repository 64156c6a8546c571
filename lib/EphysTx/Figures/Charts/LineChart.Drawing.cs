using System.Text;
using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;
using EphysTx.Figures.Plotly;

namespace EphysTx.Figures;

public sealed partial record LineChart
{
    private const double BandOpacity = 0.18;

    internal override Domain XDomain() => ValueDomain.Of(X, Series.SelectMany(one => one.X.Where((_, i) => IsDrawable(one, i))), padding: 0.02);

    internal override Domain YDomain() => ValueDomain.Of(
        Y, Series.SelectMany(one => one.Y.Where((_, i) => IsDrawable(one, i))).Concat(Series.SelectMany(one => (one.Low ?? []).Concat(one.High ?? []))));

    internal override IEnumerable<LegendEntry> Legend() =>
        Series.Index().Where(pair => pair.Item.Name.Length > 0).Select(pair => new LegendEntry(pair.Item.Name, Style(pair.Index), LegendKind.Line));

    // Where neither x nor y is given, the line was broken on purpose: nothing is missing there.
    internal override int MissingCount() => Series.Sum(one => Enumerable.Range(0, one.X.Count).Count(i => !IsDrawable(one, i) && !(double.IsNaN(one.X[i]) && double.IsNaN(one.Y[i]))));

    internal override IEnumerable<string> Notes() =>
        Series.Any(one => Drawn(one).Count < one.X.Count(double.IsFinite) - 2 && one.X.Count > MaximumDrawn)
            ? ["Long lines are drawn by the extremes of each stretch; the CSV has every point."] : [];

    internal override void Draw(SvgCanvas canvas, PlotArea area)
    {
        foreach ((int index, LineSeries one) in Series.Index())
        {
            foreach (List<int> run in Runs(one))
            {
                canvas.Path(Band(one, run, area), Style(index).Colour, opacity: BandOpacity);
            }
        }

        foreach ((int index, LineSeries one) in Series.Index())
        {
            SeriesStyle style = Style(index);
            var points = new StringBuilder();
            foreach (List<int> run in Runs(one))
            {
                canvas.Path(Line(one, run, area), null, style.Colour, one.X.Count > 300 ? 1.3 : 2.2, dash: style.Dashed ? Marks.Dash : null);
                foreach (int i in run.Where(i => (one.ShowPoints || run.Count == 1) && area.Contains(area.X(one.X[i]), area.Y(one.Y[i]))))
                {
                    points.Append(Shapes.Marker(style.Marker, area.X(one.X[i]), area.Y(one.Y[i]), 4));
                }
            }

            canvas.Path(points.ToString(), style.Fill, style.Hollow ? style.Edge : Colour.White, 1);
        }
    }

    internal override IEnumerable<DataRow> Rows() => Series.SelectMany(one => Enumerable.Range(0, one.X.Count).Select(i =>
        one.Low is null && one.High is null
            ? new DataRow(("series", one.Name), ("x", one.X[i]), ("y", one.Y[i]))
            : new DataRow(("series", one.Name), ("x", one.X[i]), ("y", one.Y[i]), ("low", one.Low?[i] ?? double.NaN), ("high", one.High?[i] ?? double.NaN))));

    internal override IEnumerable<JsonObject> PlotlyTraces()
    {
        foreach ((int index, LineSeries one) in Series.Index())
        {
            SeriesStyle style = Style(index);
            if (one.Low is not null && one.High is not null)
            {
                foreach (List<int> run in Runs(one).Select(run => BandPoints(one, run)).Where(run => run.Count > 1))
                {
                    yield return new JsonObject
                    {
                        ["type"] = "scatter",
                        ["mode"] = "lines",
                        ["line"] = new JsonObject { ["width"] = 0 },
                        ["fill"] = "toself",
                        ["fillcolor"] = PlotlyJson.Transparent(style.Colour, BandOpacity),
                        ["hoverinfo"] = "skip",
                        ["showlegend"] = false,
                        ["x"] = PlotlyJson.Numbers([.. run.Select(i => one.X[i]), .. run.AsEnumerable().Reverse().Select(i => one.X[i])]),
                        ["y"] = PlotlyJson.Numbers([.. run.Select(i => one.High[i]), .. run.AsEnumerable().Reverse().Select(i => one.Low[i])]),
                    };
                }
            }

            List<int> drawn = Drawn(one);
            yield return new JsonObject
            {
                ["type"] = "scatter",
                ["mode"] = one.ShowPoints ? "lines+markers" : "lines",
                ["name"] = PlotlyJson.Safe(one.Name),
                ["showlegend"] = one.Name.Length > 0,
                ["line"] = new JsonObject { ["color"] = style.Colour.Hex, ["width"] = 2.2, ["dash"] = style.Dashed ? "dash" : "solid" },
                ["marker"] = PlotlyJson.PointMarker(style, 8),
                ["x"] = PlotlyJson.Numbers([.. drawn.Select(i => one.X[i])]),
                ["y"] = PlotlyJson.Numbers([.. drawn.Select(i => one.Y[i])]),
            };
        }
    }

    private SeriesStyle Style(int series) => Series[series].Style ?? SubclassPalette.Series(series);

    private bool IsDrawable(LineSeries one, int i) =>
        double.IsFinite(one.X[i]) && double.IsFinite(one.Y[i]) && (!X.Logarithmic || one.X[i] > 0) && (!Y.Logarithmic || one.Y[i] > 0);
}
