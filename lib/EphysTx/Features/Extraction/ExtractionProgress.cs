namespace EphysTx.Features.Extraction;

/// <summary>How far an extraction is; reported after each recording.</summary>
/// <param name="Cell">The recording that was finished now; null at the start.</param>
/// <param name="Done">Recordings that are finished, with those of earlier runs.</param>
/// <param name="Resumed">Those of earlier runs.</param>
/// <param name="Failed">Recordings among <paramref name="Done"/> that failed as a whole.</param>
/// <param name="Total">Recordings in all.</param>
/// <param name="Elapsed">Time since the start.</param>
/// <param name="Warning">Something a person should know, or null.</param>
public sealed record ExtractionProgress(ExtractedCell? Cell, int Done, int Resumed, int Failed, int Total, TimeSpan Elapsed, string? Warning = null)
{
    /// <summary>Recordings per second of this run; 0 before the first.</summary>
    public double Rate => Done > Resumed && Elapsed > TimeSpan.Zero ? (Done - Resumed) / Elapsed.TotalSeconds : 0;

    /// <summary>Estimate of the time that remains; null before the first recording.</summary>
    public TimeSpan? Remaining => Rate > 0 ? TimeSpan.FromSeconds((Total - Done) / Rate) : null;
}
