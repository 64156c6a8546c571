using System.Numerics;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>A head's tensors and passes.</summary>
internal abstract unsafe class Head<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    protected Head(SequenceHead definition, int features) => (Definition, Features) = (definition, features);

    public SequenceHead Definition { get; }

    public List<Parameter<T>> Parameters { get; } = [];

    /// <summary>Logits of the last forward pass, cells × classes.</summary>
    public double[] Logits { get; private set; } = [];

    protected int Features { get; }

    protected int Classes => Definition.Classes;

    public static Head<T> Create(SequenceHead definition, int features, Kernels<T> kernels, SeededRandom random) => definition.Kind == HeadKind.ArcFace
        ? new ArcFaceHead<T>(definition, features, kernels, random)
        : new LinearHead<T>(definition, features, kernels, random);

    /// <summary>Fills <see cref="Logits"/>.</summary>
    /// <param name="pooled">Cells × features.</param>
    /// <param name="cells">Number of cells.</param>
    /// <param name="labels">Class of each cell in training; empty when scoring.</param>
    /// <param name="dropout">Draws the dropout; null for none.</param>
    public void Forward(T* pooled, int cells, ReadOnlySpan<int> labels, SeededRandom? dropout)
    {
        if (Logits.Length < cells * Classes)
        {
            Logits = new double[cells * Classes];
            Grow(cells);
        }

        ForwardCore(pooled, cells, labels, dropout);
    }

    /// <summary>Adds to the gradients and overwrites the gradient of the pooled vectors; <see cref="Logits"/> holds that of the logits.</summary>
    public abstract void Backward(T* pooledGradient, int cells);

    protected abstract void Grow(int cells);

    protected abstract void ForwardCore(T* pooled, int cells, ReadOnlySpan<int> labels, SeededRandom? dropout);
}
