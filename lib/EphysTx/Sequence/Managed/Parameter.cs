using System.Numerics;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>One trained tensor with its gradient.</summary>
internal sealed unsafe class Parameter<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _value;
    private readonly AlignedBuffer<T> _gradient;

    public Parameter(string name, params int[] shape)
    {
        Name = name;
        Shape = shape;
        Count = shape.Aggregate(1, (product, size) => checked(product * size));
        _value = new AlignedBuffer<T>(Count);
        _gradient = new AlignedBuffer<T>(Count);
    }

    public string Name { get; }

    public int[] Shape { get; }

    public int Count { get; }

    public T* Value => _value.Pointer;

    public T* Gradient => _gradient.Pointer;

    public Span<T> Values => _value.Span;

    public Span<T> Gradients => _gradient.Span;

    /// <summary>Uniform in ± bound, number after number.</summary>
    public Parameter<T> Uniform(double bound, SeededRandom random)
    {
        foreach (ref T value in Values)
        {
            value = T.CreateTruncating(((2 * random.NextDouble()) - 1) * bound);
        }

        return this;
    }

    public Parameter<T> Fill(T value)
    {
        Values.Fill(value);
        return this;
    }
}
