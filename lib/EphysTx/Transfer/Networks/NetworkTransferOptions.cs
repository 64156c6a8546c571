using EphysTx.Sequence;

namespace EphysTx.Transfer;

/// <summary>How a network learns from two species.</summary>
public enum TransferMethod
{
    /// <summary>The network learns from the source first; its encoder goes on to the target (warm-up of a new head, then everything).</summary>
    Pretrain,

    /// <summary>One encoder with a head per species learns from both at once, then from the target alone.</summary>
    Joint,
}

/// <summary>Where the second species' cells and labels come from: the true ones, or a control.</summary>
public enum TransferSource
{
    /// <summary>Source cells with their labels.</summary>
    True,

    /// <summary>Source cells with labels permuted among them: the same cells, shapes and amount of training, no knowledge of classes.</summary>
    PermutedLabels,

    /// <summary>No source: the same stages, learning rates, stopping rule and number of steps, on the target's training cells alone.</summary>
    None,
}

/// <summary>A transfer with all its choices; rates and epochs are the paper's.</summary>
public sealed record NetworkTransferOptions
{
    /// <summary>How both species are learned from.</summary>
    public TransferMethod Method { get; init; } = TransferMethod.Joint;

    /// <summary>True source, or a control.</summary>
    public TransferSource Source { get; init; }

    /// <summary>Encoder, missing values, objective; its training options serve the learning from the source alone.</summary>
    public SequenceClassifierOptions Model { get; init; } = new() { Training = new SequenceTrainingOptions { StopOn = StoppingMeasure.MacroF1 } };

    /// <summary>Weight of the source's loss in joint training, above 0.</summary>
    public double SourceWeight { get; init; } = 0.5;

    /// <summary>Learning rate of joint training, above 0.</summary>
    public double JointRate { get; init; } = 5e-4;

    /// <summary>Epochs in which only the new head learns, 0 or more; after pretraining.</summary>
    public int WarmUpEpochs { get; init; } = 5;

    /// <summary>Learning rate of the warm-up, above 0.</summary>
    public double WarmUpRate { get; init; } = 1e-3;

    /// <summary>Learning rate of the last stage, on the target alone; null for the paper's (5e-4 after pretraining, 3e-4 after joint training).</summary>
    public double? FineTuneRate { get; init; }

    /// <summary>
    /// What the last stage stops on; null for the paper's (accuracy after pretraining, macro-F1 after joint training). A comparison of methods needs one rule for all.
    /// </summary>
    public StoppingMeasure? FineTuneStopOn { get; init; }

    /// <summary>Share of the source's cells that its own training stops on, in (0, 1).</summary>
    public double SourceValidation { get; init; } = 0.2;

    /// <summary>
    /// Whether the last stage may return to where it began when it never does better on the validation cells. The paper's code forgets the best joint checkpoint; set to keep it.
    /// </summary>
    public bool KeepBestOfBothStages { get; init; }

    internal double LastRate => FineTuneRate ?? (Method == TransferMethod.Pretrain ? 5e-4 : 3e-4);

    internal StoppingMeasure LastStop => FineTuneStopOn ?? (Method == TransferMethod.Pretrain ? StoppingMeasure.Accuracy : StoppingMeasure.MacroF1);
}
