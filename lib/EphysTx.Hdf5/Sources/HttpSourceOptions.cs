namespace EphysTx.Hdf5;

/// <summary>How a file is read over HTTP.</summary>
public sealed record HttpSourceOptions
{
    /// <summary>Bytes of one block, the unit of fetching and keeping. Default 128 KiB, 1 KiB to 64 MiB.</summary>
    public int BlockSize { get; init; } = 1 << 17;

    /// <summary>Bytes of blocks kept in memory. Default 64 MiB, at least one block.</summary>
    public long CacheBytes { get; init; } = 64L << 20;

    /// <summary>Most bytes fetched by one request; neighbouring blocks are fetched together up to this. Default 8 MiB.</summary>
    public int MaxRequestBytes { get; init; } = 8 << 20;

    /// <summary>Requests under way at once when several are known to be needed. Default 4, at least 1.</summary>
    public int Connections { get; init; } = 4;

    /// <summary>How often a request is tried again after a broken connection, a timeout, or status 408, 429 or 5xx. Default 4.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>Wait before the first retry; doubles each time. Default 0.5 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest time for one request with its content. Default 60 s.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Largest file that is taken whole from a server that does not serve ranges. Default 64 MiB.</summary>
    public long MaxWholeBytes { get; init; } = 64L << 20;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(BlockSize, 1 << 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(BlockSize, 1 << 26);
        ArgumentOutOfRangeException.ThrowIfLessThan(CacheBytes, BlockSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRequestBytes, BlockSize);
        ArgumentOutOfRangeException.ThrowIfLessThan(Connections, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Retries);
    }
}
