using EphysTx.Recordings;
using EphysTx.Recordings.Quality;

namespace EphysTx.Features.Extraction;

/// <summary>What was drawn from one recording, as it is kept and written: no traces, and no path of the machine it was made on.</summary>
/// <param name="Id">Identifier, unique among the recordings drawn together: the file name without its ending, with folders where that is needed.</param>
/// <param name="File">The file name as it was given, relative to the folder that was named.</param>
/// <param name="Sweeps">How many sweeps the recording has; 0 when it could not be read.</param>
/// <param name="SweepsPassed">How many of them passed quality control.</param>
/// <param name="Error">Why the recording failed as a whole; null when it did not.</param>
/// <param name="Families">The families in order, a missing one with its reason; empty when the recording failed.</param>
/// <param name="Scalars">The scalar features in order; empty when the recording failed.</param>
/// <param name="Dropped">Sweeps that were not used, with their reasons.</param>
public sealed record ExtractedCell(
    string Id,
    string File,
    int Sweeps,
    int SweepsPassed,
    Failure? Error,
    IReadOnlyList<FamilyVector> Families,
    IReadOnlyList<ScalarValue> Scalars,
    IReadOnlyList<Failure> Dropped)
{
    /// <summary>Keeps what was drawn from a recording, with the reasons of the sweeps that were not used.</summary>
    internal static ExtractedCell From(RecordingFeatures features, string id, string file, int sweeps) => new(
        id,
        file,
        sweeps,
        features.Sweeps.Count(sweep => sweep.Outcome == SweepOutcome.Passed),
        features.Error,
        features.Families,
        features.Scalars,
        [.. features.Sweeps.Where(sweep => sweep.Outcome is not SweepOutcome.Passed).SelectMany(sweep => sweep.Failures), .. features.Dropped]);

    /// <summary>Whether the recording could be opened, whatever became of it afterwards.</summary>
    public bool IsReadable => Error is null || Sweeps > 0 || !FileProblem.IsOfFile(Error.Reason);
}
