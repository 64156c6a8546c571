namespace EphysTx.Sequence;

/// <summary>What early stopping watches on the validation part.</summary>
public enum StoppingMeasure
{
    /// <summary>Accuracy, higher is better.</summary>
    Accuracy,

    /// <summary>Mean F1 over the classes that occur in truth or prediction, higher is better.</summary>
    MacroF1,

    /// <summary>The training's loss on the validation part, without dropout and margin, lower is better.</summary>
    Loss,
}

/// <summary>How a model is trained; the defaults are the paper's.</summary>
public sealed record SequenceTrainingOptions
{
    /// <summary>Optimiser settings.</summary>
    public SequenceOptimizer Optimizer { get; init; } = new();

    /// <summary>Most epochs, 1 or more.</summary>
    public int MaxEpochs { get; init; } = 50;

    /// <summary>Most optimiser steps, 1 or more; null for no bound. Training ends inside an epoch when they are used up.</summary>
    public int? MaxSteps { get; init; }

    /// <summary>Optimiser steps of one epoch, 1 or more; null for those of the task with the most batches. A shorter task is shuffled again and goes on.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>Epochs without improvement after which training ends, 1 or more; null to go on to the end.</summary>
    public int? Patience { get; init; } = 7;

    /// <summary>What improvement means. A tie is none.</summary>
    public StoppingMeasure StopOn { get; init; }

    /// <summary>Whether the parameters of the best validation epoch are put back at the end. Without validation cells, the last stay.</summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>Cells a training batch, 1 or more.</summary>
    public int Batch { get; init; } = 64;

    /// <summary>Cells an evaluation batch, 1 or more.</summary>
    public int EvaluationBatch { get; init; } = 256;

    /// <summary>Whether a last partial batch is left out. A training part smaller than one batch is used whole all the same.</summary>
    public bool DropLast { get; init; }

    /// <summary>Whether only heads learn.</summary>
    public bool FreezeEncoder { get; init; }

    internal void Check()
    {
        Optimizer.Check();
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxEpochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxSteps ?? 1, 1, nameof(MaxSteps));
        ArgumentOutOfRangeException.ThrowIfLessThan(StepsPerEpoch ?? 1, 1, nameof(StepsPerEpoch));
        ArgumentOutOfRangeException.ThrowIfLessThan(Patience ?? 1, 1, nameof(Patience));
        ArgumentOutOfRangeException.ThrowIfLessThan(Batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EvaluationBatch, 1);
    }
}
