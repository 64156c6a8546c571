using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>How a model is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Donor-grouped folds of the evaluation, 2 or more.</summary>
    public int OuterFolds { get; init; } = 5;

    /// <summary>Donor-grouped folds inside each for calibration, 2 or more.</summary>
    public int InnerFolds { get; init; } = 4;

    /// <summary>Promised coverages of the prediction sets, ascending.</summary>
    public IReadOnlyList<double> Levels { get; init; } = [0.8, 0.9, 0.95];

    /// <summary>Resamples of donors behind the intervals.</summary>
    public int Resamples { get; init; } = 2000;

    /// <summary>Trees of the forest that the model is compared with.</summary>
    public int ForestTrees { get; init; } = 500;

    /// <summary>Threads at most; −1 for one per core. The results do not depend on it.</summary>
    public int Workers { get; init; } = -1;

    /// <summary>The model; null is the vote of shrinkage LDA and histogram boosting.</summary>
    public ITabularTrainer? Trainer { get; init; }

    /// <summary>The model that is used when none is named: fits run side by side, so each has one thread.</summary>
    public static ITabularTrainer DefaultTrainer { get; } =
        new SoftVoteTrainer(new ShrinkageDiscriminantTrainer(), new HistogramBoostingTrainer(new HistogramBoostingOptions { MaxDegreeOfParallelism = 1 }));
}
