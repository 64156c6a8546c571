using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>
/// Repeated cross-validation across conditions: of each split's training cells those of one condition teach, of its test cells those of the other are predicted.
/// Other than <see cref="AcrossPlan"/> it has many splits, so that models can be compared with the corrected test.
/// </summary>
/// <param name="Annotation">Annotation that holds the condition.</param>
/// <param name="Train">Condition of the training cells.</param>
/// <param name="Test">Condition of the test cells.</param>
/// <param name="FirstSeed">Seed of the first run.</param>
/// <param name="Folds">Folds of each run.</param>
public sealed record AcrossFoldsPlan(string Annotation, string Train, string Test, long FirstSeed, int Folds = 5) : SplitPlan
{
    /// <inheritdoc/>
    public override int Count(ExperimentProfile profile) => Folds * profile.HumanRuns;

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Divide(Cohort cohort, SplitProtocol protocol, ExperimentProfile profile, long? firstSeed)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        int[] Only(int[] rows, string condition) => Array.FindAll(rows, row => cohort.Cells[row].Annotation(Annotation) == condition);
        Split[] splits = [.. new CrossValidationPlan(FirstSeed, Folds).Divide(cohort, protocol, profile, firstSeed)
            .Select(split => split with { Train = Only(split.Train, Train), Test = Only(split.Test, Test) })];
        return splits.FirstOrDefault(split => split.Train.Length == 0 || split.Test.Length == 0) is { } empty
            ? throw new EphysTxException(
                $"{cohort.Name}, run {empty.Run + 1}, fold {empty.Fold + 1}: {empty.Train.Length} cells to train on whose {Annotation} is '{Train}' and {empty.Test.Length} to test on whose is '{Test}'; this experiment needs both in each fold.")
            : splits;
    }
}

/// <summary>Repeated cross-validation with few training cells: a stratified sample of each split's training part, the test part as it is.</summary>
/// <param name="Cells">Training cells of each split, at most what there is; every class keeps 3 where it has them.</param>
/// <param name="FirstSeed">Seed of the first run.</param>
/// <param name="Folds">Folds of each run.</param>
public sealed record FewCellsPlan(int Cells, long FirstSeed, int Folds = 5) : SplitPlan
{
    private const int Least = 3;

    /// <inheritdoc/>
    public override int Count(ExperimentProfile profile) => Folds * profile.HumanRuns;

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Divide(Cohort cohort, SplitProtocol protocol, ExperimentProfile profile, long? firstSeed)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return [.. new CrossValidationPlan(FirstSeed, Folds).Divide(cohort, protocol, profile, firstSeed).Select(split => split with { Train = Sample(cohort, split) })];
    }

    // A smaller sample is part of a larger one of the same split, so that the curve shows what more cells add.
    private int[] Sample(Cohort cohort, Split split)
    {
        var random = new SeededRandom(split.Seed);
        var chosen = new List<int>();
        foreach (IGrouping<int, int> group in split.Train.GroupBy(row => cohort.Labels[row]).OrderBy(group => group.Key))
        {
            int[] rows = [.. group];
            random.Fork(group.Key).Shuffle<int>(rows);
            int wanted = Math.Max(Least, (int)Math.Round((double)Cells * rows.Length / split.Train.Length));
            chosen.AddRange(rows.Take(wanted));
        }

        return [.. chosen.Order()];
    }
}
