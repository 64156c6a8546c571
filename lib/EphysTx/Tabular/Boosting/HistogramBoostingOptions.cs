namespace EphysTx.Tabular;

/// <summary>Settings of histogram gradient boosting; the defaults are those of scikit-learn's <c>HistGradientBoostingClassifier</c>.</summary>
public sealed record HistogramBoostingOptions
{
    /// <summary>Rounds of boosting, 1 or more; a round grows one tree per class (one in all with two classes).</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>What each leaf's Newton step is multiplied with, above 0.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Most leaves of a tree, 2 or more; trees grow where the gain is largest.</summary>
    public int MaxLeaves { get; init; } = 31;

    /// <summary>Deepest level of a leaf, 1 or more (the root is level 0); null is without limit.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Fewest training rows in a leaf, 1 or more.</summary>
    public int MinSamplesLeaf { get; init; } = 20;

    /// <summary>L2 penalty of the leaf values, 0 or more.</summary>
    public double L2 { get; init; }

    /// <summary>Most bins per feature, 2 to 255; missing values have one more of their own.</summary>
    public int MaxBins { get; init; } = 255;

    /// <summary>How much a row of each class counts.</summary>
    public ClassWeighting ClassWeighting { get; init; }

    /// <summary>
    /// Rounds without a lower loss on an inner validation part after which boosting stops, 1 or more; the model keeps the rounds up to
    /// the lowest loss. Null uses all rows and all rounds.
    /// </summary>
    public int? EarlyStoppingRounds { get; init; }

    /// <summary>Share of the training rows that is the inner validation part of early stopping, between 0 and 1.</summary>
    public double ValidationFraction { get; init; } = 0.1;

    /// <summary>Most threads used by a fit; −1 is one per core. It changes no result.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxLeaves, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth ?? 1, 1, nameof(MaxDepth));
        ArgumentOutOfRangeException.ThrowIfLessThan(MinSamplesLeaf, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxBins, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxBins, BinnedColumns.MaxBins);
        ArgumentOutOfRangeException.ThrowIfLessThan(EarlyStoppingRounds ?? 1, 1, nameof(EarlyStoppingRounds));
        if (!(LearningRate > 0) || !(L2 >= 0) || ValidationFraction is not (> 0 and < 1))
        {
            throw new ArgumentException(
                $"The learning rate must be above 0 ({LearningRate}), L2 0 or more ({L2}) and the validation fraction between 0 and 1 ({ValidationFraction}).");
        }

        if (MaxDegreeOfParallelism is 0 or < -1)
        {
            throw new ArgumentException($"The number of threads is 1 or more, or -1 for one per core, not {MaxDegreeOfParallelism}.");
        }
    }
}
