using System.Text;
using EphysTx.Figures.Drawing;

namespace EphysTx.Figures;

public sealed partial record LineChart
{
    /// <summary>The drawn indices of a line: all, or per stretch the lowest and highest, with every gap kept.</summary>
    private List<int> Drawn(LineSeries one)
    {
        int count = one.X.Count;
        int most = Math.Max(4, MaximumDrawn);
        if (count <= most)
        {
            return [.. Enumerable.Range(0, count)];
        }

        var kept = new SortedSet<int> { 0, count - 1 };
        int stretches = (most - 2) / 2;
        for (int s = 0; s < stretches; s++)
        {
            int from = (int)((long)s * count / stretches), to = (int)((long)(s + 1) * count / stretches);
            int low = -1, high = -1;
            for (int i = from; i < to; i++)
            {
                if (!IsDrawable(one, i))
                {
                    kept.Add(i);
                    continue;
                }

                low = low < 0 || one.Y[i] < one.Y[low] ? i : low;
                high = high < 0 || one.Y[i] > one.Y[high] ? i : high;
            }

            kept.UnionWith(low < 0 ? [] : [low, high]);
        }

        return [.. kept];
    }

    /// <summary>Stretches of a line without a missing point.</summary>
    private List<List<int>> Runs(LineSeries one)
    {
        var runs = new List<List<int>>();
        List<int>? current = null;
        foreach (int i in Drawn(one))
        {
            if (!IsDrawable(one, i))
            {
                current = null;
                continue;
            }

            if (current is null)
            {
                runs.Add(current = []);
            }

            current.Add(i);
        }

        return runs;
    }

    private static List<int> BandPoints(LineSeries one, List<int> run) =>
        one.Low is null || one.High is null ? [] : [.. run.Where(i => double.IsFinite(one.Low[i]) && double.IsFinite(one.High[i]))];

    private static string Line(LineSeries one, List<int> run, PlotArea area)
    {
        var path = new StringBuilder();
        (double X, double Y) pen = (double.NaN, double.NaN);
        for (int k = 1; k < run.Count; k++)
        {
            double x1 = area.X(one.X[run[k - 1]]), y1 = area.Y(one.Y[run[k - 1]]), x2 = area.X(one.X[run[k]]), y2 = area.Y(one.Y[run[k]]);
            if (!Shapes.Clip(ref x1, ref y1, ref x2, ref y2, area.Left, area.Top, area.Right, area.Bottom))
            {
                continue;
            }

            path.Append(pen == (x1, y1) ? "" : $"M{SvgCanvas.N(x1)} {SvgCanvas.N(y1)}").Append($"L{SvgCanvas.N(x2)} {SvgCanvas.N(y2)}");
            pen = (x2, y2);
        }

        return path.ToString();
    }

    private static string Band(LineSeries one, List<int> run, PlotArea area)
    {
        List<int> points = BandPoints(one, run);
        if (points.Count < 2)
        {
            return "";
        }

        // Bands are cut at the region's border point by point; the border is given by hand only where an axis has a set limit.
        string At(int i, double value) =>
            $"{SvgCanvas.N(Math.Clamp(area.X(one.X[i]), area.Left, area.Right))} {SvgCanvas.N(Math.Clamp(area.Y(value), area.Top, area.Bottom))}";
        var path = new StringBuilder("M").AppendJoin('L', points.Select(i => At(i, one.High![i])));
        return path.Append('L').AppendJoin('L', points.AsEnumerable().Reverse().Select(i => At(i, one.Low![i]))).Append('z').ToString();
    }
}
