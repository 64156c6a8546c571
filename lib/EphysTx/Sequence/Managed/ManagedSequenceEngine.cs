namespace EphysTx.Sequence;

/// <summary>
/// The engine in managed code: single precision, one thread per model, the widest vector instructions of the machine. Models
/// with fused multiply-add give the same bits at every vector width.
/// </summary>
public sealed class ManagedSequenceEngine : ISequenceEngine
{
    private readonly int _width;

    /// <summary>Makes the engine.</summary>
    public ManagedSequenceEngine()
    {
    }

    /// <summary>Makes the engine with vectors of 16, 8 or 1 numbers; for tests and comparisons.</summary>
    internal ManagedSequenceEngine(int vectorWidth) => _width = vectorWidth;

    /// <inheritdoc/>
    public string Name => "managed";

    /// <inheritdoc/>
    public ISequenceModel Create(SequenceArchitecture architecture, IReadOnlyList<SequenceHead> heads, long seed) =>
        new ManagedModel<float>(architecture, heads, seed, _width == 0 ? Kernels.Widest() : Kernels.Single(_width));
}
