namespace EphysTx.Recordings;

/// <summary>
/// One sweep of a recording: what is known about it without reading samples, and how to read them. A reader fills it; traces are
/// read when asked for and not kept.
/// </summary>
public sealed record Sweep
{
    /// <summary>Sweep number, unique in the recording; analyses go through sweeps in ascending order of it.</summary>
    public required int Number { get; init; }

    /// <summary>Stimulus code, for example <c>X4PS_SupraThresh</c> (see <see cref="Stimuli.StimulusCode"/>).</summary>
    public required string StimulusCode { get; init; }

    /// <summary>Clamp mode, from the kind of the response.</summary>
    public required ClampMode ClampMode { get; init; }

    /// <summary>Samples per second of both traces, in Hz.</summary>
    public required double SamplingRate { get; init; }

    /// <summary>Reads both traces; it may throw <see cref="AnalysisFailureException"/> or <see cref="EphysTxException"/>.</summary>
    public required Func<CancellationToken, SweepTraces> Read { get; init; }

    /// <summary>Why the sweep cannot be used at all (for example no stimulus partner), found without reading samples; else null.</summary>
    public Failure? Defect { get; init; }

    /// <summary>Holding current in pA; NaN when not stated.</summary>
    public double BiasCurrent { get; init; } = double.NaN;

    /// <summary>Bridge balance in MΩ; NaN when not stated.</summary>
    public double BridgeBalance { get; init; } = double.NaN;

    /// <summary>Capacitance compensation in pF; NaN when not stated.</summary>
    public double CapacitanceCompensation { get; init; } = double.NaN;

    /// <summary>Description of the stimulus as the file gives it; empty when there is none.</summary>
    public string StimulusDescription { get; init; } = "";

    /// <summary>Whether the first pulse of the stimulus is a test pulse, as in Allen recordings; without one the stimulus begins with its first change.</summary>
    public bool HasTestPulse { get; init; } = true;

    /// <summary>
    /// Whether half a second is recorded before and after the stimulus, so that less means that the recording was stopped. Other rigs record as much as they like; what is there is used then.
    /// </summary>
    public bool HasMargins { get; init; } = true;

    /// <summary>Reads the traces and checks that they have the same length.</summary>
    /// <exception cref="AnalysisFailureException">The sweep has a defect, no sampling rate or no samples, or its traces differ in length.</exception>
    public SweepTraces ReadTraces(CancellationToken cancellationToken)
    {
        if (Defect is not null)
        {
            throw new AnalysisFailureException(Defect);
        }

        if (!(double.IsFinite(SamplingRate) && SamplingRate > 0))
        {
            throw new AnalysisFailureException(FailureReason.UnreadableFile, Number, $"Sweep {Number} has no sampling rate; series with time stamps are not read.");
        }

        SweepTraces traces = Read(cancellationToken);
        if (traces.Stimulus.Length != traces.Response.Length)
        {
            throw new AnalysisFailureException(
                FailureReason.TraceLengthMismatch,
                Number,
                $"Sweep {Number} has {traces.Stimulus.Length} stimulus samples and {traces.Response.Length} response samples.");
        }

        return traces.Response.Length > 0
            ? traces
            : throw new AnalysisFailureException(FailureReason.TooFewSamples, Number, $"Sweep {Number} has no samples.");
    }
}
