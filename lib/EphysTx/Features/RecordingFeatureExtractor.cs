using EphysTx.Features.Families;
using EphysTx.Features.Protocols;
using EphysTx.Features.Scalars;
using EphysTx.Recordings;
using EphysTx.Recordings.Nwb;
using EphysTx.Recordings.Quality;

namespace EphysTx.Features;

/// <summary>From one recording to its features: quality control, analysis of the three protocols, families and scalars.</summary>
public static class RecordingFeatureExtractor
{
    /// <summary>Draws the features of an NWB file; a file that cannot be read comes back as a failure, too.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Preset or own options.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    public static RecordingFeatures ExtractFile(string path, FeatureOptions options, CancellationToken cancellationToken = default)
    {
        try
        {
            using Recording recording = NwbReader.Open(path, options.Reading);
            return Extract(recording, options, cancellationToken);
        }
        catch (EphysTxException error)
        {
            return new RecordingFeatures(
                Path.GetFileName(path), options.Name, new Failure(FailureReason.UnreadableFile, null, error.Message), [], [], [], []);
        }
    }

    /// <summary>
    /// Draws the features of a recording. Whatever is wrong with the recording comes back as typed failures; the only exceptions are those of cancellation and of bugs.
    /// </summary>
    /// <param name="recording">The recording; its sweeps are read once, one after the other.</param>
    /// <param name="options">Preset or own options.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    public static RecordingFeatures Extract(Recording recording, FeatureOptions options, CancellationToken cancellationToken = default)
    {
        IReadOnlyList<SweepReport> sweeps = [];
        try
        {
            RecordingAudit audit = RecordingAudit.Run(recording, options.Sweeps, options.Reading.Memory, cancellationToken);
            sweeps = audit.Sweeps;
            CellAnalysis cell = CellAnalysis.Run(audit, options, cancellationToken);
            return new RecordingFeatures(
                recording.Name, options.Name, null, FamilyBuilder.Build(cell, options), ScalarFeatures.Compute(cell), sweeps, cell.Dropped);
        }
        catch (AnalysisFailureException failure)
        {
            return Failed(failure.Failure);
        }
        catch (Exception error) when (error is EphysTxException or IOException or UnauthorizedAccessException)
        {
            return Failed(new Failure(FailureReason.UnreadableFile, null, error.Message));
        }

        RecordingFeatures Failed(Failure failure) => new(recording.Name, options.Name, failure, [], [], sweeps, []);
    }
}
