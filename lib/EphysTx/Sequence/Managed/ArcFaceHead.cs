using System.Numerics;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>Additive angular margin (Deng et al. 2019). Directions start uniform in ± √(6 / (features + classes)) (Glorot).</summary>
internal sealed unsafe class ArcFaceHead<T> : Head<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Below this sin², the slope of the sine no longer counts: it would be infinite on the class's very direction.
    private const double SmallestSquare = 1e-7;
    private const double SmallestNorm = 1e-12;

    private readonly Kernels<T> _kernels;
    private readonly Parameter<T> _weight;
    private readonly AlignedBuffer<T> _directions;
    private readonly AlignedBuffer<T> _directionGradients;
    private AlignedBuffer<T> _units = new(0);
    private T[] _norms = [];
    private double[] _slopes = [];

    public ArcFaceHead(SequenceHead definition, int features, Kernels<T> kernels, SeededRandom random)
        : base(definition, features)
    {
        _kernels = kernels;
        _weight = new Parameter<T>(definition.Name + ".weight", definition.Classes, features).Uniform(Math.Sqrt(6.0 / (features + definition.Classes)), random);
        _directions = new(definition.Classes * features);
        _directionGradients = new(definition.Classes * features);
        Parameters.Add(_weight);
    }

    protected override void Grow(int cells)
    {
        _units = new(cells * Features);
        _norms = new T[cells];
        _slopes = new double[cells * Classes];
    }

    protected override void ForwardCore(T* pooled, int cells, ReadOnlySpan<int> labels, SeededRandom? dropout)
    {
        for (int c = 0; c < Classes; c++)
        {
            Unit(_weight.Value + (c * Features), _directions.Pointer + (c * Features));
        }

        for (int cell = 0; cell < cells; cell++)
        {
            T* unit = _units.Pointer + (cell * Features);
            _norms[cell] = Unit(pooled + (cell * Features), unit);
            for (int c = 0; c < Classes; c++)
            {
                double cosine = double.CreateTruncating(_kernels.Dot(unit, _directions.Pointer + (c * Features), Features));
                bool own = !labels.IsEmpty && labels[cell] == c;
                (double value, double slope) = own ? Widened(cosine) : (cosine, 1);
                Logits[(cell * Classes) + c] = Definition.Scale * value;
                _slopes[(cell * Classes) + c] = Definition.Scale * slope;
            }
        }
    }

    public override void Backward(T* pooledGradient, int cells)
    {
        _directionGradients.Span.Clear();
        for (int cell = 0; cell < cells; cell++)
        {
            T* unit = _units.Pointer + (cell * Features);
            T* gradient = pooledGradient + (cell * Features);
            new Span<T>(gradient, Features).Clear();
            for (int c = 0; c < Classes; c++)
            {
                T slope = T.CreateTruncating(Logits[(cell * Classes) + c] * _slopes[(cell * Classes) + c]);
                _kernels.AddScaled(slope, _directions.Pointer + (c * Features), gradient, Features);
                _kernels.AddScaled(slope, unit, _directionGradients.Pointer + (c * Features), Features);
            }

            _kernels.AddScaled(-_kernels.Dot(unit, gradient, Features), unit, gradient, Features);
            _kernels.Shift(gradient, T.Zero, T.One / _norms[cell], Features);
        }

        for (int c = 0; c < Classes; c++)
        {
            T* direction = _directions.Pointer + (c * Features);
            T* gradient = _directionGradients.Pointer + (c * Features);
            _kernels.AddScaled(-_kernels.Dot(direction, gradient, Features), direction, gradient, Features);
            _kernels.AddScaled(T.One / Norm(_weight.Value + (c * Features)), gradient, _weight.Gradient + (c * Features), Features);
        }
    }

    /// <summary>cos(θ + m) and its slope by cos θ.</summary>
    private (double Value, double Slope) Widened(double cosine)
    {
        double m = Definition.Margin;
        if (cosine <= Math.Cos(Math.PI - m))
        {
            return (cosine - (Math.Sin(Math.PI - m) * m), 1);
        }

        double square = 1 - (cosine * cosine);
        double sine = Math.Sqrt(Math.Max(square, SmallestSquare));
        double slope = square > SmallestSquare ? Math.Cos(m) + (Math.Sin(m) * cosine / sine) : Math.Cos(m);
        return ((cosine * Math.Cos(m)) - (sine * Math.Sin(m)), slope);
    }

    private T Unit(T* source, T* target)
    {
        T norm = Norm(source);
        new ReadOnlySpan<T>(source, Features).CopyTo(new Span<T>(target, Features));
        _kernels.Shift(target, T.Zero, T.One / norm, Features);
        return norm;
    }

    private T Norm(T* source) => T.Max(T.Sqrt(_kernels.Dot(source, source, Features)), T.CreateTruncating(SmallestNorm));
}
