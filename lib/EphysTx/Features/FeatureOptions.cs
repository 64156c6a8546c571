using EphysTx.Features.Spikes;
using EphysTx.Recordings.Nwb;
using EphysTx.Recordings.Quality;

namespace EphysTx.Features;

/// <summary>Which action potentials the families <c>first_ap_v</c> and <c>first_ap_dv</c> hold.</summary>
public enum ActionPotentialSources
{
    /// <summary>That of the rheobase long square alone.</summary>
    LongSquare,

    /// <summary>Those of short square, long square and ramp, one after the other; a missing one is NaN.</summary>
    ShortSquareLongSquareRamp,
}

/// <summary>
/// How features are drawn from a recording. Two presets: <see cref="Paper"/> gives what the paper's code gives, traps included; <see cref="Recommended"/> has
/// the same definitions without the traps. Each property that mends a trap says why.
/// </summary>
public sealed record FeatureOptions
{
    /// <summary>Name of the preset, for reports; "custom" when built by hand.</summary>
    public string Name { get; init; } = "custom";

    /// <summary>
    /// How NWB files are read. Recommended reads files without sweep table as well and adds a series' offset, which the reference ignores.
    /// </summary>
    public NwbReadOptions Reading { get; init; } = new() { ReadAmplifierSettings = false };

    /// <summary>
    /// Which sweeps are taken. Recommended drops sweeps that fail quality control (the reference measures quality and then does not look at it), never brings tagged sweeps back
    /// (an accident of the reference), and drops a sweep that cannot be read instead of the cell.
    /// </summary>
    public SweepSelectionOptions Sweeps { get; init; } = new();

    /// <summary>
    /// Spike detection. Recommended ends the search for a fast trough at a clipped last spike (otherwise that spike spoils the one before it), and filters recordings of
    /// 20 kHz and below at 45 % of the Nyquist frequency instead of refusing them.
    /// </summary>
    public SpikeDetectionOptions Spikes { get; init; } = new();

    /// <summary>
    /// Whether each sweep is analysed in the window of its own stimulus. The reference takes the window of the first sweep for all, so that one odd first sweep changes the length of every
    /// family, and sweeps with another step are measured in the wrong place.
    /// </summary>
    public bool WindowPerSweep { get; init; }

    /// <summary>
    /// Whether a window ends when the stimulus is off again. The reference ends it at the last sample that is on, so that windows are one sample short, bins 19.9996 ms and steps 139 instead
    /// of 140 points.
    /// </summary>
    public bool WindowEndsAtOffTime { get; init; }

    /// <summary>
    /// Whether one long-square sweep that cannot be measured is dropped with its reason. In the reference it takes all twelve families with it; so does a cell without suprathreshold or without
    /// subthreshold sweeps, where here only the families concerned are missing.
    /// </summary>
    public bool IsolateFailures { get; init; }

    /// <summary>Whether a cell without short squares fails. Its families do not use them; the reference stumbles over their absence.</summary>
    public bool RequireShortSquares { get; init; }

    /// <summary>
    /// Sources of the action potential families. The reference means to use all three protocols, but two of them never contribute (a missing table entry whose error is swallowed).
    /// </summary>
    public ActionPotentialSources ActionPotentials { get; init; } = ActionPotentialSources.LongSquare;

    /// <summary>
    /// How long after a short square spikes are sought, in s. The reference uses the pulse itself, within which most of its spikes have not yet peaked.
    /// </summary>
    public double ShortSquareExtension { get; init; }

    /// <summary>
    /// Whether spikes whose threshold lies at or before the step's onset are dropped: the step did not evoke them, and they give negative or infinite frequencies.
    /// </summary>
    public bool DropSpikesBeforeOnset { get; init; }

    /// <summary>Whether target 0 is the rheobase sweep itself; the reference may take another of the same amplitude.</summary>
    public bool FirstTargetIsRheobase { get; init; }

    /// <summary>
    /// Whether a hyperpolarising step made from one neighbouring amplitude is scaled to the end of the trace, recovery included; one made from two neighbours is not.
    /// </summary>
    public bool ScaleRecovery { get; init; } = true;

    /// <summary>
    /// Whether an interval without fast trough is skipped in <c>isi_shape</c>, and a target sweep with clipped spikes only counts as missing in the spike-feature families; the reference gives
    /// the families up.
    /// </summary>
    public bool SkipIncompleteSpikes { get; init; }

    /// <summary>Amplitudes above rheobase of the binned families, in pA.</summary>
    public IReadOnlyList<double> Targets { get; init; } = [0, 40, 80];

    /// <summary>How far an amplitude may lie from its target, in pA.</summary>
    public double TargetTolerance { get; init; } = 5;

    /// <summary>What the paper's code gives, its traps included (spec IPFX §17).</summary>
    public static FeatureOptions Paper { get; } = new()
    {
        Name = "paper",
        Reading = new NwbReadOptions { RequireSweepTable = true, ApplyOffset = false, ReadAmplifierSettings = false },
        Sweeps = new SweepSelectionOptions { RestoreAllWhenNoneRemain = true },
        RequireShortSquares = true,
    };

    /// <summary>The same definitions without the traps.</summary>
    public static FeatureOptions Recommended { get; } = new()
    {
        Name = "recommended",
        Sweeps = new SweepSelectionOptions { DropSweepsFailingQuality = true, IsolateSweepFailures = true },
        Spikes = new SpikeDetectionOptions { StopTroughAtClippedSpike = true, CutoffLimit = 0.45 },
        WindowPerSweep = true,
        WindowEndsAtOffTime = true,
        IsolateFailures = true,
        ActionPotentials = ActionPotentialSources.ShortSquareLongSquareRamp,
        ShortSquareExtension = 0.1,
        DropSpikesBeforeOnset = true,
        FirstTargetIsRheobase = true,
        ScaleRecovery = false,
        SkipIncompleteSpikes = true,
    };
}
