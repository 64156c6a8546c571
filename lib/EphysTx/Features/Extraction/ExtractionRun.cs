using System.Collections.Concurrent;
using System.Diagnostics;
using EphysTx.Features.Files;
using EphysTx.Recordings;
using EphysTx.Storage;

namespace EphysTx.Features.Extraction;

/// <summary>
/// Draws the features of many recordings into one feature file. A recording that fails is reported and the others go on. A run that was ended, however that
/// happened, goes on where it was when it is started again; the result has the same bytes whatever the number of workers, interruptions and shards.
/// </summary>
public sealed class ExtractionRun
{
    private readonly ExtractionOptions _options;
    private readonly IReadOnlyList<RecordingInput> _inputs;
    private readonly FeatureOptions _features;
    private readonly IProgress<ExtractionProgress>? _progress;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<string, ExtractedCell> _cells = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<SampleMemory> _memories = [];
    private readonly Lock _reporting = new();
    private int _resumed;
    private long _dead;
    private int _failed;

    private ExtractionRun(IReadOnlyList<RecordingInput> inputs, ExtractionOptions options, IProgress<ExtractionProgress>? progress)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Workers, 1, nameof(options));
        _options = options;
        _inputs = options.Shard.Of(inputs);
        _progress = progress;

        // Workers beyond the number of recordings decompress chunks; with as many recordings as workers, no thread waits for another.
        int threads = Math.Max(1, options.Workers / Math.Max(1, Math.Min(options.Workers, _inputs.Count)));
        _features = options.Features with
        {
            Reading = options.Features.Reading with { Hdf5 = options.Features.Reading.Hdf5 with { MaxDegreeOfParallelism = threads } },
        };
    }

    /// <summary>Draws the features and writes the feature file, its report, and one JSON file per recording where that is asked for.</summary>
    /// <param name="inputs">The recordings; identifiers are unique.</param>
    /// <param name="options">What to draw and where to.</param>
    /// <param name="progress">Told after each recording, from several threads but one at a time.</param>
    /// <param name="cancellationToken">Ends the run between sweeps; what is finished stays for the next run.</param>
    /// <returns>The funnel and the reasons. Failed recordings are no exception.</returns>
    /// <exception cref="EphysTxException">The output cannot be written, or another process is writing it.</exception>
    public static async Task<ExtractionSummary> RunAsync(
        IReadOnlyList<RecordingInput> inputs, ExtractionOptions options, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(options);
        if (Directory.Exists(options.Output))
        {
            throw new EphysTxException($"{options.Output} is a folder; name a file to write, for example {Path.Combine(options.Output, "features.h5")}.");
        }

        if (inputs.GroupBy(input => input.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
        {
            throw new EphysTxException($"Two recordings are called '{twice.Key}' ({string.Join(", ", twice.Select(input => input.Location))}); give each a name of its own, or draw them into two files.");
        }

        var run = new ExtractionRun(inputs, options, progress);
        using CellStore store = await CellStore.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        await run.DrawAsync(store, cancellationToken).ConfigureAwait(false);
        return run.Finish(store, cancellationToken);
    }

    private async Task DrawAsync(CellStore store, CancellationToken cancellationToken)
    {
        var open = new List<RecordingInput>();
        foreach (RecordingInput input in _inputs)
        {
            if (store.Find(input) is { } known)
            {
                Interlocked.Increment(ref _resumed);
                Accept(known, writeJson: JsonPath(known) is { } path && !File.Exists(path));
            }
            else
            {
                open.Add(input);
            }
        }

        Report(null);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Workers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(open, parallel, (input, token) =>
        {
            string? identity = input.Identity();
            SampleMemory memory = _memories.TryTake(out SampleMemory? used) ? used : new SampleMemory();
            long before = GC.GetAllocatedBytesForCurrentThread() - memory.Bytes;
            ExtractedCell cell = Draw(input, memory, token);
            memory.Release();
            Release(GC.GetAllocatedBytesForCurrentThread() - memory.Bytes - before);
            _memories.Add(memory);
            string? warning = Accept(cell, writeJson: true) ?? Keep(store, input, identity, cell);
            Report(cell, warning);
            return ValueTask.CompletedTask;
        }).ConfigureAwait(false);
    }

    // What a recording leaves behind besides its traces, whose memory serves the next one. Left to itself, the collector waits until several recordings' worth has come together. As a
    // collection stops every worker, it waits for as many recordings as there are workers.
    private void Release(long allocated)
    {
        const long Much = 32L << 20;
        if (Interlocked.Add(ref _dead, allocated) >= Much * Math.Min(_options.Workers, 2))
        {
            Interlocked.Exchange(ref _dead, 0);
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
        }
    }

    private ExtractionSummary Finish(CellStore store, CancellationToken cancellationToken)
    {
        var file = new FeatureFile(Path.GetFileName(_options.Output), _options.Features.Name, ExtractionOptions.LibraryVersion, _options.Shard, _cells.Values);
        file.Save(_options.Output, cancellationToken);
        store.Remove();
        return ExtractionSummary.Of([.. _cells.Values], _resumed);
    }

    private ExtractedCell Draw(RecordingInput input, SampleMemory memory, CancellationToken cancellationToken)
    {
        int sweeps = 0;
        try
        {
            FeatureOptions options = _features with { Reading = _features.Reading with { Memory = memory } };
            using Recording recording = input.Open(options.Reading, cancellationToken);
            sweeps = recording.Sweeps.Count;
            RecordingFeatures features = RecordingFeatureExtractor.Extract(recording, options, cancellationToken);
            if (input.Interruption is { } interruption)
            {
                return new ExtractedCell(input.Id, input.File, sweeps, 0, interruption, [], [], []);
            }

            return ExtractedCell.From(features, input.Id, input.File, sweeps);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // One recording never ends the others, whatever is wrong with it.
        catch (Exception error)
        {
            Failure failure = error is AnalysisFailureException { Failure.Reason: not FailureReason.Undefined } typed
                ? typed.Failure
                : new Failure(FileProblem.ReasonOf(error), null, FileProblem.Describe(error, input.Location, input.File));
            return new ExtractedCell(input.Id, input.File, sweeps, 0, failure, [], [], []);
        }
#pragma warning restore CA1031
    }

    private string? JsonPath(ExtractedCell cell) =>
        _options.JsonFolder is null ? null : Path.Combine(_options.JsonFolder, cell.Id.Replace('/', '_') + ".json");

    /// <summary>Takes a cell over; returns what went wrong with its JSON file.</summary>
    private string? Accept(ExtractedCell cell, bool writeJson)
    {
        _cells[cell.Id] = cell;
        if (cell.Error is not null)
        {
            Interlocked.Increment(ref _failed);
        }

        if (!writeJson || JsonPath(cell) is not { } path)
        {
            return null;
        }

        try
        {
            AtomicFile.Write(path, stream => CellJson.Write(stream, cell, _options.Features.Name));
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be written ({error.Message.TrimEnd('.')}); the features of {cell.Id} are kept all the same.";
        }
    }

    // A full disk must not cost the work: the cell stays in memory, and only the next run would have to do it again.
    private static string? Keep(CellStore store, RecordingInput input, string? identity, ExtractedCell cell)
    {
        bool mayPass = cell.Error?.Reason is FailureReason.AccessDenied or FailureReason.NetworkFailure or FailureReason.UnreadableFile or FailureReason.Unexpected;
        if (mayPass)
        {
            return null;
        }

        try
        {
            store.Keep(input, identity, cell);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{cell.Id} could not be kept beside the output ({error.Message.TrimEnd('.')}); it counts in this run, but an interrupted run would do it again.";
        }
    }

    private void Report(ExtractedCell? cell, string? warning = null)
    {
        if (_progress is not null)
        {
            lock (_reporting)
            {
                _progress.Report(new ExtractionProgress(cell, _cells.Count, _resumed, _failed, _inputs.Count, _clock.Elapsed, warning));
            }
        }
    }
}
