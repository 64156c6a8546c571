namespace EphysTx.Hdf5;

/// <summary>
/// A file behind an HTTP address, of which only the blocks that are needed are fetched. Reads block their thread; the client
/// stays the caller's.
/// </summary>
public sealed class HttpRangeSource : IHdf5Source
{
    private readonly HttpRangeClient _client;
    private readonly HttpSourceOptions _options;
    private readonly BlockCache _cache;
    private readonly byte[]? _whole;

    private HttpRangeSource(HttpRangeClient client, Uri address, HttpSourceOptions options)
    {
        _client = client;
        _options = options;
        Name = address.ToString();
        (byte[] first, Length) = client.Start();
        _whole = first.Length == Length ? first : null;
        _cache = new BlockCache(Length, options.BlockSize, options.CacheBytes, FetchBlock);
        if (_whole is null)
        {
            _cache.Put(0, first);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>Bytes of content that were fetched so far, repeated ones included.</summary>
    public long BytesFetched => _client.BytesFetched;

    /// <summary>Requests that were made so far, failed ones included.</summary>
    public long Requests => _client.Requests;

    /// <inheritdoc/>
    public int PreferredGap => _options.BlockSize;

    /// <summary>Asks for the first block.</summary>
    /// <param name="client">Makes the requests; not disposed here.</param>
    /// <param name="address">Where the file is.</param>
    /// <param name="options">How to fetch; null for the defaults.</param>
    /// <param name="cancellationToken">Stops this and all later reads.</param>
    /// <exception cref="Hdf5Exception">The server refuses, is out of reach, or serves no ranges of a large file.</exception>
    public static HttpRangeSource Open(HttpClient client, Uri address, HttpSourceOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(address);
        options ??= new HttpSourceOptions();
        options.Check();
        return new HttpRangeSource(new HttpRangeClient(client, address, options, cancellationToken), address, options);
    }

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination)
    {
        if (_whole is not null)
        {
            _whole.AsSpan((int)offset, destination.Length).CopyTo(destination);
            return;
        }

        if (destination.Length > _options.BlockSize)
        {
            Prefetch([(offset, destination.Length)]);
        }

        _cache.Read(offset, destination);
    }

    /// <inheritdoc/>
    public void Prefetch(IReadOnlyList<(long Offset, long Length)> ranges)
    {
        ArgumentNullException.ThrowIfNull(ranges);
        if (_whole is not null)
        {
            return;
        }

        // No more than the cache can hold at once, or the first blocks would be gone before they are used.
        var missing = new SortedSet<long>();
        foreach ((long offset, long length) in ranges)
        {
            for (long block = offset / _options.BlockSize; length > 0 && block <= (offset + length - 1) / _options.BlockSize && missing.Count < _cache.Capacity; block++)
            {
                if (!_cache.Contains(block))
                {
                    missing.Add(block);
                }
            }
        }

        List<(long First, int Count)> runs = Runs(missing);
        if (runs.Count == 1)
        {
            FetchRun(runs[0]);
            return;
        }

        try
        {
            Parallel.ForEach(runs, new ParallelOptions { MaxDegreeOfParallelism = _options.Connections }, FetchRun);
        }
        catch (AggregateException error)
        {
            throw error.InnerExceptions.OfType<OperationCanceledException>().FirstOrDefault() ?? error.InnerExceptions[0];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private List<(long First, int Count)> Runs(SortedSet<long> blocks)
    {
        var runs = new List<(long First, int Count)>();
        int longest = Math.Max(1, _options.MaxRequestBytes / _options.BlockSize);
        foreach (long block in blocks)
        {
            if (runs.Count > 0 && runs[^1] is var last && last.First + last.Count == block && last.Count < longest)
            {
                runs[^1] = (last.First, last.Count + 1);
            }
            else
            {
                runs.Add((block, 1));
            }
        }

        return runs;
    }

    private void FetchRun((long First, int Count) run)
    {
        long start = run.First * _options.BlockSize;
        byte[] bytes = new byte[Math.Min((long)run.Count * _options.BlockSize, Length - start)];
        _client.Fetch(start, bytes);
        for (int i = 0; i < run.Count; i++)
        {
            int from = i * _options.BlockSize;
            _cache.Put(run.First + i, bytes[from..Math.Min(from + _options.BlockSize, bytes.Length)]);
        }
    }

    private void FetchBlock(long offset, Span<byte> destination)
    {
        byte[] bytes = new byte[destination.Length];
        _client.Fetch(offset, bytes);
        bytes.CopyTo(destination);
    }
}
