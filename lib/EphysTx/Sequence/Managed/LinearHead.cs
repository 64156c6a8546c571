using System.Numerics;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>LayerNorm, dropout, Linear.</summary>
internal sealed unsafe class LinearHead<T> : Head<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Kernels<T> _kernels;
    private readonly Parameter<T> _scale;
    private readonly Parameter<T> _offset;
    private readonly Parameter<T> _weight;
    private readonly Parameter<T> _bias;
    private AlignedBuffer<T> _normed = new(0);
    private AlignedBuffer<T> _kept = new(0);
    private AlignedBuffer<T> _active = new(0);
    private AlignedBuffer<T> _inverse = new(0);

    public LinearHead(SequenceHead definition, int features, Kernels<T> kernels, SeededRandom random)
        : base(definition, features)
    {
        _kernels = kernels;
        double bound = 1 / Math.Sqrt(features);
        _scale = new Parameter<T>(definition.Name + ".0.weight", features).Fill(T.One);
        _offset = new Parameter<T>(definition.Name + ".0.bias", features);
        _weight = new Parameter<T>(definition.Name + ".2.weight", definition.Classes, features).Uniform(bound, random);
        _bias = new Parameter<T>(definition.Name + ".2.bias", definition.Classes).Uniform(bound, random);
        Parameters.AddRange([_scale, _offset, _weight, _bias]);
    }

    protected override void Grow(int cells)
    {
        _normed = new(cells * Features);
        _kept = new(cells * Features);
        _active = new(cells * Features);
        _inverse = new(cells);
    }

    protected override void ForwardCore(T* pooled, int cells, ReadOnlySpan<int> labels, SeededRandom? dropout)
    {
        T width = T.CreateTruncating(Features);
        T kept = T.CreateTruncating(1 / (1 - Definition.Dropout));
        for (int cell = 0; cell < cells; cell++)
        {
            T* normed = _normed.Pointer + (cell * Features);
            T* active = _active.Pointer + (cell * Features);
            T* keep = _kept.Pointer + (cell * Features);
            new ReadOnlySpan<T>(pooled + (cell * Features), Features).CopyTo(new Span<T>(normed, Features));
            _kernels.Shift(normed, _kernels.Sum(normed, Features) / width, T.One, Features);
            T inverse = T.One / T.Sqrt((_kernels.Dot(normed, normed, Features) / width) + T.CreateTruncating(InputRows.Epsilon));
            _kernels.Shift(normed, T.Zero, inverse, Features);
            _inverse.Pointer[cell] = inverse;
            for (int j = 0; j < Features; j++)
            {
                keep[j] = dropout is null ? T.One : dropout.NextDouble() < Definition.Dropout ? T.Zero : kept;
                active[j] = ((normed[j] * _scale.Value[j]) + _offset.Value[j]) * keep[j];
            }

            for (int c = 0; c < Classes; c++)
            {
                Logits[(cell * Classes) + c] = double.CreateTruncating(_kernels.Dot(active, _weight.Value + (c * Features), Features) + _bias.Value[c]);
            }
        }
    }

    public override void Backward(T* pooledGradient, int cells)
    {
        for (int cell = 0; cell < cells; cell++)
        {
            T* normed = _normed.Pointer + (cell * Features);
            T* active = _active.Pointer + (cell * Features);
            T* keep = _kept.Pointer + (cell * Features);
            T* gradient = pooledGradient + (cell * Features);
            new Span<T>(gradient, Features).Clear();
            for (int c = 0; c < Classes; c++)
            {
                T slope = T.CreateTruncating(Logits[(cell * Classes) + c]);
                _kernels.AddScaled(slope, active, _weight.Gradient + (c * Features), Features);
                _kernels.AddScaled(slope, _weight.Value + (c * Features), gradient, Features);
                _bias.Gradient[c] += slope;
            }

            T sum = T.Zero;
            T along = T.Zero;
            for (int j = 0; j < Features; j++)
            {
                T g = gradient[j] * keep[j];
                _scale.Gradient[j] += g * normed[j];
                _offset.Gradient[j] += g;
                gradient[j] = g * _scale.Value[j];
                sum += gradient[j];
                along += gradient[j] * normed[j];
            }

            T width = T.CreateTruncating(Features);
            sum /= width;
            along /= width;
            for (int j = 0; j < Features; j++)
            {
                gradient[j] = _inverse.Pointer[cell] * (gradient[j] - sum - (normed[j] * along));
            }
        }
    }
}
