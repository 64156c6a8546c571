using EphysTx.Features.Protocols;
using EphysTx.Figures;

namespace EphysTx.Notebooks;

/// <summary>Long traces as lines that a figure can hold: the lowest and the highest sample of each of many short stretches.</summary>
internal static class TraceLine
{
    /// <summary>A stretch of a trace.</summary>
    /// <param name="name">Name in the legend.</param>
    /// <param name="trace">Sample of an index.</param>
    /// <param name="time">Time of an index, in the unit of the axis.</param>
    /// <param name="from">First sample.</param>
    /// <param name="to">One past the last sample.</param>
    /// <param name="style">Look; null: by its position.</param>
    /// <param name="stretches">How many stretches at most.</param>
    public static LineSeries Of(string name, Func<int, double> trace, Func<int, double> time, int from, int to, SeriesStyle? style = null, int stretches = 500)
    {
        var x = new List<double>();
        var y = new List<double>();
        int step = Math.Max(1, (to - from + stretches - 1) / stretches);
        for (int start = from; start < to; start += step)
        {
            (int low, int high) = (start, start);
            for (int k = start; k < Math.Min(to, start + step); k++)
            {
                low = trace(k) < trace(low) || double.IsNaN(trace(low)) ? k : low;
                high = trace(k) > trace(high) || double.IsNaN(trace(high)) ? k : high;
            }

            foreach (int k in low == high ? new[] { low } : [Math.Min(low, high), Math.Max(low, high)])
            {
                if (double.IsFinite(trace(k)))
                {
                    x.Add(time(k));
                    y.Add(trace(k));
                }
            }
        }

        return new LineSeries(name, x, y) { Style = style };
    }

    /// <summary>Voltage of an aligned sweep about its window, time in s from the onset of the stimulus.</summary>
    public static LineSeries Voltage(string name, AlignedSweep sweep, AnalysisWindow window, double before, double after, SeriesStyle? style = null)
    {
        double[] voltage = sweep.Samples.ToArray();
        (int from, int to) = Range(sweep, window.Start - before, window.End + after);
        return Of(name, k => voltage[k], k => sweep.Time[k] - window.Start, from, to, style);
    }

    /// <summary>Current of an aligned sweep about its window.</summary>
    public static LineSeries Current(string name, AlignedSweep sweep, AnalysisWindow window, double before, double after, SeriesStyle? style = null)
    {
        (int from, int to) = Range(sweep, window.Start - before, window.End + after);
        return Of(name, k => sweep.Current[k], k => sweep.Time[k] - window.Start, from, Math.Min(to, sweep.Current.Length), style);
    }

    /// <summary>Samples from a time to another, within the sweep.</summary>
    public static (int From, int To) Range(AlignedSweep sweep, double start, double end)
    {
        int length = sweep.Time.Length;
        double step = length > 1 ? sweep.Time[1] - sweep.Time[0] : 1;
        return (Math.Clamp((int)((start - sweep.Time[0]) / step), 0, length), Math.Clamp((int)((end - sweep.Time[0]) / step), 0, length));
    }
}
