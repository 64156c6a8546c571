using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;
using EphysTx.Figures.Plotly;

namespace EphysTx.Figures;

public sealed partial record BarChart
{
    internal override Domain XDomain() => Horizontal ? Values(X) : CategoryDomain.Of(Categories);

    internal override Domain YDomain() => Horizontal ? CategoryDomain.Of(Categories) : Values(Y);

    internal override IEnumerable<LegendEntry> Legend() =>
        Series.Count == 1 && Series[0].Name.Length == 0 ? []
        : Series.Where(one => one.Name.Length > 0).Select((one, i) => new LegendEntry(one.Name, Style(i), LegendKind.Bar) { Slices = one.CategoryStyles?.Distinct().Take(5).ToArray() ?? [] });

    internal override int MissingCount() => Series.Sum(one => one.Values.Count(value => !double.IsFinite(value)));

    internal override IEnumerable<DataRow> Rows()
    {
        foreach (BarSeries one in Series)
        {
            for (int i = 0; i < Categories.Count; i++)
            {
                yield return one.Low is null && one.High is null
                    ? new DataRow(("series", one.Name), ("category", Categories[i]), ("value", one.Values[i]))
                    : new DataRow(
                        ("series", one.Name), ("category", Categories[i]), ("value", one.Values[i]), ("low", one.Low?[i] ?? double.NaN), ("high", one.High?[i] ?? double.NaN));
            }
        }
    }

    internal override IEnumerable<JsonObject> PlotlyTraces()
    {
        foreach ((int index, BarSeries one) in Series.Index())
        {
            IReadOnlyList<SeriesStyle> styles = one.CategoryStyles ?? [Style(index)];
            JsonArray names = PlotlyJson.Texts(Categories);
            var trace = new JsonObject
            {
                ["type"] = "bar",
                ["name"] = PlotlyJson.Safe(one.Name),
                ["orientation"] = Horizontal ? "h" : "v",
                [Horizontal ? "y" : "x"] = names,
                [Horizontal ? "x" : "y"] = PlotlyJson.Numbers(one.Values),
                ["showlegend"] = one.Name.Length > 0,
                ["marker"] = PlotlyJson.BarMarker(styles, hatched: one.CategoryStyles is null),
            };
            // Plotly would write the values across the whiskers.
            if (ShowValues && (one.Low is null || one.High is null))
            {
                trace["text"] = PlotlyJson.Texts([.. one.Values.Select(ValueText)]);
                trace["textposition"] = Mode == BarMode.Stacked ? "inside" : "outside";
                trace["textangle"] = 0;
                trace["cliponaxis"] = false;
                if (Mode == BarMode.Stacked)
                {
                    trace["insidetextanchor"] = "middle";
                }
            }

            if (PlotlyJson.ErrorBars(one.Values, one.Low, one.High) is { } error)
            {
                trace[Horizontal ? "error_x" : "error_y"] = error;
            }

            yield return trace;
        }
    }

    private SeriesStyle Style(int series) => Series[series].Style ?? SubclassPalette.Series(series);

    private string ValueText(double value) =>
        !double.IsFinite(value) ? "" : ValueFormat is null ? NumberText.Short(value) : NumberText.Display(value, ValueFormat);

    private Domain Values(Axis axis)
    {
        IEnumerable<double> values = Mode == BarMode.Stacked
            ? Enumerable.Range(0, Categories.Count).SelectMany(i => StackEnds(i))
            : Series.SelectMany(one => one.Values.Concat(one.Low ?? []).Concat(one.High ?? []));
        // The extra room at the end is for the values written there.
        double padding = !ShowValues || Mode == BarMode.Stacked ? 0.04 : Horizontal ? 0.14 : Categories.Count * Series.Count * WidestValue() > 240 ? 0.19 : 0.1;
        return ValueDomain.Of(axis, values, fromZero: true, padding);
    }

    private double[] StackEnds(int category)
    {
        double[] present = [.. Series.Select(one => one.Values[category]).Where(double.IsFinite)];
        return present.Length == 0 ? [] : [present.Where(value => value > 0).Sum(), present.Where(value => value < 0).Sum()];
    }
}
