using EphysTx.Numerics;
using EphysTx.Sequence;

namespace EphysTx.Tests.Sequence;

public unsafe class SequenceKernelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(8, 32, 256)]
    [InlineData(13, 45, 300)]
    [InlineData(64, 40, 7)]
    public void A_product_equals_its_definition_in_double(int rows, int columns, int depth)
    {
        float[] a = Normals(rows * depth, 1);
        float[] b = Normals(depth * columns, 2);
        float[] c = Normals(rows * columns, 3);
        float[] start = [.. c];
        Multiply(Kernels.Widest(), a, b, c, rows, columns, depth, accumulate: true);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                double sum = start[(row * columns) + column];
                double sizes = Math.Abs(sum);
                for (int k = 0; k < depth; k++)
                {
                    double term = (double)a[(row * depth) + k] * b[(k * columns) + column];
                    sum += term;
                    sizes += Math.Abs(term);
                }

                // The bound of a chain of roundings, one a term, to 24 bits.
                Assert.True(Math.Abs(sum - c[(row * columns) + column]) <= (depth + 1) * Math.Pow(2, -24) * sizes);
            }
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(1)]
    public void Every_register_width_gives_the_same_bits(int width)
    {
        Assert.Equal(Everything(Kernels.Single(16)), Everything(Kernels.Single(width)));
    }

    [Fact]
    public void Exp_and_tanh_are_right_to_single_precision()
    {
        float[] x = [.. Enumerable.Range(-200_000, 400_001).Select(i => i * 4.3e-4f)];
        float[] exp = [.. x];
        float[] tanh = [.. x];
        Kernels<float> kernels = Kernels.Widest();
        fixed (float* e = exp, t = tanh)
        {
            kernels.Exp(e, exp.Length);
            kernels.Tanh(t, tanh.Length);
        }

        Assert.True(Enumerable.Range(0, x.Length).Max(i => Math.Abs((exp[i] / Math.Exp(x[i])) - 1)) < 2e-7);
        Assert.True(Enumerable.Range(0, x.Length).Max(i => Math.Abs(tanh[i] - Math.Tanh(x[i]))) < 1.2e-7);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(1)]
    public void Exp_and_tanh_pass_on_what_is_not_a_number_and_stay_finite_far_out(int width)
    {
        float[] exp = [.. Enumerable.Repeat(0f, 16), float.NaN, 1000, -1000, float.PositiveInfinity, float.NegativeInfinity, .. Enumerable.Repeat(0f, 11)];
        float[] tanh = [.. exp];
        Kernels<float> kernels = Kernels.Single(width);
        fixed (float* e = exp, t = tanh)
        {
            kernels.Exp(e, exp.Length);
            kernels.Tanh(t, tanh.Length);
        }

        Assert.True(float.IsNaN(exp[16]) && float.IsNaN(tanh[16]));
        Assert.All(exp[17..21], value => Assert.True(float.IsFinite(value)));
        Assert.Equal([1f, -1f, 1f, -1f], tanh[17..21]);
    }

    /// <summary>All kernels one after the other, with tails that no register width divides.</summary>
    private static float[] Everything(Kernels<float> kernels)
    {
        const int Hidden = 53;
        var all = new List<float>();
        float[] product = Normals(37 * 75, 3);
        Multiply(kernels, Normals(37 * 530, 1), Normals(530 * 75, 2), product, 37, 75, 530, accumulate: true);
        all.AddRange(product);
        float[] gates = Normals(4 * Hidden, 4);
        float[] previous = Normals(Hidden, 5);
        float[] work = Normals(6 * Hidden, 6);
        var step = new AdamWStep<float>(0.7f, 0.999f, 0.9f, 0.999f, 0.01f, 0.3f, 1e-8f);
        fixed (float* g = gates, p = previous, w = work)
        {
            kernels.LstmForward(g, p, w, w + Hidden, w + (2 * Hidden), Hidden);
            all.AddRange(gates);
            kernels.LstmBackward(g, w + (3 * Hidden), w + (4 * Hidden), p, w + Hidden, Hidden);
            kernels.LstmBackward(g, w + (3 * Hidden), w + (4 * Hidden), null, w + Hidden, Hidden);
            all.AddRange([kernels.Dot(g, w, 4 * Hidden), kernels.Sum(g, 4 * Hidden)]);
            kernels.Tanh(p, Hidden);
            kernels.TanhBackward(p, w, 0.3f, Hidden);
            kernels.Shift(p, 0.1f, 1.3f, Hidden);
            kernels.AddScaled(0.7f, p, w + (5 * Hidden), Hidden);
            kernels.UnfoldNorm(w + (2 * Hidden), w, 0.2f, g, g + Hidden, w + (3 * Hidden), w + (4 * Hidden), Hidden);
            kernels.Multiply(w, w + Hidden, w, Hidden);
            for (int i = 0; i < Hidden; i++)
            {
                w[(2 * Hidden) + i] = MathF.Abs(w[(2 * Hidden) + i]);
            }

            kernels.AdamW(w, w + Hidden, p, w + (2 * Hidden), Hidden, step);
            kernels.Exp(g, 4 * Hidden);
        }

        return [.. all, .. gates, .. previous, .. work];
    }

    private static void Multiply(Kernels<float> kernels, float[] a, float[] b, float[] c, int rows, int columns, int depth, bool accumulate)
    {
        var left = new AlignedBuffer<float>(Panels.RowLength(rows, depth));
        var right = new AlignedBuffer<float>(Panels.ColumnLength(columns, depth));
        fixed (float* pa = a, pb = b, pc = c)
        {
            Panels.PackRows(pa, depth, rows, depth, left.Pointer);
            Panels.PackColumns(pb, columns, columns, depth, right.Pointer);
            kernels.Multiply(left.Pointer, (long)Panels.Rows * depth, right.Pointer, (long)Panels.Columns * depth, pc, columns, rows, columns, depth, accumulate);
        }
    }

    private static float[] Normals(int count, long seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.NextNormal())];
    }
}
