namespace EphysTx.Hdf5;

/// <summary>How a dataset is stored.</summary>
public sealed record Hdf5Storage
{
    /// <summary>In one piece, without filters.</summary>
    public static Hdf5Storage Contiguous { get; } = new();

    /// <summary>Shape of a chunk, as many dimensions as the dataset; null stores in one piece, or picks chunks where a filter or growth needs them.</summary>
    public IReadOnlyList<long>? Chunks { get; init; }

    /// <summary>Lengths up to which the dataset may grow later, -1 without limit; null means that it does not grow.</summary>
    public IReadOnlyList<long>? MaxShape { get; init; }

    /// <summary>Whether the bytes of the elements are grouped before compression.</summary>
    public bool Shuffle { get; init; }

    /// <summary>Level of compression, 0 to 9; null does not compress.</summary>
    public int? Deflate { get; init; }

    /// <summary>Whether each chunk carries a checksum.</summary>
    public bool Fletcher32 { get; init; }

    /// <summary>Chunked, shuffled and compressed, as recordings are.</summary>
    /// <param name="chunks">Shape of a chunk; null picks one.</param>
    /// <param name="level">Level of compression, 0 to 9.</param>
    public static Hdf5Storage Compressed(IReadOnlyList<long>? chunks = null, int level = 4) => new() { Chunks = chunks, Shuffle = true, Deflate = level };

    internal bool HasFilters => Shuffle || Deflate is not null || Fletcher32;

    /// <summary>The chunk shape to use; null for storage in one piece.</summary>
    internal long[]? ChunkShapeFor(Hdf5Value value)
    {
        if (Deflate is < 0 or > 9)
        {
            throw new ArgumentException("The level of compression must be 0 to 9.");
        }

        int rank = value.Shape.Count;
        if (Chunks is null && MaxShape is null && !HasFilters)
        {
            return null;
        }

        if (rank == 0 || (Chunks is not null && (Chunks.Count != rank || Chunks.Any(n => n is < 1 or > uint.MaxValue))))
        {
            throw new ArgumentException("Chunks need as many dimensions as the dataset, each at least 1; a single element cannot be chunked.");
        }

        if (MaxShape is not null && (MaxShape.Count != rank || MaxShape.Where((n, i) => n >= 0 && n < value.Shape[i]).Any()))
        {
            throw new ArgumentException("The largest shape must have as many dimensions as the dataset and be no smaller.");
        }

        return Chunks is not null ? [.. Chunks] : Pick(value);
    }

    private static long[] Pick(Hdf5Value value)
    {
        const long Target = 1 << 16;
        long[] chunk = [.. value.Shape.Select(n => Math.Max(1, n))];
        for (int i = 0; i < chunk.Length; i++)
        {
            long rest = value.ElementSize;
            for (int j = i + 1; j < chunk.Length; j++)
            {
                rest *= chunk[j];
            }

            chunk[i] = Math.Clamp(Target / rest, 1, chunk[i]);
            if (rest <= Target)
            {
                break;
            }
        }

        return chunk;
    }
}
