using System.Buffers;

namespace EphysTx.Hdf5;

/// <summary>
/// Reads chunked data: finds the chunks that a selection touches, fetches neighbours together, undoes the filters in
/// parallel, and puts the selected elements where they belong. Each element of the result is written by one chunk, so the
/// number of threads does not matter.
/// </summary>
internal sealed class ChunkedReader(FileContext file, ChunkGrid grid, ChunkIndex index, FilterPipeline? filters, int elementSize)
{
    private const long BatchBytes = 1 << 20;
    private const long LeastBatchBytes = 1 << 14;
    private const long ParallelFrom = 1 << 19;

    public void Read(ResolvedSelection selection, ElementSink sink, byte[] fill, CancellationToken token)
    {
        var window = ChunkWindow.Of(grid, selection);
        List<ChunkPlace> chunks = Touched(window);
        if (chunks.Count < window.Total)
        {
            sink.Fill(fill, 0, (int)selection.Total);
        }

        foreach (ChunkPlace chunk in chunks)
        {
            Check(chunk);
        }

        chunks.Sort((a, b) => a.Address.CompareTo(b.Address));
        List<(int First, int Count)> batches = Batches(chunks);
        if (file.Source.PreferredGap > 0)
        {
            file.Source.Prefetch([.. chunks.Select(c => (file.Base + c.Address, c.Size))]);
        }

        bool parallel = file.Options.MaxDegreeOfParallelism > 1 && batches.Count > 1 && chunks.Count * (long)grid.ChunkBytes >= ParallelFrom;
        if (parallel)
        {
            InParallel(batches, i => Batch(chunks, batches[i], selection, sink), token);
            return;
        }

        foreach ((int First, int Count) batch in batches)
        {
            token.ThrowIfCancellationRequested();
            Batch(chunks, batch, selection, sink);
        }
    }

    private void InParallel(List<(int First, int Count)> batches, Action<int> read, CancellationToken token)
    {
        // The error of the first batch in file order is the one that is reported, whichever thread was faster.
        var errors = new Hdf5Exception?[batches.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = file.Options.MaxDegreeOfParallelism, CancellationToken = token };
        Parallel.For(0, batches.Count, options, (i, state) =>
        {
            try
            {
                read(i);
            }
            catch (Hdf5Exception error)
            {
                errors[i] = error;
                state.Break();
            }
        });
        if (Array.Find(errors, e => e is not null) is { } first)
        {
            throw first;
        }
    }

    private List<ChunkPlace> Touched(ChunkWindow window)
    {
        var touched = new List<ChunkPlace>();
        if (window.Total == 0)
        {
            return touched;
        }

        Span<long> coordinates = stackalloc long[grid.Rank];
        IReadOnlyList<ChunkPlace> all = index.Chunks;
        for (int i = index.LowerBound(grid.Number(window.First)!.Value); i < all.Count; i++)
        {
            grid.Coordinates(all[i].Number, coordinates);
            if (coordinates[0] > window.Last[0])
            {
                break;
            }

            if (window.Contains(coordinates))
            {
                touched.Add(all[i]);
            }
        }

        return touched;
    }

    private void Check(ChunkPlace chunk)
    {
        file.CheckRange(chunk.Address, chunk.Size, "chunk");
        if (filters is not null)
        {
            filters.CheckRatio(file, chunk.Size, grid.ChunkBytes, chunk.Mask, chunk.Address);
        }
        else if (chunk.Size != grid.ChunkBytes)
        {
            throw file.Corrupt($"A chunk has {chunk.Size} bytes in place of {grid.ChunkBytes}", chunk.Address);
        }

        if (chunk.Size > Math.Min(file.Options.MaxReadBytes, Array.MaxLength))
        {
            throw file.Error(Hdf5ErrorKind.LimitExceeded, $"A chunk has {chunk.Size} stored bytes", chunk.Address);
        }
    }

    /// <summary>Runs of chunks that lie close together in the file and are fetched as one.</summary>
    private List<(int First, int Count)> Batches(List<ChunkPlace> chunks)
    {
        long stored = 0;
        foreach (ChunkPlace chunk in chunks)
        {
            stored += chunk.Size;
        }

        long target = Math.Clamp(stored / (4L * file.Options.MaxDegreeOfParallelism), LeastBatchBytes, BatchBytes);
        var batches = new List<(int First, int Count)>();
        for (int first = 0; first < chunks.Count;)
        {
            int next = first + 1;
            while (next < chunks.Count
                && chunks[next].Address - (chunks[next - 1].Address + chunks[next - 1].Size) is >= 0 and var gap && gap <= file.Source.PreferredGap
                && chunks[next].Address + chunks[next].Size - chunks[first].Address <= target)
            {
                next++;
            }

            batches.Add((first, next - first));
            first = next;
        }

        return batches;
    }

    private void Batch(List<ChunkPlace> chunks, (int First, int Count) batch, ResolvedSelection selection, ElementSink sink)
    {
        long start = chunks[batch.First].Address;
        ChunkPlace last = chunks[batch.First + batch.Count - 1];
        int length = (int)(last.Address + last.Size - start);
        byte[] stored = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            file.Read(start, stored.AsSpan(0, length), "chunk");
            for (int i = batch.First; i < batch.First + batch.Count; i++)
            {
                One(chunks[i], stored, (int)(chunks[i].Address - start), selection, sink);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(stored);
        }
    }

    private void One(ChunkPlace chunk, byte[] stored, int at, ResolvedSelection selection, ElementSink sink)
    {
        var part = ChunkPart.Of(grid, chunk.Number, selection);
        if (part.IsWhole && sink.TryGetSpan(part.DestinationStart, grid.ChunkBytes / elementSize, out Span<byte> span))
        {
            Undo(chunk, stored, at, span);
            sink.Landed(part.DestinationStart, grid.ChunkBytes / elementSize);
            return;
        }

        byte[] decoded = ArrayPool<byte>.Shared.Rent(grid.ChunkBytes);
        try
        {
            Undo(chunk, stored, at, decoded.AsSpan(0, grid.ChunkBytes));
            part.Scatter(decoded.AsSpan(0, grid.ChunkBytes), elementSize, sink);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(decoded);
        }
    }

    private void Undo(ChunkPlace chunk, byte[] stored, int at, Span<byte> destination)
    {
        if (filters is null)
        {
            stored.AsSpan(at, destination.Length).CopyTo(destination);
        }
        else
        {
            filters.Undo(file, stored, at, (int)chunk.Size, chunk.Mask, destination, chunk.Address);
        }
    }
}
