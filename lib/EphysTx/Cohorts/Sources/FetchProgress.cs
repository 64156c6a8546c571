namespace EphysTx.Cohorts.Sources;

/// <summary>A report while files are fetched.</summary>
/// <param name="File">The file.</param>
/// <param name="Stage">What happens to it.</param>
/// <param name="BytesDone">Bytes of it that are here.</param>
/// <param name="BytesTransferred">Bytes copied or downloaded by this call; less than <paramref name="BytesDone"/> after a resume.</param>
/// <param name="Elapsed">Time since work on this file began.</param>
/// <param name="Detail">Further words: the path of a copy, the cause of a retry.</param>
public sealed record FetchProgress(SourceFile File, FetchStage Stage, long BytesDone, long BytesTransferred, TimeSpan Elapsed, string Detail)
{
    /// <summary>Bytes per second since the start; 0 at the start.</summary>
    public double BytesPerSecond => Elapsed > TimeSpan.Zero ? BytesTransferred / Elapsed.TotalSeconds : 0;
}

/// <summary>What happens to a file that is fetched.</summary>
public enum FetchStage
{
    /// <summary>It was here already, with the right hash. Final.</summary>
    AlreadyHere,

    /// <summary>Another process fetches into the same folder.</summary>
    Waiting,

    /// <summary>Bytes are coming in.</summary>
    Downloading,

    /// <summary>An attempt failed and the next is about to begin.</summary>
    Retrying,

    /// <summary>Copied from the mirror, verified, in place. Final.</summary>
    Copied,

    /// <summary>Downloaded, verified, in place. Final.</summary>
    Downloaded,

    /// <summary>It could not be had. Final.</summary>
    Failed,
}
