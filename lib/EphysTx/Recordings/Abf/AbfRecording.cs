using EphysTx.Recordings.Stimuli;

namespace EphysTx.Recordings.Abf;

/// <summary>
/// An ABF file as a recording: the first channel of a voltage under an output or channel of a current is a cell in current clamp. Protocols are told from the form of the command
/// (<see cref="DetectedStimulus"/>), computed from the file's epochs, or recorded beside the voltage where the waveform came from another file; a sweep of none is of no protocol and its stimulus says why.
/// </summary>
public static class AbfRecording
{
    // Codes that the standard ontology knows, so that analysis takes detected stimuli as it takes named ones.
    private const string LongSquareCode = "longsquaretemp";
    private const string ShortSquareCode = "shortsquaretemp";
    private const string RampCode = "Ramp";

    /// <summary>Reads a file as a recording.</summary>
    /// <exception cref="AnalysisFailureException">The file cannot be used, or has no channel of a voltage or of a current.</exception>
    public static Recording Open(string path) => Of(AbfFile.Read(path), Path.GetFileName(path));

    /// <summary>Reads several files as one recording: a cell whose protocols stand in files of their own. Sweeps are numbered on.</summary>
    /// <inheritdoc cref="Open(string)"/>
    public static Recording Open(IReadOnlyList<string> paths, string name)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var sweeps = new List<Sweep>();
        foreach (string path in paths)
        {
            using Recording one = Open(path);
            int first = sweeps.Count;
            sweeps.AddRange(one.Sweeps.Select(sweep => sweep with { Number = first + sweep.Number }));
        }

        return new Recording(name, sweeps);
    }

    /// <summary>A file that was read already, as a recording.</summary>
    public static Recording Of(AbfFile file, string name)
    {
        ArgumentNullException.ThrowIfNull(file);
        int voltage = Find(file.Channels, channel => AbfUnit.MillivoltsPer(channel.Unit));
        int current = Find(file.Outputs, output => AbfUnit.PicoamperesPer(output.Unit), output => output.WaveformEnabled);
        if (voltage >= 0 && current < 0)
        {
            current = Find(file.Outputs, output => AbfUnit.PicoamperesPer(output.Unit));
        }

        return voltage >= 0 && current >= 0
            ? new Recording(name, CurrentClamp(file, voltage, current))
            : new Recording(name, Enumerable.Range(0, file.Sweeps.Count).Select(sweep => VoltageClamp(file, sweep)));
    }

    private static IEnumerable<Sweep> CurrentClamp(AbfFile file, int channel, int output)
    {
        double toPicoamperes = AbfUnit.PicoamperesPer(file.Outputs[output].Unit)!.Value;
        double holding = file.Outputs[output].Holding * toPicoamperes;
        double[]?[] commands = [.. Enumerable.Range(0, file.Sweeps.Count).Select(sweep => file.Command(output, sweep)?.Select(value => (value * toPicoamperes) - holding).ToArray())];
        int recorded = Find(file.Channels, one => AbfUnit.PicoamperesPer(one.Unit));
        bool[] isRecorded = Array.ConvertAll(commands, command => command is null && recorded >= 0);
        for (int sweep = 0; sweep < commands.Length; sweep++)
        {
            commands[sweep] ??= recorded < 0 ? null : Recorded(file, recorded, sweep);
        }

        int? testPulse = DetectedStimulus.CommonTestPulse([.. commands.OfType<double[]>()]);
        for (int sweep = 0; sweep < commands.Length; sweep++)
        {
            yield return commands[sweep] is { } command
                ? Known(file, channel, sweep, command, holding, testPulse)
                : Unknown(sweep, file.SamplingRate, ClampMode.CurrentClamp, isRecorded[sweep]
                    ? "the command came from another file, and the recorded current is neither one step nor one ramp"
                    : "the command came from another file, so that it is not known");
        }
    }

    private static double[]? Recorded(AbfFile file, int channel, int sweep)
    {
        double toPicoamperes = AbfUnit.PicoamperesPer(file.Channels[channel].Unit)!.Value;
        return RecordedCommand.Of(Array.ConvertAll(file.Samples(channel, sweep), value => value * toPicoamperes), file.SamplingRate);
    }

    private static Sweep Known(AbfFile file, int channel, int sweep, double[] command, double holding, int? testPulse)
    {
        double scale = AbfUnit.MillivoltsPer(file.Channels[channel].Unit)!.Value;
        DetectedStimulus stimulus = DetectedStimulus.Of(command, file.SamplingRate, testPulse ?? 0);
        int length = stimulus.Protocol == StimulusProtocol.Other ? command.Length : stimulus.Length;
        return new Sweep
        {
            Number = sweep,
            StimulusCode = stimulus.Protocol switch
            {
                StimulusProtocol.LongSquare => LongSquareCode,
                StimulusProtocol.ShortSquare => ShortSquareCode,
                StimulusProtocol.Ramp => RampCode,
                _ => "",
            },
            ClampMode = ClampMode.CurrentClamp,
            SamplingRate = file.SamplingRate,
            BiasCurrent = holding,
            StimulusDescription = stimulus.Words,
            HasTestPulse = testPulse is not null,
            HasMargins = false,
            Read = _ =>
            {
                float[] voltage = file.Samples(channel, sweep)[..length];
                if (scale != 1)
                {
                    voltage = Array.ConvertAll(voltage, value => (float)(value * scale));
                }

                return new SweepTraces(new SampleArray(command[..length]), new SampleArray(voltage));
            },
        };
    }

    private static Sweep VoltageClamp(AbfFile file, int sweep) =>
        Unknown(sweep, file.SamplingRate, ClampMode.VoltageClamp, "no channel of a voltage under a commanded current: not current clamp");

    private static Sweep Unknown(int sweep, double samplingRate, ClampMode mode, string why) => new()
    {
        Number = sweep,
        StimulusCode = "",
        ClampMode = mode,
        SamplingRate = samplingRate,
        StimulusDescription = why,
        Defect = mode == ClampMode.CurrentClamp ? new Failure(FailureReason.SweepWithoutPartner, sweep, $"Sweep {sweep}: {why}.") : null,
        Read = _ => throw new AnalysisFailureException(FailureReason.SweepWithoutPartner, sweep, $"Sweep {sweep}: {why}."),
    };

    private static int Find<T>(IReadOnlyList<T> items, Func<T, double?> factor, Func<T, bool>? also = null)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (factor(items[i]) is not null && (also?.Invoke(items[i]) ?? true))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>Units as rigs write them.</summary>
internal static class AbfUnit
{
    /// <summary>From a unit of voltage to mV; null for another.</summary>
    public static double? MillivoltsPer(string unit) => unit.Trim() switch
    {
        "mV" => 1,
        "V" => 1e3,
        "uV" or "µV" or "μV" => 1e-3,
        _ => null,
    };

    /// <summary>From a unit of current to pA; null for another.</summary>
    public static double? PicoamperesPer(string unit) => unit.Trim() switch
    {
        "pA" => 1,
        "nA" => 1e3,
        "uA" or "µA" or "μA" => 1e6,
        "A" => 1e12,
        _ => null,
    };
}
