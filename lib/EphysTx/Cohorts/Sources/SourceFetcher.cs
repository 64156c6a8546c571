using System.Diagnostics;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Sources;

/// <summary>
/// Brings the files of a source list into the data folder: what is there with the right hash stays, the rest comes from the mirror, then
/// from the public addresses. A file appears under its name only complete and verified. Several processes may fetch at once.
/// </summary>
public sealed class SourceFetcher
{
    private readonly DataFolder _folder;
    private readonly FetchOptions _options;

    /// <summary>Makes a fetcher into a folder.</summary>
    public SourceFetcher(DataFolder folder, FetchOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _folder = folder;
        _options = options ?? new FetchOptions();
    }

    /// <summary>Fetches what is absent.</summary>
    /// <returns>The final report of each file, in the order of the list.</returns>
    /// <exception cref="EphysTxException">Files are still missing; one message says which, what was tried and what to do. What was fetched stays.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; a broken-off download can be resumed.</exception>
    public async Task<IReadOnlyList<FetchProgress>> FetchAsync(SourceList sources, IProgress<FetchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        (FetchProgress[] reports, FetchFailures failures) = await RunAsync(sources, progress, cancellationToken).ConfigureAwait(false);
        failures.ThrowIfAny(sources);
        return reports;
    }

    /// <summary>Fetches what is absent, and says so in half a sentence where that cannot be had; null when every file is here.</summary>
    /// <exception cref="EphysTxException">A mirror was named that lacks files, or a file is damaged.</exception>
    internal async Task<string?> TryFetchAsync(SourceList sources, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        (_, FetchFailures failures) = await RunAsync(sources, progress, cancellationToken).ConfigureAwait(false);
        if (failures.Absence(sources) is { } absence)
        {
            return absence;
        }

        failures.ThrowIfAny(sources);
        return null;
    }

    private async Task<(FetchProgress[] Reports, FetchFailures Failures)> RunAsync(SourceList sources, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var failures = new FetchFailures(_folder, _options);
        var done = new Dictionary<SourceFile, FetchProgress>();
        await TakeWhatIsHereAsync(sources, done, cancellationToken).ConfigureAwait(false);
        SourceFile? firstAbsent = sources.Files.FirstOrDefault(file => !done.ContainsKey(file));
        if (firstAbsent is null)
        {
            return (Report(sources, done, progress), failures);
        }

        using FolderLock folderLock = await FolderLock.TakeAsync(
            _folder.Path,
            _options.LockPatience,
            () => progress?.Report(new FetchProgress(firstAbsent, FetchStage.Waiting, 0, 0, TimeSpan.Zero, "another process fetches into this folder")),
            cancellationToken).ConfigureAwait(false);
        using var network = new NetworkSource(_folder, _options);
        MirrorFolder[] mirrors = ListMirrors(failures, cancellationToken);
        foreach (SourceFile file in sources.Files)
        {
            FetchProgress final = done.TryGetValue(file, out FetchProgress? here)
                ? here
                : await FetchOneAsync(file, mirrors, network, failures, progress, cancellationToken).ConfigureAwait(false);
            done[file] = final;
            progress?.Report(final);
        }

        return ([.. sources.Files.Select(file => done[file])], failures);
    }

    private static FetchProgress[] Report(SourceList sources, Dictionary<SourceFile, FetchProgress> done, IProgress<FetchProgress>? progress)
    {
        FetchProgress[] reports = [.. sources.Files.Select(file => done[file])];
        foreach (FetchProgress report in reports)
        {
            progress?.Report(report);
        }

        return reports;
    }

    private async Task TakeWhatIsHereAsync(SourceList sources, Dictionary<SourceFile, FetchProgress> done, CancellationToken cancellationToken)
    {
        foreach (SourceFile file in sources.Files)
        {
            if (await _folder.StatusAsync(file, cancellationToken).ConfigureAwait(false) is { State: SourceFileState.Present } status)
            {
                done[file] = new FetchProgress(file, FetchStage.AlreadyHere, status.BytesHere, 0, TimeSpan.Zero, "");
            }
        }
    }

    // The data folder itself is searched too: a file put there by hand may have any name.
    private MirrorFolder[] ListMirrors(FetchFailures failures, CancellationToken cancellationToken)
    {
        var mirrors = new List<MirrorFolder> { MirrorFolder.List(_folder.Path, cancellationToken) };
        if (string.IsNullOrWhiteSpace(_options.Mirror))
        {
            failures.Mirror = $"{FetchOptions.MirrorVariable} is not set";
        }
        else if (!Directory.Exists(_options.Mirror))
        {
            failures.Mirror = $"the folder {_options.Mirror} does not exist";
        }
        else
        {
            mirrors.Add(MirrorFolder.List(Path.GetFullPath(_options.Mirror), cancellationToken));
            failures.Mirror = $"the folder {_options.Mirror} does not hold these bytes under any name";
        }

        return [.. mirrors];
    }

    private async Task<FetchProgress> FetchOneAsync(
        SourceFile file, MirrorFolder[] mirrors, NetworkSource network, FetchFailures failures, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        SourceFileStatus status = await _folder.StatusAsync(file, cancellationToken).ConfigureAwait(false);
        if (status.State == SourceFileState.Present)
        {
            // Another process was faster while this one waited for the folder.
            return new FetchProgress(file, FetchStage.AlreadyHere, status.BytesHere, 0, watch.Elapsed, "");
        }

        foreach (MirrorFolder mirror in mirrors)
        {
            if (await mirror.FindAsync(file, cancellationToken).ConfigureAwait(false) is { } original
                && VerifiedCopy.TryMake(original, _folder.PathOf(file), file.Sha256, cancellationToken))
            {
                new PartFile(_folder.PartPathOf(file)).Delete();
                return new FetchProgress(file, FetchStage.Copied, file.Bytes, file.Bytes, watch.Elapsed, original);
            }
        }

        try
        {
            long transferred = await network.DownloadAsync(file, watch, progress, cancellationToken).ConfigureAwait(false);
            return new FetchProgress(file, FetchStage.Downloaded, file.Bytes, transferred, watch.Elapsed, file.Url.ToString());
        }
        catch (DownloadException error)
        {
            failures.Add(status, error);
            return new FetchProgress(file, FetchStage.Failed, 0, 0, watch.Elapsed, error.Message);
        }
    }
}
