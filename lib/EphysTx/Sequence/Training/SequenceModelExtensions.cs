namespace EphysTx.Sequence;

/// <summary>What is done with models in transfer learning.</summary>
public static class SequenceModelExtensions
{
    /// <summary>The encoder's tensors, without those of the heads.</summary>
    public static IReadOnlyList<NamedTensor> EncoderTensors(this ISequenceModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return [.. model.Tensors().Where(tensor => !model.Heads.Any(head => tensor.Name.StartsWith(head.Name + ".", StringComparison.Ordinal)))];
    }

    /// <summary>Copies another model's encoder into this one; the heads stay.</summary>
    /// <exception cref="EphysTxException">The encoders differ in size or pooling.</exception>
    public static void CopyEncoderFrom(this ISequenceModel model, ISequenceModel other)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(other);
        if (model.Architecture != other.Architecture)
        {
            throw new EphysTxException($"An encoder of {other.Architecture} does not fit a model of {model.Architecture}; create both with one architecture.");
        }

        model.Load(other.EncoderTensors());
    }
}
