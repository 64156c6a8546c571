using EphysTx.Cohorts;
using EphysTx.Sequence;

namespace EphysTx.Tests.Sequence.Files;

/// <summary>Small trained classifiers of every kind.</summary>
internal static class StoredClassifiers
{
    public static Cohort Cells { get; } = FamilyCohort.Make(60, seed: 3, missing: 0.15);

    public static IReadOnlyDictionary<string, SequenceClassifierOptions> Kinds { get; } = new Dictionary<string, SequenceClassifierOptions>
    {
        ["paper"] = Small,
        ["arcface"] = Small with { Head = HeadKind.ArcFace, Smote = new SmoteOptions { Neighbours = 3 }, Objective = SequenceObjective.ClassBalancedFocal, PriorTau = 0.7 },
        ["masked"] = Small with { Missing = MissingPolicy.Masked },
        ["masked mean"] = Small with { Missing = MissingPolicy.Masked, Pooling = SequencePooling.Mean, Input = InputMode.Standardized },
        ["last"] = Small with { Pooling = SequencePooling.LastStep },
        ["ensemble"] = Small with { Pooling = SequencePooling.BothEndStates, Members = 2, PriorTau = -1 },
    };

    public static SequenceClassifierOptions Small => new()
    {
        Hidden = 6,
        Training = new SequenceTrainingOptions { MaxEpochs = 3, Batch = 16, Patience = null, Optimizer = new SequenceOptimizer { LearningRate = 2e-2 } },
    };

    public static SequenceClassifier Fit(SequenceClassifierOptions options, long seed = 1) => new SequenceClassifierTrainer(options).Fit(
        Cells, [.. Enumerable.Range(0, options.Members).Select(member => (FamilyCohort.Rows(0, 40), FamilyCohort.Rows(40, 60)))], seed);
}
