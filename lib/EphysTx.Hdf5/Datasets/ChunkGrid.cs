namespace EphysTx.Hdf5;

/// <summary>Where one chunk is stored.</summary>
/// <param name="Number">Its position in the grid of chunks, row by row.</param>
/// <param name="Address">Where it lies.</param>
/// <param name="Size">Bytes as stored.</param>
/// <param name="Mask">Filters that were skipped.</param>
internal readonly record struct ChunkPlace(long Number, long Address, long Size, uint Mask);

/// <summary>The grid of chunks of a dataset, and how numbers of chunks relate to their coordinates.</summary>
internal sealed class ChunkGrid
{
    public ChunkGrid(FileContext file, Hdf5Dataspace space, Hdf5Type type, DataLayout layout, long address)
    {
        int rank = layout.ChunkShape.Count;
        if (rank != space.Shape.Count)
        {
            throw file.Corrupt("Chunks have another rank than their dataset", address);
        }

        if (layout.ChunkElementSize != type.Size)
        {
            throw file.Corrupt("Chunks have another element size than their dataset", address);
        }

        long bytes = type.Size;
        foreach (long length in layout.ChunkShape)
        {
            bytes = length > file.Options.MaxReadBytes / bytes ? long.MaxValue : bytes * length;
            if (bytes > Math.Min(file.Options.MaxReadBytes, Array.MaxLength))
            {
                throw file.Error(Hdf5ErrorKind.LimitExceeded, $"One chunk has more than {file.Options.MaxReadBytes} bytes", address);
            }
        }

        ChunkBytes = (int)bytes;
        ChunkShape = [.. layout.ChunkShape];
        Shape = [.. space.Shape];
        Max = [.. space.MaxShape];
        Chunks = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            Chunks[i] = Ceiling(Shape[i], ChunkShape[i]);
        }
    }

    public int Rank => Shape.Length;

    public int ChunkBytes { get; }

    public long[] ChunkShape { get; }

    public long[] Shape { get; }

    /// <summary>Largest shape; -1 is unlimited.</summary>
    public long[] Max { get; }

    /// <summary>Number of chunks in each dimension.</summary>
    public long[] Chunks { get; }

    /// <summary>Number of a chunk from its coordinates in the grid; null outside the present shape.</summary>
    public long? Number(ReadOnlySpan<long> coordinates)
    {
        long number = 0;
        for (int i = 0; i < Chunks.Length; i++)
        {
            if (coordinates[i] < 0 || coordinates[i] >= Chunks[i])
            {
                return null;
            }

            number = (number * Chunks[i]) + coordinates[i];
        }

        return number;
    }

    public void Coordinates(long number, Span<long> coordinates)
    {
        for (int i = Chunks.Length - 1; i >= 0; i--)
        {
            coordinates[i] = number % Chunks[i];
            number /= Chunks[i];
        }
    }

    public bool SticksOut(long number)
    {
        Span<long> coordinates = stackalloc long[Rank];
        Coordinates(number, coordinates);
        for (int i = 0; i < Rank; i++)
        {
            if ((coordinates[i] + 1) * ChunkShape[i] > Shape[i])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Grid over the largest shape, by which array indexes count; the unlimited dimension, if any, is -1 and comes first.
    /// </summary>
    public ArrayOrder LargestGrid(FileContext file, long address)
    {
        int unlimited = Array.IndexOf(Max, -1L);
        if (unlimited >= 0 && Array.IndexOf(Max, -1L, unlimited + 1) >= 0)
        {
            throw file.Corrupt("An array of chunks can grow in one dimension only", address);
        }

        int[] order = [.. Enumerable.Range(0, Rank).Where(i => i != unlimited)];
        if (unlimited >= 0)
        {
            order = [unlimited, .. order];
        }

        long[] lengths = new long[Rank];
        for (int i = 0; i < Rank; i++)
        {
            lengths[i] = Max[order[i]] < 0 ? long.MaxValue : Ceiling(Max[order[i]], ChunkShape[order[i]]);
        }

        return new ArrayOrder(order, lengths);
    }

    private static long Ceiling(long length, long part) => length == 0 ? 0 : ((length - 1) / part) + 1;
}

/// <summary>The order in which an array index counts chunks: dimensions from slowest to fastest, and their lengths.</summary>
internal sealed record ArrayOrder(int[] Dimensions, long[] Lengths)
{
    /// <summary>Coordinates of the element with this index; false where it lies outside the grid.</summary>
    public bool TryCoordinates(long index, Span<long> coordinates)
    {
        for (int i = Dimensions.Length - 1; i > 0; i--)
        {
            if (Lengths[i] == 0)
            {
                return false;
            }

            coordinates[Dimensions[i]] = index % Lengths[i];
            index /= Lengths[i];
        }

        coordinates[Dimensions[0]] = index;
        return index < Lengths[0];
    }
}
