using EphysTx.Hdf5;
using EphysTx.Recordings;
using EphysTx.Recordings.Nwb;
using EphysTx.Storage;

namespace EphysTx.Features.Extraction.Dandi;

/// <summary>Counts what came over the network, over all recordings of a run.</summary>
public sealed class TransferCount
{
    private long _fetched;
    private long _size;

    /// <summary>Bytes that were fetched.</summary>
    public long Fetched => Interlocked.Read(ref _fetched);

    /// <summary>Bytes of the files they were fetched from.</summary>
    public long Size => Interlocked.Read(ref _size);

    internal void Add(long fetched, long size)
    {
        Interlocked.Add(ref _fetched, fetched);
        Interlocked.Add(ref _size, size);
    }
}

/// <summary>A recording in the DANDI archive: downloaded with resume and hash check, or read through ranges.</summary>
public sealed record DandiInput : RecordingInput
{
    private readonly DandiClient _client;
    private readonly DandiOptions _options;
    private readonly DandiAsset _asset;
    private readonly TransferCount _count;
    private volatile Failure? _interruption;

    private DandiInput(string id, DandiAsset asset, DandiClient client, DandiOptions options, TransferCount count)
        : base(id, asset.Path, client.AddressOf(asset).ToString())
    {
        _client = client;
        _options = options;
        _asset = asset;
        _count = count;
    }

    /// <summary>Makes inputs of files; an identifier is the file name, with its folders where two files share it.</summary>
    public static IReadOnlyList<RecordingInput> Of(IReadOnlyList<DandiAsset> assets, DandiClient client, DandiOptions options, TransferCount count)
    {
        HashSet<string> twice = [.. assets.GroupBy(asset => Path.GetFileNameWithoutExtension(asset.Path), StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key)];
        return [.. assets.Select(asset => new DandiInput(
            Path.GetFileNameWithoutExtension(asset.Path) is var name && twice.Contains(name) ? Path.ChangeExtension(asset.Path, null) : name, asset, client, options, count))];
    }

    /// <inheritdoc/>
    public override string? Identity() => FormattableString.Invariant($"dandi\n{_asset.Id:D}\n{_asset.Bytes}");

    /// <inheritdoc/>
    public override Failure? Interruption => _interruption;

    /// <inheritdoc/>
    public override Recording Open(NwbReadOptions options, CancellationToken cancellationToken)
    {
        if (_options.Stream)
        {
            return OpenRanges(options, cancellationToken);
        }

        string path = DownloadAsync(cancellationToken).GetAwaiter().GetResult();
        try
        {
            Recording recording = NwbReader.Open(path, options);
            return _options.Keep is not null ? recording : new Recording(recording.Name, recording.Sweeps, new Dropped(recording, path));
        }
        catch
        {
            if (_options.Keep is null)
            {
                QuietFile.TryDelete(path);
            }

            throw;
        }
    }

    private Recording OpenRanges(NwbReadOptions options, CancellationToken cancellationToken)
    {
        _interruption = null;
        var retries = new HttpSourceOptions { Retries = _options.Download.Attempts - 1, RetryDelay = _options.Download.FirstRetryDelay, RequestTimeout = _options.Download.StallTimeout };
        HttpRangeSource source;
        try
        {
            source = HttpRangeSource.Open(_client.Http, _client.AddressOf(_asset), retries, cancellationToken);
        }
        catch (Hdf5Exception error)
        {
            throw new DownloadException($"{File} cannot be fetched: {error.Message}", error);
        }

        return NwbReader.Open(
            new CountedSource(source, _count, error => _interruption = new Failure(FailureReason.NetworkFailure, null, $"{File} cannot be fetched: {error.Message}")), File, options);
    }

    private async Task<string> DownloadAsync(CancellationToken cancellationToken)
    {
        // The archive's identifier is a safe file name, whatever the path in the data set is.
        string target = Path.Combine(_options.Keep ?? _options.Scratch, $"{_asset.Id:D}.nwb");
        if (System.IO.File.Exists(target) && new FileInfo(target).Length == _asset.Bytes && await IsWholeAsync(target, cancellationToken).ConfigureAwait(false))
        {
            _count.Add(0, _asset.Bytes);
            return target;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var part = new PartFile(target + ".part");
        using var download = new HttpDownload(_options.Download);
        for (bool isResumed = part.Length > 0; ; isResumed = false)
        {
            long transferred = 0;
            await download.FillAsync(_client.AddressOf(_asset), part, _asset.Bytes, progress => transferred = progress.BytesTransferred, cancellationToken).ConfigureAwait(false);
            _count.Add(transferred, isResumed ? 0 : _asset.Bytes);
            if (await IsWholeAsync(part.Path, cancellationToken).ConfigureAwait(false))
            {
                part.CompleteAs(target);
                return target;
            }

            // What was here before may be of another version; then the whole file is fetched once more.
            part.Delete();
            if (!isResumed)
            {
                throw new DownloadException($"{File}: the bytes that came do not have the SHA-256 {_asset.Sha256} that the archive states; they were thrown away, try again");
            }
        }
    }

    private async Task<bool> IsWholeAsync(string path, CancellationToken cancellationToken) =>
        _asset.Sha256 is null || await Sha256Hash.OfFileAsync(path, cancellationToken).ConfigureAwait(false) == _asset.Sha256;

    /// <summary>Closes a recording and removes its file.</summary>
    private sealed class Dropped(Recording recording, string path) : IDisposable
    {
        public void Dispose()
        {
            recording.Dispose();
            QuietFile.TryDelete(path);
        }
    }

    /// <summary>Notes what failed and, when it is closed, how much was fetched.</summary>
    private sealed class CountedSource(HttpRangeSource source, TransferCount count, Action<Hdf5Exception> onFailure) : IHdf5Source
    {
        private bool _isClosed;

        public string Name => source.Name;

        public long Length => source.Length;

        public int PreferredGap => source.PreferredGap;

        public void Read(long offset, Span<byte> destination)
        {
            try
            {
                source.Read(offset, destination);
            }
            catch (Hdf5Exception error)
            {
                onFailure(error);
                throw;
            }
        }

        public void Prefetch(IReadOnlyList<(long Offset, long Length)> ranges)
        {
            try
            {
                source.Prefetch(ranges);
            }
            catch (Hdf5Exception error)
            {
                onFailure(error);
                throw;
            }
        }

        public void Dispose()
        {
            if (!_isClosed)
            {
                _isClosed = true;
                count.Add(source.BytesFetched, source.Length);
                source.Dispose();
            }
        }
    }
}
