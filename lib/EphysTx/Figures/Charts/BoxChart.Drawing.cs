using System.Text;
using System.Text.Json.Nodes;
using EphysTx.Figures.Drawing;
using EphysTx.Figures.Plotly;
using EphysTx.Numerics;

namespace EphysTx.Figures;

public sealed partial record BoxChart
{
    internal override bool HoldsItems => true;

    private const int DensityBins = 24;

    internal override Domain XDomain() => CategoryDomain.Of([.. Groups.Select(Label)]);

    internal override Domain YDomain() => ValueDomain.Of(Y, Groups.SelectMany(one => one.Values));

    internal override double NaturalHeight(double plotWidth) => 280;

    internal override int MissingCount() => Groups.Sum(one => one.Values.Count - Sorted(one).Length);

    internal override IEnumerable<string> Notes() =>
        ShowPoints && Groups.Any(one => Sorted(one).Length > MaximumDrawn)
            ? [$"At most {MaximumDrawn} points per group are drawn, at even ranks; boxes use all values."] : [];

    internal override void Draw(SvgCanvas canvas, PlotArea area)
    {
        for (int g = 0; g < Groups.Count; g++)
        {
            double[] sorted = Sorted(Groups[g]);
            if (sorted.Length == 0)
            {
                continue;
            }

            SeriesStyle style = Style(g);
            double centre = area.XCentre(g), half = Math.Min(area.XSlot * 0.36, 44);
            if (ShowPoints)
            {
                DrawPoints(canvas, area, Drawn(sorted), centre, half, style, g);
            }

            if (sorted.Length >= 5)
            {
                DrawBox(canvas, area, BoxStatistics.Of(sorted), centre, Math.Min(half * 0.5, 17), style);
            }
        }
    }

    internal override IEnumerable<DataRow> Rows() =>
        Groups.SelectMany(one => one.Values.Select(value => new DataRow(("category", one.Name), ("value", value))));

    internal override IEnumerable<JsonObject> PlotlyTraces()
    {
        for (int g = 0; g < Groups.Count; g++)
        {
            double[] sorted = Sorted(Groups[g]);
            if (sorted.Length == 0)
            {
                continue;
            }

            BoxStatistics box = BoxStatistics.Of(sorted);
            SeriesStyle style = Style(g);
            yield return new JsonObject
            {
                ["type"] = "box",
                ["name"] = PlotlyJson.Safe(Label(g)).Replace("\n", "<br>", StringComparison.Ordinal),
                ["showlegend"] = false,
                ["x"] = new JsonArray(PlotlyJson.Safe(Label(g)).Replace("\n", "<br>", StringComparison.Ordinal)),
                ["q1"] = PlotlyJson.Numbers([box.LowerQuartile]),
                ["median"] = PlotlyJson.Numbers([box.Median]),
                ["q3"] = PlotlyJson.Numbers([box.UpperQuartile]),
                ["lowerfence"] = PlotlyJson.Numbers([box.LowerWhisker]),
                ["upperfence"] = PlotlyJson.Numbers([box.UpperWhisker]),
                ["y"] = new JsonArray(PlotlyJson.Numbers(ShowPoints ? Drawn(sorted) : [])),
                ["boxpoints"] = ShowPoints ? "all" : false,
                ["jitter"] = 0.7,
                ["pointpos"] = 0,
                ["fillcolor"] = PlotlyJson.Transparent(style.Colour.Mix(Colour.White, 0.6), 0.75),
                ["line"] = new JsonObject { ["color"] = style.Edge.Hex, ["width"] = 1.5 },
                ["marker"] = new JsonObject { ["color"] = style.Colour.Hex, ["size"] = 3.5, ["symbol"] = PlotlyJson.Symbol(style.Marker) },
            };
        }
    }

    private static void DrawBox(SvgCanvas canvas, PlotArea area, BoxStatistics box, double centre, double half, SeriesStyle style)
    {
        double top = area.Y(box.UpperQuartile), bottom = area.Y(box.LowerQuartile), middle = area.Y(box.Median);
        area.Segment(canvas, centre, area.Y(box.UpperWhisker), centre, top, Ink.Strong, 1.2);
        area.Segment(canvas, centre, bottom, centre, area.Y(box.LowerWhisker), Ink.Strong, 1.2);
        top = Math.Clamp(top, area.Top, area.Bottom);
        bottom = Math.Clamp(bottom, area.Top, area.Bottom);
        canvas.Rectangle(centre - half, top, half * 2, bottom - top, style.Colour.Mix(Colour.White, 0.8), Ink.Strong, 1.2, radius: 1.5, opacity: 0.7);
        area.Segment(canvas, centre - half, middle, centre + half, middle, Ink.Strong, 2.6);
    }

    private static void DrawPoints(SvgCanvas canvas, PlotArea area, double[] sorted, double centre, double half, SeriesStyle style, int group)
    {
        double[] heights = [.. sorted.Select(area.Y)];
        double low = heights.Min(), span = Math.Max(heights.Max() - low, 1e-9);
        int[] bins = [.. heights.Select(height => Math.Min(DensityBins - 1, (int)((height - low) / span * DensityBins)))];
        int[] counts = new int[DensityBins];
        foreach (int bin in bins)
        {
            counts[bin]++;
        }

        var random = new SeededRandom(group);
        double radius = sorted.Length > 120 ? 2.1 : sorted.Length > 40 ? 2.7 : 3.6;
        var path = new StringBuilder();
        for (int i = 0; i < sorted.Length; i++)
        {
            double spread = half * Math.Min(1, 0.12 + Math.Sqrt(counts[bins[i]] / (double)counts.Max()));
            double x = centre + (spread * ((2 * random.NextDouble()) - 1));
            if (area.Contains(x, heights[i]))
            {
                path.Append(Shapes.Marker(style.Marker, x, heights[i], radius));
            }
        }

        canvas.Path(path.ToString(), style.Fill, style.Edge, 0.4, 0.6);
    }

    private double[] Drawn(double[] sorted) => sorted.Length <= Math.Max(1, MaximumDrawn)
        ? sorted
        : [.. Enumerable.Range(0, Math.Max(1, MaximumDrawn)).Select(i => sorted[(int)((long)i * (sorted.Length - 1) / Math.Max(1, MaximumDrawn - 1))])];

    private double[] Sorted(BoxGroup group) => Y.Logarithmic ? [.. group.Ascending.Where(value => value > 0)] : group.Ascending;

    private SeriesStyle Style(int group) => Groups[group].Style ?? SubclassPalette.Series(group);

    private string Label(int group) => Label(Groups[group]);

    private string Label(BoxGroup group) => ShowCounts ? $"{group.Name}\nn = {NumberText.Short(Sorted(group).Length)}" : group.Name;
}
