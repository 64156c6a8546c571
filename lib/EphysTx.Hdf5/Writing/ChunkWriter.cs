namespace EphysTx.Hdf5;

/// <summary>Cuts content into chunks, filters them in parallel, and writes them in order with their B-tree.</summary>
internal sealed class ChunkWriter(FileWriter file, int degreeOfParallelism)
{
    private const int Together = 64;

    public StoredData Write(Hdf5DatasetBuilder dataset, ReadOnlyMemory<byte> content, CancellationToken token)
    {
        long[] shape = [.. dataset.Value.Shape];
        long[] chunk = dataset.ChunkShape!;
        if (shape.Contains(0))
        {
            return new StoredData(FileContext.Undefined, 0);
        }

        long[] grid = [.. shape.Select((n, i) => ((n - 1) / chunk[i]) + 1)];
        long total = grid.Aggregate(1L, (a, b) => checked(a * b));
        var written = new List<(long[] Offset, int Size, long Address)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = degreeOfParallelism, CancellationToken = token };
        byte[][] ready = new byte[Together][];
        for (long first = 0; first < total; first += Together)
        {
            int count = (int)Math.Min(Together, total - first);
            long start = first;
            Parallel.For(0, count, options, i => ready[i] = Filter(dataset, Cut(content.Span, shape, chunk, Offset(start + i, grid, chunk), dataset.Value.ElementSize)));
            for (int i = 0; i < count; i++)
            {
                written.Add((Offset(first + i, grid, chunk), ready[i].Length, file.Append(ready[i])));
            }
        }

        return new StoredData(new ChunkTreeWriter(file, chunk).Write(written), 0);
    }

    private static byte[] Filter(Hdf5DatasetBuilder dataset, byte[] bytes)
    {
        Hdf5Storage storage = dataset.Storage;
        if (storage.Shuffle)
        {
            byte[] shuffled = new byte[bytes.Length];
            Shuffle.Apply(bytes, shuffled, dataset.Value.ElementSize);
            bytes = shuffled;
        }

        if (storage.Deflate is { } level)
        {
            bytes = Deflate.Compress(bytes, level);
        }

        return storage.Fletcher32 ? [.. bytes, .. BitConverter.GetBytes(Fletcher32.Sum(bytes))] : bytes;
    }

    private static long[] Offset(long number, long[] grid, long[] chunk)
    {
        long[] offset = new long[grid.Length];
        for (int i = grid.Length - 1; i >= 0; i--)
        {
            offset[i] = number % grid[i] * chunk[i];
            number /= grid[i];
        }

        return offset;
    }

    /// <summary>One chunk; beyond the edge of the dataset it holds zeros.</summary>
    private static byte[] Cut(ReadOnlySpan<byte> content, long[] shape, long[] chunk, long[] offset, int elementSize)
    {
        long size = chunk.Aggregate((long)elementSize, (a, b) => checked(a * b));
        if (size > int.MaxValue)
        {
            throw new Hdf5Exception(Hdf5ErrorKind.InvalidContent, $"A chunk of {size} bytes is too large.");
        }

        byte[] bytes = new byte[size];
        int last = shape.Length - 1;
        int run = (int)Math.Min(chunk[last], shape[last] - offset[last]) * elementSize;
        long rows = size / (chunk[last] * elementSize);
        Span<long> at = stackalloc long[shape.Length];
        for (long row = 0; row < rows; row++)
        {
            bool inside = true;
            long source = 0;
            for (int i = 0; i < last; i++)
            {
                inside &= offset[i] + at[i] < shape[i];
                source = (source * shape[i]) + offset[i] + at[i];
            }

            if (inside)
            {
                source = (source * shape[last]) + offset[last];
                content.Slice((int)(source * elementSize), run).CopyTo(bytes.AsSpan((int)(row * chunk[last] * elementSize)));
            }

            for (int i = last - 1; i >= 0 && ++at[i] == chunk[i]; i--)
            {
                at[i] = 0;
            }
        }

        return bytes;
    }
}
