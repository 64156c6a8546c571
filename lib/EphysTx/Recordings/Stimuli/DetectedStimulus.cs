namespace EphysTx.Recordings.Stimuli;

/// <summary>What a command looks like, judged from its samples alone.</summary>
/// <param name="Protocol">Long square, short square or ramp; <see cref="StimulusProtocol.Other"/> for anything else.</param>
/// <param name="Length">Samples of the sweep that belong to it; what comes after is another stimulus.</param>
/// <param name="Amplitude">Level of the step, or end of the ramp, relative to the level before, in the command's unit.</param>
/// <param name="Duration">In s.</param>
/// <param name="Words">The same in words, or why it is of no protocol.</param>
public sealed record DetectedStimulus(StimulusProtocol Protocol, int Length, double Amplitude, double Duration, string Words)
{
    /// <summary>Steps up to this long are short squares, in s (the Allen Institute's last 3 ms).</summary>
    public const double LongestShortSquare = 0.02;

    /// <summary>Steps from this length on are long squares, in s (the Allen Institute's last 1 s).</summary>
    public const double ShortestLongSquare = 0.15;

    /// <summary>Rises from this length on are ramps, in s.</summary>
    public const double ShortestRamp = 0.1;

    private const double ShortestPause = 0.05;
    private const double RampTolerance = 0.02;

    // A converter's levels make stairs; a longer flat stretch ends a ramp.
    private const double LongestStair = 0.01;

    /// <summary>Looks at a command.</summary>
    /// <param name="command">Its samples; level changes are exact, as in a command that was computed and not recorded.</param>
    /// <param name="samplingRate">In Hz.</param>
    /// <param name="from">First sample to look at; what is before is a test pulse.</param>
    public static DetectedStimulus Of(ReadOnlySpan<double> command, double samplingRate, int from = 0)
    {
        int on = NextChange(command, from);
        if (on < 0)
        {
            return new DetectedStimulus(StimulusProtocol.Other, command.Length, 0, 0, "no stimulus");
        }

        double before = command[on - 1];
        int off = NextChange(command, on);
        if (off < 0)
        {
            return new DetectedStimulus(
                StimulusProtocol.Other, command.Length, command[on] - before, (command.Length - on) / samplingRate, "a step that does not end within the sweep");
        }

        return off - on <= LongestStair * samplingRate && Ramp(command, on, samplingRate) is { } ramp ? ramp : Square(command, on, off, samplingRate);
    }

    /// <summary>Whether the first pulse of all sweeps is the same, so that it is a test pulse; returns where it ends.</summary>
    /// <param name="commands">The commands of all sweeps; at least three.</param>
    public static int? CommonTestPulse(IReadOnlyList<double[]> commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        if (commands.Count < 3)
        {
            return null;
        }

        (int On, int Off, double Level)? common = null;
        bool anyFollows = false;
        foreach (double[] command in commands)
        {
            int on = NextChange(command, 0), off = on < 0 ? -1 : NextChange(command, on);
            if (off < 0 || command[off] != command[on - 1] || (common ??= (on, off, command[on])) != (on, off, command[on]))
            {
                return null;
            }

            anyFollows |= NextChange(command, off) >= 0;
        }

        return anyFollows ? common?.Off : null;
    }

    private static DetectedStimulus Square(ReadOnlySpan<double> command, int on, int off, double samplingRate)
    {
        double before = command[on - 1], amplitude = command[on] - before, duration = (off - on) / samplingRate;
        string step = FormattableString.Invariant($"a step of {duration * 1000:0.#} ms");
        if (command[off] != before)
        {
            return new DetectedStimulus(StimulusProtocol.Other, command.Length, amplitude, duration, $"{step} that goes over into another level");
        }

        int next = NextChange(command, off);
        int length = next < 0 ? command.Length : next;
        if (next >= 0 && next - off < ShortestPause * samplingRate)
        {
            return new DetectedStimulus(StimulusProtocol.Other, command.Length, amplitude, duration, $"{step} with another soon after it");
        }

        StimulusProtocol protocol = duration <= LongestShortSquare ? StimulusProtocol.ShortSquare
            : duration >= ShortestLongSquare ? StimulusProtocol.LongSquare
            : StimulusProtocol.Other;
        return new DetectedStimulus(protocol, length, amplitude, duration, protocol switch
        {
            StimulusProtocol.ShortSquare => $"short square ({step})",
            StimulusProtocol.LongSquare => $"long square ({step})",
            _ => $"{step} is neither short nor long",
        });
    }

    // Rising throughout, near the straight line from its beginning to its end.
    private static DetectedStimulus? Ramp(ReadOnlySpan<double> command, int on, double samplingRate)
    {
        int end = on;
        while (end + 1 < command.Length && command[end + 1] >= command[end] && Rises(command, end, samplingRate))
        {
            end++;
        }

        double first = command[on - 1], last = command[end], duration = (end - on + 1) / samplingRate;
        if (duration < ShortestRamp || last <= first)
        {
            return null;
        }

        for (int k = on; k <= end; k++)
        {
            double line = first + ((last - first) * (k - on + 1) / (end - on + 1));
            if (Math.Abs(command[k] - line) > RampTolerance * (last - first))
            {
                return null;
            }
        }

        return new DetectedStimulus(
            StimulusProtocol.Ramp, command.Length, last - first, duration, FormattableString.Invariant($"ramp (to {last - first:0.###} in {duration:0.###} s)"));
    }

    private static bool Rises(ReadOnlySpan<double> command, int at, double samplingRate)
    {
        int until = (int)Math.Min(command.Length - 1.0, at + (LongestStair * samplingRate));
        return command[until] > command[at];
    }

    private static int NextChange(ReadOnlySpan<double> command, int from)
    {
        if (from >= command.Length)
        {
            return -1;
        }

        int at = command[from..].IndexOfAnyExcept(command[from]);
        return at < 0 ? -1 : from + at;
    }
}
