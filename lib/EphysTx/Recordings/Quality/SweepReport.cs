using EphysTx.Recordings.Epochs;

namespace EphysTx.Recordings.Quality;

/// <summary>What became of a sweep.</summary>
public enum SweepOutcome
{
    /// <summary>Not looked at: voltage clamp, a test or a search sweep.</summary>
    NotCandidate,

    /// <summary>Sound, and within the quality criteria.</summary>
    Passed,

    /// <summary>Sound, but outside the quality criteria.</summary>
    FailedQuality,

    /// <summary>Not sound: it has integrity tags.</summary>
    Tagged,

    /// <summary>It could not be read or measured.</summary>
    Unreadable,
}

/// <summary>Audit of one sweep.</summary>
/// <param name="Number">Sweep number.</param>
/// <param name="StimulusCode">Its stimulus code.</param>
/// <param name="StimulusName">Name of the stimulus; see <see cref="Stimuli.StimulusOntology"/>.</param>
/// <param name="ClampMode">Its clamp mode.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Epochs">Its epochs; null when it was not looked at or not readable.</param>
/// <param name="Tags">Integrity tags.</param>
/// <param name="Quality">Quality numbers; null for tagged sweeps and those not looked at.</param>
/// <param name="Failures">Reasons against the sweep, empty when it passed or was not looked at.</param>
public sealed record SweepReport(
    int Number,
    string StimulusCode,
    string StimulusName,
    ClampMode ClampMode,
    SweepOutcome Outcome,
    SweepEpochs? Epochs,
    IReadOnlyList<string> Tags,
    SweepQuality? Quality,
    IReadOnlyList<Failure> Failures);
