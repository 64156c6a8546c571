using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>The tabular baselines in the configurations that the workbook recommends. Everything chosen is chosen inside the training part.</summary>
public static class BaselineArms
{
    /// <summary>Name of the class-balanced random forest, the paper's baseline, with which the others are compared.</summary>
    public const string Forest = "forest";

    /// <summary>Class-balanced random forest, 500 trees; equal to <see cref="ForestBaseline"/>.</summary>
    public static RandomForestTrainer ForestTrainer { get; } = new(new RandomForestOptions { MaxDegreeOfParallelism = 1 });

    /// <summary>Multinomial logistic regression, C = 1.</summary>
    public static LogisticRegressionTrainer LogisticTrainer { get; } = new();

    /// <summary>Shrinkage LDA, uniform priors.</summary>
    public static ShrinkageDiscriminantTrainer DiscriminantTrainer { get; } = new();

    /// <summary>Histogram gradient boosting, 100 rounds.</summary>
    public static HistogramBoostingTrainer BoostingTrainer { get; } = new(new HistogramBoostingOptions { MaxDegreeOfParallelism = 1 });

    /// <summary>Name of the vote of subtype discriminant and boosting.</summary>
    public const string SubtypeVote = "subtype vote";

    /// <summary>The models that learn from the transcriptomic types of the training cells too.</summary>
    public static IReadOnlyList<IExperimentArm> Subtypes { get; } =
    [
        new SubtypeArm("subtype lda", new SubtypeDiscriminantTrainer()),
        new SubtypeArm(SubtypeVote, new SubtypeVoteTrainer()),
    ];

    /// <summary>What <c>selected</c> chooses among: these, and votes of any two.</summary>
    public static IReadOnlyList<ITabularTrainer> Selectable { get; } =
        [ForestTrainer, LogisticTrainer, DiscriminantTrainer, BoostingTrainer, new SubtypeDiscriminantTrainer(), SubtypeVoteTrainer.BalancedBoosting];

    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<IExperimentArm> All { get; } =
    [
        new TabularArm(Forest, ForestTrainer),
        new TabularArm("logistic", LogisticTrainer),
        new TabularArm("lda", DiscriminantTrainer),
        new TabularArm("boosting", BoostingTrainer),
        new VoteArm("lda+boosting", [DiscriminantTrainer, BoostingTrainer]),
        .. Subtypes,
        new StackingArm("stacking", [ForestTrainer, LogisticTrainer, DiscriminantTrainer, BoostingTrainer], new LogisticRegressionTrainer()),
        new SelectionArm("selected", new VoteSelection([.. Selectable])),
    ];
}
