namespace EphysTx.Tabular;

/// <summary>Settings of a random forest; the defaults are those of the paper's baseline.</summary>
public sealed record RandomForestOptions
{
    /// <summary>Number of trees, 1 or more.</summary>
    public int TreeCount { get; init; } = 500;

    /// <summary>
    /// Features looked at per split, 1 to the number of columns; null is ⌊√columns⌋. Columns constant in the node count as looked
    /// at, but the search goes on until at least one that is not constant has been.
    /// </summary>
    public int? FeaturesPerSplit { get; init; }

    /// <summary>Fewest distinct training rows in a leaf, 1 or more.</summary>
    public int MinSamplesLeaf { get; init; } = 1;

    /// <summary>Fewest distinct training rows of a node that may be split, 2 or more.</summary>
    public int MinSamplesSplit { get; init; } = 2;

    /// <summary>Deepest level of a leaf, 1 or more (the root is level 0); null is without limit.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>Whether each tree sees a bootstrap sample (n rows drawn with replacement) instead of all rows.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>How much a row of each class counts.</summary>
    public ClassWeighting ClassWeighting { get; init; } = ClassWeighting.Balanced;

    /// <summary>Whether to keep which rows each tree saw and to estimate out of bag; needs <see cref="Bootstrap"/>.</summary>
    public bool OutOfBag { get; init; }

    /// <summary>Most threads used by fit and prediction; −1 is one per core. It changes no result.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    internal int FeaturesPerSplitOf(int columns) => FeaturesPerSplit ?? Math.Max(1, (int)Math.Sqrt(columns));

    internal void Check(int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(TreeCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(FeaturesPerSplitOf(columns), 1, nameof(FeaturesPerSplit));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(FeaturesPerSplitOf(columns), columns, nameof(FeaturesPerSplit));
        ArgumentOutOfRangeException.ThrowIfLessThan(MinSamplesLeaf, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MinSamplesSplit, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxDepth ?? 1, 1, nameof(MaxDepth));
        if (MaxDegreeOfParallelism is 0 or < -1)
        {
            throw new ArgumentException($"The number of threads is 1 or more, or -1 for one per core, not {MaxDegreeOfParallelism}.");
        }

        if (OutOfBag && !Bootstrap)
        {
            throw new ArgumentException("Without bootstrap every tree sees every row, so there is no out-of-bag estimate.");
        }
    }
}
