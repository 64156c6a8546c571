using System.Buffers;

namespace EphysTx.Hdf5;

/// <summary>Reads data that lie in one piece: contiguous and compact layouts.</summary>
internal static class PieceReader
{
    private const int BufferBytes = 1 << 18;

    /// <param name="read">Gives bytes of the data by their offset from its first byte.</param>
    /// <param name="elementSize">Bytes of one stored element.</param>
    /// <param name="selection">Which elements.</param>
    /// <param name="sink">Where they go.</param>
    /// <param name="token">Stops between pieces.</param>
    public static void Read(ReadBytes read, int elementSize, ResolvedSelection selection, ElementSink sink, CancellationToken token)
    {
        ResolvedSelection rows = selection.Collapse();
        int outer = rows.Rank - 1;
        long[] at = new long[rows.Rank];
        byte[] buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(BufferBytes, Math.Max(elementSize, rows.Count[outer] * rows.Stride[outer] * elementSize)) + elementSize);
        try
        {
            for (int done = 0; done < rows.Total; done += (int)rows.Count[outer])
            {
                token.ThrowIfCancellationRequested();
                long origin = 0;
                for (int i = 0; i < rows.Rank; i++)
                {
                    origin = (origin * rows.Shape[i]) + rows.Start[i] + (at[i] * rows.Stride[i]);
                }

                Row(read, elementSize, origin, (int)rows.Count[outer], rows.Stride[outer], done, sink, buffer);
                for (int i = outer - 1; i >= 0 && ++at[i] == rows.Count[i]; i--)
                {
                    at[i] = 0;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void Row(
        ReadBytes read, int elementSize, long origin, int count, long stride, int done, ElementSink sink, byte[] buffer)
    {
        if (stride == 1 && sink.TryGetSpan(done, count, out Span<byte> span))
        {
            read(origin * elementSize, span);
            sink.Landed(done, count);
            return;
        }

        int step = (int)Math.Clamp((BufferBytes / elementSize) / stride, 1, count);
        for (int first = 0; first < count; first += step)
        {
            int part = Math.Min(step, count - first);
            int elements = part == 1 ? 1 : (int)(((part - 1) * stride) + 1);
            Span<byte> bytes = buffer.AsSpan(0, elements * elementSize);
            read((origin + (first * stride)) * elementSize, bytes);
            sink.Put(bytes, part == 1 ? 1 : (int)stride, done + first, part);
        }
    }
}
