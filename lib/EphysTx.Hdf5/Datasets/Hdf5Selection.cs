namespace EphysTx.Hdf5;

/// <summary>
/// Part of a dataset: for each dimension <c>Count</c> elements from <c>Start</c> on, <c>Stride</c> apart.
/// </summary>
/// <param name="Start">First index in each dimension.</param>
/// <param name="Count">How many elements in each dimension; the shape of the result.</param>
/// <param name="Stride">Step in each dimension, at least 1; null means 1 everywhere.</param>
public sealed record Hdf5Selection(IReadOnlyList<long> Start, IReadOnlyList<long> Count, IReadOnlyList<long>? Stride = null)
{
    /// <summary>A range of a one-dimensional dataset.</summary>
    public static Hdf5Selection Range(long start, long count, long stride = 1) => new([start], [count], [stride]);

    /// <summary>Whole rows: a range of the first dimension and everything of the others.</summary>
    public static Hdf5Selection Rows(IReadOnlyList<long> shape, long start, long count)
    {
        ArgumentNullException.ThrowIfNull(shape);
        long[] starts = new long[shape.Count];
        long[] counts = [.. shape];
        starts[0] = start;
        counts[0] = count;
        return new(starts, counts);
    }
}

/// <summary>A selection that was checked against a shape.</summary>
internal sealed class ResolvedSelection
{
    private ResolvedSelection(long[] shape, long[] start, long[] count, long[] stride)
    {
        (Shape, Start, Count, Stride) = (shape, start, count, stride);
        Total = 1;
        foreach (long length in count)
        {
            Total *= length;
        }
    }

    public long[] Shape { get; }

    public long[] Start { get; }

    public long[] Count { get; }

    public long[] Stride { get; }

    public long Total { get; }

    public int Rank => Shape.Length;

    /// <summary>Checks a selection of the caller; null selects everything. A scalar counts as one dimension of length 1.</summary>
    /// <exception cref="ArgumentException">The selection does not fit the shape.</exception>
    public static ResolvedSelection Of(Hdf5Dataspace space, Hdf5Selection? selection)
    {
        if (selection is null)
        {
            long[] shape = space.IsNull ? [0] : space.IsScalar ? [1] : [.. space.Shape];
            return new ResolvedSelection(shape, new long[shape.Length], space.Count == 0 ? new long[shape.Length] : shape, Ones(shape.Length));
        }

        int rank = space.Shape.Count;
        IReadOnlyList<long> strides = selection.Stride ?? Ones(rank);
        if (rank == 0 || selection.Start.Count != rank || selection.Count.Count != rank || strides.Count != rank)
        {
            throw new ArgumentException($"The selection must have {rank} dimensions, as the dataset has.", nameof(selection));
        }

        bool empty = selection.Count.Contains(0);
        for (int i = 0; i < rank; i++)
        {
            long start = selection.Start[i], count = selection.Count[i], stride = strides[i], length = space.Shape[i];
            if (start < 0 || count < 0 || stride < 1 || start > length || (count > 0 && (start >= length || (count - 1) > (length - 1 - start) / stride)))
            {
                throw new ArgumentException(
                    $"The selection of {count} elements from {start} by {stride} lies outside dimension {i}, which has {length}.", nameof(selection));
            }
        }

        return new ResolvedSelection([.. space.Shape], [.. selection.Start], empty ? new long[rank] : [.. selection.Count], [.. strides]);
    }

    /// <summary>
    /// The same elements with as few dimensions as possible: a dimension that is taken whole joins the one before it.
    /// </summary>
    public ResolvedSelection Collapse()
    {
        var shape = new List<long>(Shape);
        var start = new List<long>(Start);
        var count = new List<long>(Count);
        var stride = new List<long>(Stride);
        while (shape.Count > 1)
        {
            int i = shape.Count - 1;
            bool whole = start[i] == 0 && count[i] == shape[i] && stride[i] == 1;
            if (!whole || (stride[i - 1] != 1 && count[i - 1] > 1))
            {
                break;
            }

            start[i - 1] *= shape[i];
            count[i - 1] *= shape[i];
            stride[i - 1] = 1;
            shape[i - 1] *= shape[i];
            foreach (List<long> list in (List<long>[])[shape, start, count, stride])
            {
                list.RemoveAt(i);
            }
        }

        return new ResolvedSelection([.. shape], [.. start], [.. count], [.. stride]);
    }

    private static long[] Ones(int rank)
    {
        long[] ones = new long[rank];
        Array.Fill(ones, 1);
        return ones;
    }
}
