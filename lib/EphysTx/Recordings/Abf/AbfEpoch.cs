namespace EphysTx.Recordings.Abf;

/// <summary>Form of an epoch of the stimulus.</summary>
public enum AbfEpochKind
{
    /// <summary>No epoch.</summary>
    Off,

    /// <summary>One level.</summary>
    Step,

    /// <summary>A straight line from the level before to its own.</summary>
    Ramp,

    /// <summary>A train of rectangles on the level before.</summary>
    PulseTrain,

    /// <summary>A train of triangles on the level before.</summary>
    TriangleTrain,

    /// <summary>A train of cosines between the level before and its own.</summary>
    CosineTrain,

    /// <summary>Not used by the acquisition.</summary>
    Reserved,

    /// <summary>A train of rectangles, first to its own level, then as far to the other side.</summary>
    BiphasicTrain,
}

/// <summary>One epoch of an output's waveform.</summary>
/// <param name="Kind">Its form.</param>
/// <param name="Level">Its level in the first sweep, in the output's unit.</param>
/// <param name="LevelStep">Added to the level in each further sweep.</param>
/// <param name="Duration">Its length in the first sweep, in samples per channel.</param>
/// <param name="DurationStep">Added to the length in each further sweep.</param>
/// <param name="Period">From one pulse of a train to the next, in samples.</param>
/// <param name="Width">Width of a pulse of a train, in samples.</param>
public sealed record AbfEpoch(AbfEpochKind Kind, double Level, double LevelStep, int Duration, int DurationStep, int Period, int Width);

/// <summary>Draws the command of an output from its epochs.</summary>
internal static class AbfCommand
{
    // The acquisition holds before the first epoch for this part of the sweep.
    private const int HoldingPart = 64;

    public static double[]? Of(AbfOutput output, AbfMode mode, int points, int sweep)
    {
        var command = new double[points];
        Array.Fill(command, output.Holding);
        if (mode != AbfMode.Episodic || !output.WaveformEnabled || output.Epochs.Count == 0)
        {
            return command;
        }

        if (output.WaveformSource != 1)
        {
            return null;
        }

        // A level that is kept is that of the last epoch of the sweep before.
        double level = output.KeepsLastLevel && sweep > 0 ? LevelOf(output.Epochs[^1], sweep - 1) : output.Holding;
        int at = points / HoldingPart;
        Fill(command, 0, at, level);
        foreach (AbfEpoch epoch in output.Epochs)
        {
            int length = (int)Math.Clamp(epoch.Duration + ((long)epoch.DurationStep * sweep), 0, points - at);
            level = Draw(command.AsSpan(at, length), epoch, level, LevelOf(epoch, sweep));
            at += length;
        }

        Fill(command, at, points, output.KeepsLastLevel ? level : output.Holding);
        return command;
    }

    /// <summary>Draws one epoch and returns the level at its end.</summary>
    private static double Draw(Span<double> part, AbfEpoch epoch, double before, double level)
    {
        int period = Math.Max(1, epoch.Period), width = Math.Clamp(epoch.Width, 0, period);
        for (int k = 0; k < part.Length; k++)
        {
            int phase = k % period;
            part[k] = epoch.Kind switch
            {
                AbfEpochKind.Step => level,
                AbfEpochKind.Ramp => before + ((level - before) * (part.Length == 1 ? 0 : k / (part.Length - 1.0))),
                AbfEpochKind.PulseTrain => phase < width ? level : before,
                AbfEpochKind.BiphasicTrain => phase >= width ? before : phase < width / 2 ? level : (2 * before) - level,
                AbfEpochKind.TriangleTrain => before + ((level - before) * (phase < width ? phase / (double)Math.Max(1, width) : (period - phase) / (double)Math.Max(1, period - width))),
                AbfEpochKind.CosineTrain => before + ((level - before) * 0.5 * (1 - Math.Cos(2 * Math.PI * phase / period))),
                _ => before,
            };
        }

        return epoch.Kind is AbfEpochKind.Step or AbfEpochKind.Ramp ? level : before;
    }

    private static double LevelOf(AbfEpoch epoch, int sweep) => epoch.Level + (epoch.LevelStep * sweep);

    private static void Fill(double[] command, int start, int end, double level) => Array.Fill(command, level, start, end - start);
}
