namespace EphysTx.Recordings;

/// <summary>Why a recording, a sweep, a feature or a family gave no value.</summary>
public enum FailureReason
{
    /// <summary>The file cannot be read or is not a recording.</summary>
    UnreadableFile,

    /// <summary>A sweep has no stimulus or no response, or several.</summary>
    SweepWithoutPartner,

    /// <summary>Stimulus and response of a sweep have different lengths.</summary>
    TraceLengthMismatch,

    /// <summary>The stimulus changes exactly once, so that its test pulse has no end.</summary>
    TestPulseWithoutEnd,

    /// <summary>The sweep failed an integrity check (a missing epoch, a recording that stopped early, NaN in the stimulus).</summary>
    SweepIntegrity,

    /// <summary>The sweep failed the numeric quality criteria.</summary>
    SweepQuality,

    /// <summary>No long-square sweep is left.</summary>
    NoLongSquareSweeps,

    /// <summary>No short-square sweep is left.</summary>
    NoShortSquareSweeps,

    /// <summary>No ramp sweep is left.</summary>
    NoRampSweeps,

    /// <summary>A sweep has no stimulus onset to align to or to take the analysis window from.</summary>
    NoStimulusEpoch,

    /// <summary>A time that the analysis needs lies outside the sweep.</summary>
    OutsideSweep,

    /// <summary>The sampling rate is too low for the derivative's low-pass filter.</summary>
    SamplingRateTooLow,

    /// <summary>The sweep has too few samples for the filter.</summary>
    TooFewSamples,

    /// <summary>A spike's stages collapse on each other, so that its upstroke, trough or downstroke has no sample.</summary>
    DegenerateSpike,

    /// <summary>No sweep of the protocol has a spike.</summary>
    NoSpikes,

    /// <summary>Spikes occur only without depolarising current.</summary>
    NoDepolarisingSpikes,

    /// <summary>Fewer spiking sweeps than the measure needs.</summary>
    TooFewSpikingSweeps,

    /// <summary>No silent sweep with a hyperpolarising step in the range of amplitudes.</summary>
    NoSubthresholdSweeps,

    /// <summary>The exponential fit of the membrane time constant has no samples to work on.</summary>
    TimeConstantFit,

    /// <summary>Fewer than two of the suprathreshold target amplitudes were recorded.</summary>
    TooFewTargetAmplitudes,

    /// <summary>No hyperpolarising sweep for the subthreshold families.</summary>
    NoHyperpolarisingSweeps,

    /// <summary>Traces that must be averaged have different lengths.</summary>
    UnequalTraceLengths,

    /// <summary>The fast trough after a spike is not known.</summary>
    NoFastTrough,

    /// <summary>No interspike interval is long enough.</summary>
    IntervalsTooShort,

    /// <summary>Every spike of a target sweep runs over the end of the analysis window.</summary>
    AllSpikesClipped,

    /// <summary>Fewer spikes than the measure needs.</summary>
    TooFewSpikes,

    /// <summary>No sweep has the amplitude that the measure asks for.</summary>
    NoSweepAtAmplitude,

    /// <summary>The definition divides by zero or by a missing value.</summary>
    Undefined,

    /// <summary>The file is not there.</summary>
    FileNotFound,

    /// <summary>The file may not be read.</summary>
    AccessDenied,

    /// <summary>The file has no bytes.</summary>
    EmptyFile,

    /// <summary>The file is of another kind: not HDF5, or HDF5 but not NWB 2.</summary>
    ForeignFile,

    /// <summary>The file is shorter than it says; a copy or download was probably cut off.</summary>
    TruncatedFile,

    /// <summary>The file contradicts itself or its format.</summary>
    DamagedFile,

    /// <summary>The file, or a part of it that is needed, could not be fetched over the network.</summary>
    NetworkFailure,

    /// <summary>An error that nobody foresaw; its text names it.</summary>
    Unexpected,

    /// <summary>The source leaves the value blank and does not say why.</summary>
    NotReported,
}
