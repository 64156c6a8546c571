using EphysTx.Features.Extraction;
using EphysTx.Hdf5;
using EphysTx.Storage;

namespace EphysTx.Prediction;

/// <summary>A file that gave no prediction.</summary>
/// <param name="File">The file.</param>
/// <param name="Reason">Why, in one sentence.</param>
public sealed record FailedFile(string File, string Reason);

/// <summary>What came of a batch.</summary>
/// <param name="Predictions">One a cell, in order of files.</param>
/// <param name="Failed">Files that gave none.</param>
public sealed record PredictionBatch(IReadOnlyList<CellPrediction> Predictions, IReadOnlyList<FailedFile> Failed);

/// <summary>Predicts files of all kinds; one that cannot be used never ends the others.</summary>
public static class PredictionRun
{
    private static readonly string[] Recordings = [".nwb", ".abf"];
    private static readonly string[] InFolders = [".nwb", ".abf", ".h5", ".hdf5"];

    /// <summary>The files that a person's inputs stand for: recordings and feature files below folders, other files themselves; each once, in order.</summary>
    /// <exception cref="EphysTxException">There is none.</exception>
    public static IReadOnlyList<string> Resolve(IReadOnlyList<string> inputs, string baseFolder)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var files = new List<string>();
        foreach (string input in inputs.Select(input => Path.GetFullPath(input, baseFolder)))
        {
            files.AddRange(Directory.Exists(input)
                ? Directory.EnumerateFiles(input, "*", SearchOption.AllDirectories).Where(file => InFolders.Contains(Path.GetExtension(file).ToLowerInvariant())).Order(StringComparer.Ordinal)
                : [input]);
        }

        return files.Count > 0
            ? [.. files.Distinct()]
            : throw new EphysTxException($"There is no recording (.nwb, .abf) or feature file (.h5) in {string.Join(", ", inputs)}; name files, or folders that hold some.");
    }

    /// <summary>Reads and predicts files, each by itself.</summary>
    /// <inheritdoc cref="Predict(TrainedModel, IReadOnlyList{CellInput}, IReadOnlyList{string}, PredictionOptions?, int, IProgress{string}?, CancellationToken)"/>
    public static PredictionBatch Predict(
        TrainedModel model,
        IReadOnlyList<string> files,
        IReadOnlyList<string> mapping,
        PredictionOptions? options = null,
        int workers = 1,
        IProgress<string>? progress = null,
        CancellationToken cancellationToken = default) => Predict(model, CellInput.Each(files), mapping, options, workers, progress, cancellationToken);

    /// <summary>Reads and predicts files.</summary>
    /// <param name="model">The model.</param>
    /// <param name="files">Recordings, feature files, tables, and cells of several ABF files.</param>
    /// <param name="mapping">Lines of a mapping file for tables; empty for none.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    /// <param name="workers">Files at once, 1 or more; the result does not depend on it.</param>
    /// <param name="progress">Told of each file that is done; from any thread.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    public static PredictionBatch Predict(
        TrainedModel model,
        IReadOnlyList<CellInput> files,
        IReadOnlyList<string> mapping,
        PredictionOptions? options = null,
        int workers = 1,
        IProgress<string>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(files);
        var cells = new IReadOnlyList<CellFeatures>[files.Count];
        var failures = new FailedFile?[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken }, i =>
        {
            cells[i] = [];
            try
            {
                cells[i] = Read(files[i], model, mapping, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // One file never ends the others, whatever is wrong with it.
            catch (Exception error)
            {
                bool isClear = error is EphysTxException or IOException or UnauthorizedAccessException or Hdf5Exception;
                failures[i] = new FailedFile(files[i].Name, error is OutOfMemoryException ? FileProblem.NoMemoryFor(files[i].Name) : (isClear ? error.Message : $"{error.GetType().Name}: {error.Message}").ReplaceLineEndings(" "));
            }
#pragma warning restore CA1031

            progress?.Report(files[i].Name);
        });
        return new PredictionBatch(Predictor.Predict(model, [.. cells.SelectMany(one => one)], options), [.. failures.OfType<FailedFile>()]);
    }

    private static IReadOnlyList<CellFeatures> Read(CellInput input, TrainedModel model, IReadOnlyList<string> mapping, CancellationToken cancellationToken)
    {
        foreach (string one in input.Files)
        {
            if (!File.Exists(one))
            {
                throw new EphysTxException($"The file {one} is not there; check its name.");
            }

            if (new FileInfo(one).Length == 0)
            {
                throw new EphysTxException($"{one} is empty; copy or download it again.");
            }
        }

        string file = input.Files[0], ending = Path.GetExtension(file).ToLowerInvariant();
        if (input.Name != file && CellInput.IsAbf(file))
        {
            return [RecordingCells.Read(input.Files, input.Name, model.Features, cancellationToken)];
        }

        if (Recordings.Contains(ending))
        {
            return [RecordingCells.Read(file, model.Features, cancellationToken)];
        }

        if (ending is ".h5" or ".hdf5")
        {
            return TableCells.OfFeatureFile(file, model, cancellationToken);
        }

        if (ending is not ".csv")
        {
            throw new EphysTxException($"{file} is of no known kind; recordings end in .nwb or .abf, feature files in .h5, tables in .csv.");
        }

        CsvTable table = CsvTable.Parse(file, File.ReadAllBytes(file));
        return TableCells.Of(table, ColumnMapping.Of(table, model, mapping), model);
    }
}
