namespace EphysTx.Sequence;

/// <summary>What a classifier's training minimises.</summary>
public enum SequenceObjective
{
    /// <summary>Cross-entropy with weights 1 / count of the training cells (after resampling, if there is any).</summary>
    WeightedCrossEntropy,

    /// <summary>Cross-entropy, every cell alike.</summary>
    CrossEntropy,

    /// <summary>Focal loss (γ 2) with weights by the effective number of training cells (β 0.999); after SMOTE these are all 1.</summary>
    ClassBalancedFocal,
}

/// <summary>One classifier of sequences with all its choices; the defaults are the paper's attention model without SMOTE.</summary>
public sealed record SequenceClassifierOptions
{
    /// <summary>How the steps become one vector.</summary>
    public SequencePooling Pooling { get; init; } = SequencePooling.Attention;

    /// <summary>How a step's values enter.</summary>
    public InputMode Input { get; init; }

    /// <summary>Hidden units per direction, 1 or more.</summary>
    public int Hidden { get; init; } = 128;

    /// <summary>What becomes of values that were not recorded.</summary>
    public MissingPolicy Missing { get; init; }

    /// <summary>What turns the pooled vector into class scores.</summary>
    public HeadKind Head { get; init; }

    /// <summary>What is minimised.</summary>
    public SequenceObjective Objective { get; init; }

    /// <summary>Synthetic cells fill the smaller classes of the training part; null for none.</summary>
    public SmoteOptions? Smote { get; init; }

    /// <summary>τ of the correction by the priors of the training part before resampling; 0 for none. See <see cref="PriorCorrection"/>.</summary>
    public double PriorTau { get; init; }

    /// <summary>How it is trained.</summary>
    public SequenceTrainingOptions Training { get; init; } = new();

    /// <summary>Models whose probabilities are averaged, 1 or more; they differ in seed and in the cells held out to stop on.</summary>
    public int Members { get; init; } = 1;

    internal SequenceArchitecture Architecture(SequenceLayout layout) =>
        SequenceArchitecture.For(layout) with { Pooling = Pooling, Input = Input, Hidden = Hidden };

    internal SequenceHead HeadFor(int classes, string name = "head") => new() { Name = name, Classes = classes, Kind = Head };

    internal SequenceLoss LossFor(int[] labels, int classes) => Objective switch
    {
        SequenceObjective.WeightedCrossEntropy => SequenceLoss.CrossEntropy(SequenceClassWeights.InverseCount(labels, classes)),
        SequenceObjective.ClassBalancedFocal => SequenceLoss.Focal(SequenceClassWeights.EffectiveNumber(labels, classes)),
        _ => SequenceLoss.CrossEntropy(),
    };
}
