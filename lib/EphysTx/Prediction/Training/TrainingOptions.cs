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

    /// <summary>The models to choose among, at least one; null for <see cref="ModelCandidate.Of"/>. Of equally good ones the first is taken.</summary>
    public IReadOnlyList<ModelCandidate>? Candidates { get; init; }
}
