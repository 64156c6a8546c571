namespace EphysTx.Cohorts.Sources;

/// <summary>What is in the data folder of one file.</summary>
/// <param name="File">The file.</param>
/// <param name="State">Whether it is there.</param>
/// <param name="BytesHere">Bytes that are there, of the file or of its partial download.</param>
/// <param name="FoundSha256">SHA-256 of what is there; null where the file itself is not.</param>
public sealed record SourceFileStatus(SourceFile File, SourceFileState State, long BytesHere, string? FoundSha256);

/// <summary>Whether a file is in the data folder.</summary>
public enum SourceFileState
{
    /// <summary>Neither the file nor a part of it.</summary>
    Absent,

    /// <summary>A broken-off download, which the next one resumes.</summary>
    Partial,

    /// <summary>A file of that name with other content.</summary>
    WrongHash,

    /// <summary>The file, with the right SHA-256.</summary>
    Present,
}
