using EphysTx.Recordings;
using EphysTx.Recordings.Quality;

namespace EphysTx.Features;

/// <summary>One feature family of a cell.</summary>
/// <param name="Name">Its name; see <see cref="Families.FamilyNames"/>.</param>
/// <param name="Values">Its values, or null when the family could not be computed. NaN marks a single missing value.</param>
/// <param name="Failure">Why it, or a part of it, is missing; null when nothing is.</param>
public sealed record FamilyVector(string Name, double[]? Values, Failure? Failure);

/// <summary>One scalar feature of a cell.</summary>
/// <param name="Name">Its name; see <see cref="Scalars.ScalarFeatures"/>.</param>
/// <param name="Value">Its value in its unit; NaN when missing.</param>
/// <param name="Failure">Why it is missing; null when it is not.</param>
public sealed record ScalarValue(string Name, double Value, Failure? Failure);

/// <summary>Whether a recording gave features at all.</summary>
public enum RecordingStatus
{
    /// <summary>Features were computed; single families may be missing all the same.</summary>
    Ok,

    /// <summary>The recording failed as a whole.</summary>
    Error,
}

/// <summary>All that was drawn from one recording.</summary>
/// <param name="Name">Name of the recording.</param>
/// <param name="Preset">Name of the options.</param>
/// <param name="Error">Why the recording failed as a whole; null when it did not.</param>
/// <param name="Families">The twelve families in order; empty when the recording failed.</param>
/// <param name="Scalars">The scalar features in order; empty when the recording failed.</param>
/// <param name="Sweeps">What became of each sweep; empty when the recording could not be read.</param>
/// <param name="Dropped">Sweeps dropped during analysis, after quality control, with their reasons.</param>
public sealed record RecordingFeatures(
    string Name,
    string Preset,
    Failure? Error,
    IReadOnlyList<FamilyVector> Families,
    IReadOnlyList<ScalarValue> Scalars,
    IReadOnlyList<SweepReport> Sweeps,
    IReadOnlyList<Failure> Dropped)
{
    /// <summary>Whether the recording gave features at all.</summary>
    public RecordingStatus Status => Error is null ? RecordingStatus.Ok : RecordingStatus.Error;
}
