using EphysTx.Recordings;
using EphysTx.Recordings.Nwb;

namespace EphysTx.Features.Extraction;

/// <summary>One recording to draw features from.</summary>
/// <param name="Id">Identifier, unique in the list; see <see cref="ExtractedCell.Id"/>.</param>
/// <param name="File">Name for reports; see <see cref="ExtractedCell.File"/>.</param>
/// <param name="Location">Full path or address.</param>
public abstract record RecordingInput(string Id, string File, string Location)
{
    /// <summary>
    /// A text that changes when the content changes, as cheaply as it can be had: what is finished is known again by it. Null when
    /// the content cannot be reached, so that it is tried again next time.
    /// </summary>
    public abstract string? Identity();

    /// <summary>Opens the recording.</summary>
    /// <exception cref="EphysTxException">It cannot be had, or is no recording.</exception>
    public abstract Recording Open(NwbReadOptions options, CancellationToken cancellationToken);

    /// <summary>
    /// Why bytes could not be had while the recording was read; null when all came. Sweeps that are missing for such a reason must not look as if the recording lacked them.
    /// </summary>
    public virtual Failure? Interruption => null;
}

/// <summary>A recording in a file on disk; path, size and time of the last change identify its content.</summary>
/// <param name="Id">Identifier, unique in the list.</param>
/// <param name="File">Name for reports.</param>
/// <param name="Location">Full path.</param>
public sealed record FileInput(string Id, string File, string Location) : RecordingInput(Id, File, Location)
{
    /// <inheritdoc/>
    public override string? Identity()
    {
        var file = new FileInfo(Location);
        return file.Exists ? FormattableString.Invariant($"{Location}\n{file.Length}\n{file.LastWriteTimeUtc.Ticks}") : null;
    }

    /// <inheritdoc/>
    public override Recording Open(NwbReadOptions options, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Location))
        {
            throw new AnalysisFailureException(FailureReason.ForeignFile, null, $"{File} is a folder, not a file.");
        }

        return new FileInfo(Location) is { Exists: true, Length: 0 }
            ? throw new AnalysisFailureException(FailureReason.EmptyFile, null, $"{File} is empty; copy or download it again.")
            : NwbReader.Open(Location, options);
    }
}
