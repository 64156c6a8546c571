namespace EphysTx.Hdf5;

/// <summary>How a file is read, and how much it may cost. The limits hold whatever the file claims about itself.</summary>
public sealed record Hdf5Options
{
    /// <summary>The defaults: everything verified, 4 GiB for one read, all processors.</summary>
    public static Hdf5Options Default { get; } = new();

    /// <summary>Most bytes that one read of a dataset or attribute may produce, and largest chunk. Default 4 GiB, at least 1.</summary>
    public long MaxReadBytes { get; init; } = 1L << 32;

    /// <summary>Most bytes of one structure of the file that is not data (header, heap, index). Default 256 MiB, at least 1.</summary>
    public long MaxMetadataBytes { get; init; } = 1L << 28;

    /// <summary>Deepest nesting of groups, types and index levels. Default 64, 1 to 512.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Threads that decompress the chunks of one read; results do not depend on it. Default: the number of processors.</summary>
    public int MaxDegreeOfParallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether checksums of metadata and of fletcher32-protected data are verified. Default true.</summary>
    public bool VerifyChecksums { get; init; } = true;

    /// <summary>
    /// Whether a file that is shorter than it says may be opened to read what is left. Default false, which refuses such a
    /// file at once with <see cref="Hdf5ErrorKind.Truncated"/>.
    /// </summary>
    public bool AllowTruncated { get; init; }

    /// <summary>Bytes of a file kept in memory for its small structures. Default 8 MiB, at least 64 KiB.</summary>
    public long FileCacheBytes { get; init; } = 8L << 20;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxReadBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxMetadataBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxDepth, 512);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDegreeOfParallelism, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FileCacheBytes, 1 << 16);
    }
}
