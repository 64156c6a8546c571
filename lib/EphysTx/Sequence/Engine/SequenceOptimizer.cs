namespace EphysTx.Sequence;

/// <summary>AdamW (Loshchilov and Hutter 2019) as PyTorch computes it, on all parameters alike, with the gradient's norm clipped.</summary>
/// <remarks>
/// A tensor that no loss has reached since the last step is passed over: neither its values nor its means move, nor does weight decay shrink it, and its own count of steps stays. This is what
/// PyTorch 2 does, where <c>zero_grad</c> leaves no gradient (in PyTorch 1 it left zeros, so that such a tensor went on decaying). It matters in training with several heads when a step has
/// no cells of one of them, and for a frozen encoder.
/// </remarks>
public sealed record SequenceOptimizer
{
    /// <summary>Learning rate, above 0.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Decoupled weight decay, 0 or more.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Decay of the gradient's mean, in [0, 1).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the squared gradient's mean, in [0, 1).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator, above 0.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Largest norm of the whole gradient, above 0; infinity for no clipping.</summary>
    public double MaxGradientNorm { get; init; } = 2;

    internal void Check()
    {
        if (!(LearningRate > 0) || !double.IsFinite(LearningRate) || !(WeightDecay >= 0) || !(Beta1 >= 0 && Beta1 < 1)
            || !(Beta2 >= 0 && Beta2 < 1) || !(Epsilon > 0) || !(MaxGradientNorm > 0))
        {
            throw new ArgumentException($"An optimiser setting is out of range: {this}.");
        }
    }
}
