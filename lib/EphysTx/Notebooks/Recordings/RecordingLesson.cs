using EphysTx.Features;
using EphysTx.Features.Protocols;
using EphysTx.Recordings;
using EphysTx.Recordings.Nwb;

namespace EphysTx.Notebooks;

/// <summary>
/// One recording under both presets, for a lesson: the file that <c>EPHYSTX_RECORDING</c> names, else a simulated cell with two accidents of the kind that real recordings have
/// (see <see cref="TeachingCell"/>).
/// </summary>
public sealed class RecordingLesson : IDisposable
{
    /// <summary>Environment variable that names an NWB file.</summary>
    public const string Variable = "EPHYSTX_RECORDING";

    private RecordingLesson(Recording recording, bool isSimulated, CancellationToken cancellationToken)
    {
        Recording = recording;
        IsSimulated = isSimulated;
        Recommended = PresetResult.Of(recording, FeatureOptions.Recommended, cancellationToken);
        Paper = PresetResult.Of(recording, FeatureOptions.Paper, cancellationToken);
    }

    /// <summary>The recording.</summary>
    public Recording Recording { get; }

    /// <summary>Whether it is simulated; then every figure and table says so.</summary>
    public bool IsSimulated { get; }

    /// <summary>What the preset <c>recommended</c> makes of it.</summary>
    public PresetResult Recommended { get; }

    /// <summary>What the preset <c>paper</c> makes of it.</summary>
    public PresetResult Paper { get; }

    /// <summary>Where the numbers are from, for the line below a figure.</summary>
    public string Source => IsSimulated ? $"{Recording.Name}: a simulated cell, not a recording" : Recording.Name;

    /// <summary>Opens the recording and analyses it.</summary>
    /// <param name="path">An NWB file; null for the one that <c>EPHYSTX_RECORDING</c> names, else the simulated cell.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    /// <exception cref="EphysTxException">The file cannot be read; the message says why.</exception>
    public static RecordingLesson Open(string? path = null, CancellationToken cancellationToken = default)
    {
        path ??= Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? named : null;
        return path is null
            ? new RecordingLesson(TeachingCell.Record(cancellationToken), true, cancellationToken)
            : new RecordingLesson(NwbReader.Open(Path.GetFullPath(path), FeatureOptions.Recommended.Reading), false, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => Recording.Dispose();

    /// <summary>A title that says when the cell is simulated.</summary>
    internal string Marked(string title) => IsSimulated ? title + " (simulated cell)" : title;

    /// <summary>The analysed long squares; null when there are none.</summary>
    internal LongSquareAnalysis? LongSquare => Recommended.Analysis?.LongSquare;
}
