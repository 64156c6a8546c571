using System.Text;
using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;
using EphysTx.Figures.Plotly;

namespace EphysTx.Figures;

public sealed partial record Histogram
{
    internal override bool HoldsItems => true;

    private const int MostBins = 80;

    internal override Domain XDomain()
    {
        if (Bins() is not { } bins)
        {
            return new EmptyDomain();
        }

        // A reference line is drawn to be compared with the bars, so it must not fall off the axis.
        double[] lines = [.. ReferenceLines.Where(line => line.OnX && double.IsFinite(line.Value)).Select(line => line.Value)];
        double end = bins.Start + (bins.Width * bins.Count), first = Math.Min(bins.Start, lines.DefaultIfEmpty(end).Min()), last = Math.Max(end, lines.DefaultIfEmpty(bins.Start).Max());
        double margin = 0.04 * (last - first);
        return new ValueDomain(first < bins.Start ? first - margin : first, last > end ? last + margin : last, false);
    }

    internal override Domain YDomain() => Bins() is { } bins
        ? ValueDomain.Of(Y, Series.SelectMany(one => Heights(one, bins)), fromZero: true, 0.06)
        : new EmptyDomain();

    internal override IEnumerable<LegendEntry> Legend() =>
        Series.Count == 1 && Series[0].Name.Length == 0 ? [] : Series.Select((one, i) => new LegendEntry(one.Name, Style(i), LegendKind.Line));

    internal override int MissingCount() => Series.Sum(one => one.Values.Count(value => !double.IsFinite(value)));

    internal override void Draw(SvgCanvas canvas, PlotArea area)
    {
        if (Bins() is not { } bins)
        {
            return;
        }

        for (int s = 0; s < Series.Count; s++)
        {
            double[] heights = Heights(Series[s], bins);
            var outline = new StringBuilder($"M{SvgCanvas.N(area.X(bins.Start))} {SvgCanvas.N(area.Bottom)}");
            for (int b = 0; b < bins.Count; b++)
            {
                double y = Math.Clamp(area.Y(heights[b]), area.Top, area.Bottom);
                outline.Append($"V{SvgCanvas.N(y)}H{SvgCanvas.N(area.X(bins.Start + ((b + 1) * bins.Width)))}");
            }

            SeriesStyle style = Style(s);
            outline.Append($"V{SvgCanvas.N(area.Bottom)}");
            canvas.Path(outline.ToString(), style.Colour, style.Edge, 1.6, Series.Count == 1 ? 0.55 : 0.22, style.Dashed ? Marks.Dash : null);
        }
    }

    internal override IEnumerable<DataRow> Rows()
    {
        if (Bins() is not { } bins)
        {
            yield break;
        }

        foreach (HistogramSeries one in Series)
        {
            double[] heights = Heights(one, bins);
            for (int b = 0; b < bins.Count; b++)
            {
                yield return new DataRow(
                    ("series", one.Name), ("bin_start", bins.Start + (b * bins.Width)), ("bin_end", bins.Start + ((b + 1) * bins.Width)), ("value", heights[b]));
            }
        }
    }

    internal override IEnumerable<JsonObject> PlotlyTraces()
    {
        if (Bins() is not { } bins)
        {
            yield break;
        }

        for (int s = 0; s < Series.Count; s++)
        {
            SeriesStyle style = Style(s);
            yield return new JsonObject
            {
                ["type"] = "bar",
                ["name"] = PlotlyJson.Safe(Series[s].Name),
                ["showlegend"] = Series[s].Name.Length > 0,
                ["x"] = PlotlyJson.Numbers([.. Enumerable.Range(0, bins.Count).Select(b => bins.Start + ((b + 0.5) * bins.Width))]),
                ["y"] = PlotlyJson.Numbers(Heights(Series[s], bins)),
                ["width"] = bins.Width,
                // An explicit offset lays the series over each other whatever the figure's bar mode.
                ["offset"] = -bins.Width / 2,
                ["marker"] = new JsonObject
                {
                    ["color"] = PlotlyJson.Transparent(style.Colour, Series.Count == 1 ? 0.55 : 0.35),
                    ["line"] = new JsonObject { ["color"] = style.Edge.Hex, ["width"] = 1 },
                },
            };
        }
    }

    private SeriesStyle Style(int series) => Series[series].Style ?? SubclassPalette.Series(series);

    private double[] Heights(HistogramSeries one, (double Start, double Width, int Count) bins)
    {
        double[] counts = new double[bins.Count];
        double[] present = [.. one.Values.Where(double.IsFinite)];
        foreach (double value in present)
        {
            counts[Math.Clamp((int)Math.Floor((value - bins.Start) / bins.Width), 0, bins.Count - 1)]++;
        }

        return AsShare && present.Length > 0 ? [.. counts.Select(count => count / present.Length)] : counts;
    }

    private (double Start, double Width, int Count)? Bins()
    {
        double[] all = _ascending;
        if (all.Length == 0)
        {
            return null;
        }

        double span = all[^1] - all[0];
        BoxStatistics box = BoxStatistics.Of(all);
        double wanted = BinWidth ?? (2 * (box.UpperQuartile - box.LowerQuartile) / Math.Cbrt(all.Length));
        wanted = wanted > 0 ? wanted : span > 0 ? span / 20 : Math.Max(Math.Abs(all[0]) * 0.1, 1e-9);
        double width = BinWidth is > 0 ? wanted : Ticks.NiceStep(Math.Max(wanted, span / MostBins), 1);
        width = Math.Max(width, span / 1000);
        double start = Math.Floor(all[0] / width) * width;
        return (start, width, (int)Math.Floor((all[^1] - start) / width) + 1);
    }
}
