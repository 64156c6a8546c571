namespace EphysTx.Hdf5;

/// <summary>The box of chunks between the first and the last element of a selection.</summary>
internal sealed record ChunkWindow(long[] First, long[] Last, long Total)
{
    public static ChunkWindow Of(ChunkGrid grid, ResolvedSelection selection)
    {
        long[] first = new long[grid.Rank];
        long[] last = new long[grid.Rank];
        long total = selection.Total == 0 ? 0 : 1;
        for (int i = 0; i < grid.Rank && total > 0; i++)
        {
            first[i] = selection.Start[i] / grid.ChunkShape[i];
            last[i] = (selection.Start[i] + ((selection.Count[i] - 1) * selection.Stride[i])) / grid.ChunkShape[i];
            long chunks = last[i] - first[i] + 1;
            total = chunks > long.MaxValue / total ? long.MaxValue : total * chunks;
        }

        return new ChunkWindow(first, last, total);
    }

    public bool Contains(ReadOnlySpan<long> coordinates)
    {
        for (int i = 0; i < First.Length; i++)
        {
            if (coordinates[i] < First[i] || coordinates[i] > Last[i])
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>The elements of a selection that lie in one chunk, and where they go.</summary>
internal sealed class ChunkPart
{
    private readonly long[] _from;
    private readonly long[] _to;
    private readonly long[] _origin;
    private readonly ChunkGrid _grid;
    private readonly ResolvedSelection _selection;

    private ChunkPart(ChunkGrid grid, ResolvedSelection selection)
    {
        _grid = grid;
        _selection = selection;
        (_from, _to, _origin) = (new long[grid.Rank], new long[grid.Rank], new long[grid.Rank]);
    }

    /// <summary>Whether the chunk as it is, from first to last byte, is one run of the result.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Index in the result of the first element.</summary>
    public int DestinationStart { get; private set; }

    public static ChunkPart Of(ChunkGrid grid, long number, ResolvedSelection selection)
    {
        var part = new ChunkPart(grid, selection);
        grid.Coordinates(number, part._origin);
        bool whole = true;
        long at = 0;
        for (int i = 0; i < grid.Rank; i++)
        {
            long origin = part._origin[i] *= grid.ChunkShape[i];
            long start = selection.Start[i];
            long stride = selection.Stride[i];
            long before = origin - start;
            part._from[i] = before <= 0 ? 0 : ((before - 1) / stride) + 1;
            part._to[i] = Math.Min(selection.Count[i] - 1, FloorDivide(origin + grid.ChunkShape[i] - 1 - start, stride));
            long taken = part._to[i] - part._from[i] + 1;
            whole &= stride == 1 && taken == grid.ChunkShape[i] && (i == 0 || taken == selection.Count[i]);
            at = (at * selection.Count[i]) + part._from[i];
        }

        part.IsWhole = whole;
        part.DestinationStart = (int)at;
        return part;
    }

    public void Scatter(ReadOnlySpan<byte> chunk, int elementSize, ElementSink sink)
    {
        int outer = _grid.Rank - 1;
        for (int i = 0; i <= outer; i++)
        {
            if (_from[i] > _to[i])
            {
                return;
            }
        }

        Span<long> at = stackalloc long[_grid.Rank];
        _from.CopyTo(at);
        int count = (int)(_to[outer] - _from[outer] + 1);
        int stride = count == 1 ? 1 : (int)_selection.Stride[outer];
        while (true)
        {
            long source = 0;
            long target = 0;
            for (int i = 0; i <= outer; i++)
            {
                source = (source * _grid.ChunkShape[i]) + _selection.Start[i] + (at[i] * _selection.Stride[i]) - _origin[i];
                target = (target * _selection.Count[i]) + at[i];
            }

            sink.Put(chunk[(int)(source * elementSize)..], stride, (int)target, count);
            int dimension = outer - 1;
            while (dimension >= 0 && ++at[dimension] > _to[dimension])
            {
                at[dimension] = _from[dimension];
                dimension--;
            }

            if (dimension < 0)
            {
                return;
            }
        }
    }

    private static long FloorDivide(long a, long b) => a >= 0 ? a / b : -1;
}
