using EphysTx.Cohorts;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>How often a task's cells are divided, and how.</summary>
public abstract record SplitPlan
{
    /// <summary>Number of splits under each protocol.</summary>
    public abstract int Count(ExperimentProfile profile);

    /// <summary>The splits.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="protocol">Whether donors are kept together.</param>
    /// <param name="profile">How many.</param>
    /// <param name="firstSeed">Seed of the first run, the next has the next; null for the plan's own.</param>
    public abstract IReadOnlyList<Split> Divide(Cohort cohort, SplitProtocol protocol, ExperimentProfile profile, long? firstSeed);
}

/// <summary>Hold-outs of a fifth, as many as the profile's mouse runs; with a quarter of the rest for validation they are the paper's 60/20/20.</summary>
/// <param name="FirstSeed">Seed of the first run.</param>
public sealed record HoldOutPlan(long FirstSeed) : SplitPlan
{
    /// <inheritdoc/>
    public override int Count(ExperimentProfile profile) => profile.MouseRuns;

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Divide(Cohort cohort, SplitProtocol protocol, ExperimentProfile profile, long? firstSeed) =>
        [.. Enumerable.Range(0, profile.MouseRuns).Select(run =>
            Splits.HoldOut(cohort.Labels, cohort.Donors, protocol, (firstSeed ?? FirstSeed) + run) with { Run = run })];
}

/// <summary>Repeated cross-validation, as often as the profile's human runs.</summary>
/// <param name="FirstSeed">Seed of the first run.</param>
/// <param name="Folds">Folds of each run; the paper has 5.</param>
public sealed record CrossValidationPlan(long FirstSeed, int Folds = 5) : SplitPlan
{
    /// <inheritdoc/>
    public override int Count(ExperimentProfile profile) => Folds * profile.HumanRuns;

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Divide(Cohort cohort, SplitProtocol protocol, ExperimentProfile profile, long? firstSeed) =>
        Splits.RepeatedKFold(cohort.Labels, cohort.Donors, Folds, profile.HumanRuns, protocol, firstSeed ?? FirstSeed);
}

/// <summary>
/// Learn from all cells of one condition, test on all of another; the runs differ in the seed alone. Under the donor protocol, donors with cells of the
/// test condition are left out of the training part, so that only the condition separates the two sides.
/// </summary>
/// <param name="Annotation">Annotation that holds the condition.</param>
/// <param name="Train">Condition of the training cells.</param>
/// <param name="Test">Condition of the test cells.</param>
/// <param name="FirstSeed">Seed of the first run.</param>
public sealed record AcrossPlan(string Annotation, string Train, string Test, long FirstSeed) : SplitPlan
{
    /// <inheritdoc/>
    public override int Count(ExperimentProfile profile) => profile.SeedRuns;

    /// <inheritdoc/>
    public override IReadOnlyList<Split> Divide(Cohort cohort, SplitProtocol protocol, ExperimentProfile profile, long? firstSeed)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        int[] test = Rows(cohort, cell => cell.Annotation(Annotation) == Test);
        var known = test.Select(row => cohort.Cells[row].DonorId).ToHashSet(StringComparer.Ordinal);
        int[] train = Rows(cohort, cell => cell.Annotation(Annotation) == Train && (protocol == SplitProtocol.Paper || !known.Contains(cell.DonorId)));
        return train.Length == 0 || test.Length == 0
            ? throw new EphysTxException($"{cohort.Name} has {train.Length} cells to train on whose {Annotation} is '{Train}' and {test.Length} to test on whose is '{Test}'; this experiment needs both.")
            : [.. Enumerable.Range(0, profile.SeedRuns).Select(run => new Split(train, test) { Run = run, Seed = (firstSeed ?? FirstSeed) + run })];
    }

    private static int[] Rows(Cohort cohort, Func<CohortCell, bool> accepts) =>
        [.. Enumerable.Range(0, cohort.Cells.Count).Where(row => accepts(cohort.Cells[row]))];
}
