using EphysTx.Recordings;

namespace EphysTx.Features.Families;

/// <summary>
/// Equal bins over a step. A value belongs to bin k when edge[k] ≤ value &lt; edge[k + 1]; one at or beyond the last edge belongs to the last bin only if
/// it equals that edge after rounding; any other value outside belongs to none. Source: spec IPFX §11.
/// </summary>
internal sealed class StepBins
{
    private readonly double[] edges;
    private readonly double precision;

    private StepBins(double[] edges)
    {
        this.edges = edges;
        double narrowest = double.PositiveInfinity;
        for (int k = 0; k + 1 < edges.Length; k++)
        {
            narrowest = Math.Min(narrowest, edges[k + 1] - edges[k]);
        }

        precision = Math.Pow(10, (int)-Math.Log10(narrowest) + 6);
    }

    /// <summary>Number of bins.</summary>
    public int Count => edges.Length - 1;

    /// <summary>Width of the first bin, in s.</summary>
    public double Width => edges[1] - edges[0];

    /// <summary>Bins over [start, end] s of about <paramref name="width"/> ms; the number of bins comes from times rounded to ms.</summary>
    /// <exception cref="AnalysisFailureException">The step is shorter than one bin.</exception>
    public static StepBins Create(double start, double end, int width)
    {
        double duration = RoundToMilliseconds(end) - RoundToMilliseconds(start);
        int count = (int)(duration / 0.001) / width;
        if (count < 1)
        {
            throw new AnalysisFailureException(
                FailureReason.TooFewSamples, null, FormattableString.Invariant($"A step of {duration:0.###} s has no bin of {width} ms."));
        }

        double[] edges = new double[count + 1];
        double step = (end - start) / count;
        for (int k = 0; k < count; k++)
        {
            edges[k] = start + (k * step);
        }

        edges[count] = end;
        return new StepBins(edges);
    }

    /// <summary>The bin of a value, or -1.</summary>
    public int IndexOf(double value)
    {
        if (value < edges[0] || double.IsNaN(value))
        {
            return -1;
        }

        if (value >= edges[^1])
        {
            return Math.Round(value * precision, MidpointRounding.ToEven) == Math.Round(edges[^1] * precision, MidpointRounding.ToEven) ? Count - 1 : -1;
        }

        int place = Array.BinarySearch(edges, value);
        return place >= 0 ? place : ~place - 1;
    }

    /// <summary>Mean of the values in each bin; bins without a known mean are interpolated linearly, and beyond the outermost known ones constant.</summary>
    public double[] FilledMeans(double[] times, double[] values)
    {
        double[] means = new double[Count];
        int[] counts = new int[Count];
        for (int k = 0; k < times.Length; k++)
        {
            int bin = IndexOf(times[k]);
            if (bin >= 0)
            {
                means[bin] += values[k];
                counts[bin]++;
            }
        }

        List<int> known = [];
        for (int bin = 0; bin < means.Length; bin++)
        {
            means[bin] /= counts[bin];
            if (!double.IsNaN(means[bin]))
            {
                known.Add(bin);
            }
        }

        if (known.Count == 0)
        {
            throw new AnalysisFailureException(FailureReason.Undefined, null, "No bin of the step has a known value.");
        }

        Fill(means, known);
        return means;
    }

    private static void Fill(double[] means, List<int> known)
    {
        int right = 0;
        for (int bin = 0; bin < means.Length; bin++)
        {
            if (!double.IsNaN(means[bin]))
            {
                continue;
            }

            while (right < known.Count && known[right] < bin)
            {
                right++;
            }

            means[bin] = right == 0 ? means[known[0]]
                : right == known.Count ? means[known[^1]]
                : Between(known[right - 1], means[known[right - 1]], known[right], means[known[right]], bin);
        }
    }

    // Infinite rates occur (a spike at the very onset); the line is then taken from the other end.
    private static double Between(int x0, double y0, int x1, double y1, int x)
    {
        double slope = (y1 - y0) / (x1 - x0);
        double value = (slope * (x - x0)) + y0;
        value = double.IsNaN(value) ? (slope * (x - x1)) + y1 : value;
        return double.IsNaN(value) && y0 == y1 ? y0 : value;
    }

    private static double RoundToMilliseconds(double time) => Math.Round(time * 1000, MidpointRounding.ToEven) / 1000;
}
