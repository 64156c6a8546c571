using System.Runtime.CompilerServices;

namespace EphysTx.Sequence;

internal sealed unsafe partial class LaneKernels<T, TVector, TOps, TTail>
{
    // A block of this depth of one column panel (32 KB in single precision) stays in the first-level cache.
    private const int DepthBlock = 256;

    public override void Multiply(T* a, long aStride, T* b, long bStride, T* c, int cStride, int rows, int columns, int depth, bool accumulate)
    {
        T* edge = stackalloc T[Panels.Rows * Panels.Columns];
        for (int k = 0; k < depth; k += DepthBlock)
        {
            int block = Math.Min(DepthBlock, depth - k);
            bool load = accumulate || k > 0;
            for (int column = 0; column < columns; column += Panels.Columns)
            {
                T* panelB = b + (column / Panels.Columns * bStride) + ((long)k * Panels.Columns);
                int width = Math.Min(Panels.Columns, columns - column);
                for (int row = 0; row < rows; row += Panels.Rows)
                {
                    T* panelA = a + (row / Panels.Rows * aStride) + ((long)k * Panels.Rows);
                    T* tile = c + ((long)row * cStride) + column;
                    int height = Math.Min(Panels.Rows, rows - row);
                    if (height == Panels.Rows && width == Panels.Columns)
                    {
                        Tile(block, panelA, panelB, tile, cStride, load);
                        continue;
                    }

                    if (load)
                    {
                        CopyTile(tile, cStride, edge, Panels.Columns, height, width);
                    }

                    Tile(block, panelA, panelB, edge, Panels.Columns, load);
                    CopyTile(edge, Panels.Columns, tile, cStride, height, width);
                }
            }
        }
    }

    private static void CopyTile(T* source, int sourceStride, T* target, int targetStride, int height, int width)
    {
        for (int row = 0; row < height; row++)
        {
            new ReadOnlySpan<T>(source + (row * sourceStride), width).CopyTo(new Span<T>(target + (row * targetStride), width));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(int depth, T* a, T* b, T* c, int cStride, bool load)
    {
        int height = TOps.HasManyRegisters ? 8 : 4;
        for (int column = 0; column < Panels.Columns; column += 2 * TOps.Count)
        {
            for (int row = 0; row < Panels.Rows; row += height)
            {
                T* corner = c + (row * cStride) + column;
                if (TOps.HasManyRegisters)
                {
                    Tile8(depth, a + row, b + column, corner, cStride, load);
                }
                else
                {
                    Tile4(depth, a + row, b + column, corner, cStride, load);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Tile8(int depth, T* a, T* b, T* c, int cStride, bool load)
    {
        TVector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        TVector c40 = default, c41 = default, c50 = default, c51 = default, c60 = default, c61 = default, c70 = default, c71 = default;
        int n = TOps.Count;
        if (load)
        {
            T* r = c;
            c00 = TOps.Load(r); c01 = TOps.Load(r + n); r += cStride;
            c10 = TOps.Load(r); c11 = TOps.Load(r + n); r += cStride;
            c20 = TOps.Load(r); c21 = TOps.Load(r + n); r += cStride;
            c30 = TOps.Load(r); c31 = TOps.Load(r + n); r += cStride;
            c40 = TOps.Load(r); c41 = TOps.Load(r + n); r += cStride;
            c50 = TOps.Load(r); c51 = TOps.Load(r + n); r += cStride;
            c60 = TOps.Load(r); c61 = TOps.Load(r + n); r += cStride;
            c70 = TOps.Load(r); c71 = TOps.Load(r + n);
        }

        T* end = a + ((long)depth * Panels.Rows);
        for (; a < end; a += Panels.Rows, b += Panels.Columns)
        {
            TVector b0 = TOps.Load(b);
            TVector b1 = TOps.Load(b + n);
            TVector x = TOps.Broadcast(a[0]);
            c00 = TOps.MultiplyAdd(x, b0, c00); c01 = TOps.MultiplyAdd(x, b1, c01);
            x = TOps.Broadcast(a[1]);
            c10 = TOps.MultiplyAdd(x, b0, c10); c11 = TOps.MultiplyAdd(x, b1, c11);
            x = TOps.Broadcast(a[2]);
            c20 = TOps.MultiplyAdd(x, b0, c20); c21 = TOps.MultiplyAdd(x, b1, c21);
            x = TOps.Broadcast(a[3]);
            c30 = TOps.MultiplyAdd(x, b0, c30); c31 = TOps.MultiplyAdd(x, b1, c31);
            x = TOps.Broadcast(a[4]);
            c40 = TOps.MultiplyAdd(x, b0, c40); c41 = TOps.MultiplyAdd(x, b1, c41);
            x = TOps.Broadcast(a[5]);
            c50 = TOps.MultiplyAdd(x, b0, c50); c51 = TOps.MultiplyAdd(x, b1, c51);
            x = TOps.Broadcast(a[6]);
            c60 = TOps.MultiplyAdd(x, b0, c60); c61 = TOps.MultiplyAdd(x, b1, c61);
            x = TOps.Broadcast(a[7]);
            c70 = TOps.MultiplyAdd(x, b0, c70); c71 = TOps.MultiplyAdd(x, b1, c71);
        }

        TOps.Store(c, c00); TOps.Store(c + n, c01); c += cStride;
        TOps.Store(c, c10); TOps.Store(c + n, c11); c += cStride;
        TOps.Store(c, c20); TOps.Store(c + n, c21); c += cStride;
        TOps.Store(c, c30); TOps.Store(c + n, c31); c += cStride;
        TOps.Store(c, c40); TOps.Store(c + n, c41); c += cStride;
        TOps.Store(c, c50); TOps.Store(c + n, c51); c += cStride;
        TOps.Store(c, c60); TOps.Store(c + n, c61); c += cStride;
        TOps.Store(c, c70); TOps.Store(c + n, c71);
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Tile4(int depth, T* a, T* b, T* c, int cStride, bool load)
    {
        TVector c00 = default, c01 = default, c10 = default, c11 = default, c20 = default, c21 = default, c30 = default, c31 = default;
        int n = TOps.Count;
        if (load)
        {
            T* r = c;
            c00 = TOps.Load(r); c01 = TOps.Load(r + n); r += cStride;
            c10 = TOps.Load(r); c11 = TOps.Load(r + n); r += cStride;
            c20 = TOps.Load(r); c21 = TOps.Load(r + n); r += cStride;
            c30 = TOps.Load(r); c31 = TOps.Load(r + n);
        }

        T* end = a + ((long)depth * Panels.Rows);
        for (; a < end; a += Panels.Rows, b += Panels.Columns)
        {
            TVector b0 = TOps.Load(b);
            TVector b1 = TOps.Load(b + n);
            TVector x = TOps.Broadcast(a[0]);
            c00 = TOps.MultiplyAdd(x, b0, c00); c01 = TOps.MultiplyAdd(x, b1, c01);
            x = TOps.Broadcast(a[1]);
            c10 = TOps.MultiplyAdd(x, b0, c10); c11 = TOps.MultiplyAdd(x, b1, c11);
            x = TOps.Broadcast(a[2]);
            c20 = TOps.MultiplyAdd(x, b0, c20); c21 = TOps.MultiplyAdd(x, b1, c21);
            x = TOps.Broadcast(a[3]);
            c30 = TOps.MultiplyAdd(x, b0, c30); c31 = TOps.MultiplyAdd(x, b1, c31);
        }

        TOps.Store(c, c00); TOps.Store(c + n, c01); c += cStride;
        TOps.Store(c, c10); TOps.Store(c + n, c11); c += cStride;
        TOps.Store(c, c20); TOps.Store(c + n, c21); c += cStride;
        TOps.Store(c, c30); TOps.Store(c + n, c31);
    }
}
