using System.Numerics;

namespace EphysTx.Sequence;

/// <summary>Gathers a batch, step after step, and, where the input mode says so, normalises each step's row (LayerNorm without its scale and offset).</summary>
internal static unsafe class InputRows
{
    /// <summary>PyTorch's LayerNorm default.</summary>
    public const double Epsilon = 1e-5;

    public static void Gather<T>(SequenceInput input, InputMode mode, ReadOnlySpan<int> cells, Kernels<T> kernels, T* target, bool[] present)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = input.Layout.Width;
        int steps = input.Layout.Steps;
        for (int i = 0; i < cells.Length; i++)
        {
            ReadOnlySpan<float> values = input.Values(cells[i]);
            ReadOnlySpan<bool> recorded = input.Recorded(cells[i]);
            for (int step = 0; step < steps; step++)
            {
                T* row = target + ((((long)step * cells.Length) + i) * width);
                ReadOnlySpan<float> source = values.Slice(step * width, width);
                present[(i * steps) + step] = input.HasFamily(cells[i], step);
                if (typeof(T) == typeof(float))
                {
                    source.CopyTo(new Span<float>(row, width));
                }
                else
                {
                    for (int j = 0; j < width; j++)
                    {
                        row[j] = T.CreateTruncating(source[j]);
                    }
                }

                if (mode == InputMode.PaddedLayerNorm)
                {
                    Normalise(row, width, recorded.IsEmpty ? recorded : recorded.Slice(step * width, width), kernels);
                }
            }
        }
    }

    private static void Normalise<T>(T* row, int width, ReadOnlySpan<bool> recorded, Kernels<T> kernels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int counted = recorded.IsEmpty ? width : recorded.Count(true);
        if (counted == 0)
        {
            return;
        }

        T divisor = T.CreateTruncating(counted);
        kernels.Shift(row, kernels.Sum(row, width) / divisor, T.One, width);
        for (int j = 0; j < recorded.Length; j++)
        {
            row[j] = recorded[j] ? row[j] : T.Zero;
        }

        T variance = kernels.Dot(row, row, width) / divisor;
        kernels.Shift(row, T.Zero, T.One / T.Sqrt(variance + T.CreateTruncating(Epsilon)), width);
    }
}
