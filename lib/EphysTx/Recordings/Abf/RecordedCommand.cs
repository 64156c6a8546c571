using EphysTx.Recordings.Stimuli;

namespace EphysTx.Recordings.Abf;

/// <summary>
/// The command as a rig recorded it beside the voltage, where the file does not say how it was computed. Only one step or one ramp per sweep can be told from a noisy current; it is given back
/// without its noise, relative to the level before, so that <see cref="DetectedStimulus"/> takes it as it takes a computed one.
/// </summary>
internal static class RecordedCommand
{
    private const double Smoothing = 0.0005; // s
    private const double Edge = 0.001; // s, rise and fall of the amplifier
    private const double ShortestBefore = 0.005; // s
    private const double Deviations = 4;
    private const double LeastCurrent = 3; // pA
    private const double Tolerance = 0.05; // of the amplitude

    /// <summary>The command in pA; null when it is empty, or neither constant nor one step nor one ramp.</summary>
    /// <param name="current">Recorded current in pA.</param>
    /// <param name="samplingRate">In Hz.</param>
    public static double[]? Of(ReadOnlySpan<double> current, double samplingRate)
    {
        if (current.IsEmpty)
        {
            return null;
        }

        double[] smooth = Smooth(current, Math.Max(1, (int)(Smoothing * samplingRate)));
        int before = Math.Min(smooth.Length, Math.Max((int)(ShortestBefore * samplingRate), smooth.Length / 50));
        double level = Median(smooth.AsSpan(0, before));
        double noise = NoiseOf(current);
        double largest = smooth.Max(value => Math.Abs(value - level)), least = Math.Max(LeastCurrent, Deviations * noise);
        var command = new double[smooth.Length];
        if (largest <= least)
        {
            return command;
        }

        // Half the height of a step is where it begins and ends; a ramp begins where it leaves the noise.
        int on = Array.FindIndex(smooth, value => Math.Abs(value - level) > largest / 2), off = Array.FindLastIndex(smooth, value => Math.Abs(value - level) > largest / 2) + 1;
        int edge = Math.Min((int)(Edge * samplingRate), (off - on) / 4);
        double step = Median(smooth.AsSpan(on + edge, off - on - (2 * edge))) - level, tolerance = Math.Max(least, Tolerance * Math.Abs(step));
        if (Fits(smooth, 0, on - edge, _ => level, tolerance) && Fits(smooth, on + edge, off - edge, _ => level + step, tolerance) && Fits(smooth, off + edge, smooth.Length, _ => level, tolerance))
        {
            command.AsSpan(on, off - on).Fill(Math.Round(step));
            return command;
        }

        int start = Array.FindIndex(smooth, value => value - level > least), end = Array.FindLastIndex(smooth, value => value - level > largest / 2);
        for (int k = end, until = end - (int)(2 * Edge * samplingRate); k >= Math.Max(until, 0); k--)
        {
            // The top, before the smoothed fall.
            end = smooth[k] > smooth[end] ? k : end;
        }

        if (start < 0 || end - start < DetectedStimulus.ShortestRamp * samplingRate)
        {
            return null;
        }

        double slope = (smooth[end] - smooth[start]) / (end - start), first = start - ((smooth[start] - level) / slope);
        if (!(slope > 0) || !(first >= 1) || !Fits(smooth, start, end, k => level + (slope * (k - first)), Math.Max(least, Tolerance * largest)))
        {
            return null;
        }

        for (int k = (int)first + 1; k <= end; k++)
        {
            command[k] = slope * (k - (int)first);
        }

        return command;
    }

    // From one sample to the next, so that a slow wave is not taken for noise.
    private static double NoiseOf(ReadOnlySpan<double> current)
    {
        var steps = new double[Math.Max(0, current.Length - 1)];
        for (int k = 0; k < steps.Length; k++)
        {
            steps[k] = Math.Abs(current[k + 1] - current[k]);
        }

        return steps.Length == 0 ? 0 : 1.4826 * Median(steps) / Math.Sqrt(2);
    }

    private static bool Fits(double[] values, int from, int to, Func<int, double> line, double tolerance)
    {
        for (int k = Math.Max(0, from); k < to; k++)
        {
            if (Math.Abs(values[k] - line(k)) > tolerance)
            {
                return false;
            }
        }

        return true;
    }

    // Mean of the samples about each; at the ends of those that are there.
    private static double[] Smooth(ReadOnlySpan<double> values, int width)
    {
        var sums = new double[values.Length + 1];
        for (int k = 0; k < values.Length; k++)
        {
            sums[k + 1] = sums[k] + values[k];
        }

        var smooth = new double[values.Length];
        for (int k = 0; k < smooth.Length; k++)
        {
            int from = Math.Max(0, k - (width / 2)), to = Math.Min(values.Length, k + (width / 2) + 1);
            smooth[k] = (sums[to] - sums[from]) / (to - from);
        }

        return smooth;
    }

    private static double Median(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted.Length == 0 ? double.NaN : sorted[sorted.Length / 2];
    }
}
