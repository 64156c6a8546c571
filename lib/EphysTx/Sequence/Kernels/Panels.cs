namespace EphysTx.Sequence;

/// <summary>
/// The layouts that the matrix product reads: rows of A in panels of 8, columns of B in panels of 32, each panel stored k
/// after k. Rows or columns beyond the edge are zeros.
/// </summary>
internal static unsafe class Panels
{
    /// <summary>Rows in a panel of A.</summary>
    public const int Rows = 8;

    /// <summary>Columns in a panel of B.</summary>
    public const int Columns = 32;

    /// <summary>Numbers in the row panels of a matrix.</summary>
    public static int RowLength(int rows, int depth) => (rows + Rows - 1) / Rows * Rows * depth;

    /// <summary>Numbers in the column panels of a matrix.</summary>
    public static int ColumnLength(int columns, int depth) => (columns + Columns - 1) / Columns * Columns * depth;

    /// <summary>Packs rows whose k-th numbers are <paramref name="stride"/> · row + k.</summary>
    public static void PackRows<T>(T* source, int stride, int rows, int depth, T* target)
        where T : unmanaged => Interleave(source, stride, rows, depth, Rows, target);

    /// <summary>Packs the transpose: row m has its k-th number at <paramref name="stride"/> · k + m.</summary>
    public static void PackRowsTransposed<T>(T* source, int stride, int rows, int depth, T* target)
        where T : unmanaged => Copy(source, stride, rows, depth, Rows, target);

    /// <summary>Packs columns of a row-major matrix: k-th number of column n at <paramref name="stride"/> · k + n.</summary>
    public static void PackColumns<T>(T* source, int stride, int columns, int depth, T* target)
        where T : unmanaged => Copy(source, stride, columns, depth, Columns, target);

    /// <summary>Packs the transpose: column n has its k-th number at <paramref name="stride"/> · n + k.</summary>
    public static void PackColumnsTransposed<T>(T* source, int stride, int columns, int depth, T* target)
        where T : unmanaged => Interleave(source, stride, columns, depth, Columns, target);

    private static void Copy<T>(T* source, int stride, int lines, int depth, int panel, T* target)
        where T : unmanaged
    {
        for (int start = 0; start < lines; start += panel)
        {
            int used = Math.Min(panel, lines - start);
            T* line = source + start;
            for (int k = 0; k < depth; k++, line += stride, target += panel)
            {
                new ReadOnlySpan<T>(line, used).CopyTo(new Span<T>(target, used));
                new Span<T>(target + used, panel - used).Clear();
            }
        }
    }

    private static void Interleave<T>(T* source, int stride, int lines, int depth, int panel, T* target)
        where T : unmanaged
    {
        for (int start = 0; start < lines; start += panel, target += (long)panel * depth)
        {
            int used = Math.Min(panel, lines - start);
            if (used < panel)
            {
                new Span<T>(target, panel * depth).Clear();
            }

            // Four lines at a time: fewer passes over the target, which is the larger stride.
            int line = 0;
            for (; line + 4 <= used; line += 4)
            {
                T* p0 = source + ((long)(start + line) * stride);
                T* p1 = p0 + stride;
                T* p2 = p1 + stride;
                T* p3 = p2 + stride;
                T* to = target + line;
                for (int k = 0; k < depth; k++, to += panel)
                {
                    to[0] = p0[k];
                    to[1] = p1[k];
                    to[2] = p2[k];
                    to[3] = p3[k];
                }
            }

            for (; line < used; line++)
            {
                T* from = source + ((long)(start + line) * stride);
                T* to = target + line;
                for (int k = 0; k < depth; k++, to += panel)
                {
                    *to = from[k];
                }
            }
        }
    }
}
