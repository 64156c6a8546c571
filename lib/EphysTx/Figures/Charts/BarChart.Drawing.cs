using EphysTx.Figures.Drawing;

namespace EphysTx.Figures;

public sealed partial record BarChart
{
    internal override double NaturalHeight(double plotWidth)
    {
        int perGroup = Mode == BarMode.Stacked ? 1 : Math.Max(1, Series.Count);
        return Horizontal ? Math.Max(60, Categories.Count * (10 + (18 * perGroup))) : 260;
    }

    internal override void Draw(SvgCanvas canvas, PlotArea area)
    {
        double slot = Horizontal ? area.YSlot : area.XSlot;
        int bars = Mode == BarMode.Stacked ? 1 : Series.Count;
        double group = Math.Min(slot * 0.78, bars * 64);
        double pitch = group / bars;
        double width = bars == 1 ? pitch : pitch * 0.92;
        ValueLabels labels = Labels(pitch);
        for (int i = 0; i < Categories.Count; i++)
        {
            double centre = Horizontal ? area.YCentre(i) : area.XCentre(i);
            double above = 0, below = 0;
            for (int s = 0; s < Series.Count; s++)
            {
                double value = Series[s].Values[i];
                if (!double.IsFinite(value))
                {
                    continue;
                }

                if (Mode == BarMode.Stacked)
                {
                    double from = value >= 0 ? above : below;
                    (above, below) = value >= 0 ? (above + value, below) : (above, below + value);
                    DrawOne(canvas, area, s, i, centre, width, from, from + value);
                    SegmentLabel(canvas, area, s, i, centre, width, from, from + value);
                }
                else
                {
                    double at = centre + ((s - ((bars - 1) / 2.0)) * pitch);
                    DrawOne(canvas, area, s, i, at, width, 0, value);
                    EndLabel(canvas, area, s, i, at, value, labels);
                }
            }
        }
    }

    private void DrawOne(SvgCanvas canvas, PlotArea area, int series, int category, double at, double width, double from, double to)
    {
        BarSeries one = Series[series];
        SeriesStyle style = one.CategoryStyles?[category] ?? Style(series);
        bool hatched = one.CategoryStyles is null;
        double half = width / 2;
        if (Horizontal)
        {
            Marks.Bar(canvas, area, area.X(from), at - half, area.X(to), at + half, style, hatched);
        }
        else
        {
            Marks.Bar(canvas, area, at - half, area.Y(from), at + half, area.Y(to), style, hatched);
        }

        if (Mode == BarMode.Grouped && one.Low is not null && one.High is not null)
        {
            Marks.Whisker(canvas, area, at, one.Low[category], one.High[category], vertical: !Horizontal, Ink.Strong, Math.Min(5, half * 0.6));
        }
    }

    private enum ValueLabels
    {
        None,
        Upright,
        Turned,
    }

    private double WidestValue() =>
        Series.SelectMany(one => one.Values).Select(value => TextMetrics.Width(ValueText(value), Ink.ValueSize)).DefaultIfEmpty().Max();

    private ValueLabels Labels(double pitch) =>
        !ShowValues ? ValueLabels.None
        : Horizontal || WidestValue() <= pitch - 1 ? pitch >= Ink.ValueSize + 1.5 ? ValueLabels.Upright : ValueLabels.None
        : pitch >= Ink.ValueSize ? ValueLabels.Turned : ValueLabels.None;

    private void EndLabel(SvgCanvas canvas, PlotArea area, int series, int category, double at, double value, ValueLabels labels)
    {
        if (labels == ValueLabels.None)
        {
            return;
        }

        BarSeries one = Series[series];
        double end = value >= 0
            ? Math.Max(value, one.High?[category] is { } high && double.IsFinite(high) ? high : value)
            : Math.Min(value, one.Low?[category] is { } low && double.IsFinite(low) ? low : value);
        if (Horizontal)
        {
            bool right = value >= 0;
            canvas.Text(Math.Clamp(area.X(end), area.Left, area.Right) + (right ? 5 : -5), at + 4, ValueText(value), Ink.ValueSize, Ink.Body, right ? TextAnchor.Start : TextAnchor.End);
        }
        else
        {
            double y = Math.Clamp(area.Y(end), area.Top, area.Bottom);
            if (labels == ValueLabels.Upright)
            {
                canvas.Text(at, value >= 0 ? y - 5 : y + 13, ValueText(value), Ink.ValueSize, Ink.Body, TextAnchor.Middle);
            }
            else if (value >= 0 ? y - 4 - WidestValue() >= area.Top - 4 : y + 4 + WidestValue() <= area.Bottom)
            {
                canvas.Text(at + 4, value >= 0 ? y - 5 : y + 5, ValueText(value), Ink.ValueSize, Ink.Body, value >= 0 ? TextAnchor.Start : TextAnchor.End, turn: -90);
            }
        }
    }

    private void SegmentLabel(SvgCanvas canvas, PlotArea area, int series, int category, double at, double width, double from, double to)
    {
        SeriesStyle style = Series[series].CategoryStyles?[category] ?? Style(series);
        string text = ValueText(to - from);
        double needed = TextMetrics.Width(text, Ink.ValueSize) + 6;
        double length = Horizontal ? Math.Abs(area.X(to) - area.X(from)) : Math.Abs(area.Y(to) - area.Y(from));
        if (!ShowValues || (Horizontal ? length < needed || width < 14 : length < 15 || width < needed))
        {
            return;
        }

        double middle = (from + to) / 2;
        (double x, double y) = Horizontal ? (area.X(middle), at) : (at, area.Y(middle));
        // Hatching would run through the digits.
        double half = needed / 2;
        canvas.Rectangle(x - half, y - 7, needed, 14, style.Fill);
        canvas.Text(x, y + 4, text, Ink.ValueSize, Ink.On(style.Fill), TextAnchor.Middle);
    }
}
