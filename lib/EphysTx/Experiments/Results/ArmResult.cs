using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>An arm's predictions on all splits of a task under one protocol, measured.</summary>
/// <param name="Arm">Name of the arm.</param>
/// <param name="Evaluation">Measures and intervals over donors.</param>
/// <param name="Outcomes">What it said on each split, in the order of <c>Evaluation.Report.Splits</c>; chosen settings and further arrays are here.</param>
/// <param name="Difference">How it differs from the reference arm in macro-F1; null for the reference itself.</param>
public sealed record ArmResult(string Arm, CohortEvaluation Evaluation, IReadOnlyList<ArmOutcome> Outcomes, ArmDifference? Difference);

/// <summary>The difference of an arm from the reference arm on the same splits, first − reference, in macro-F1.</summary>
/// <param name="Reference">Name of the reference arm.</param>
/// <param name="OverSplits">
/// Corrected resampled t test over the splits: would other training cells give the same; null where the task has one split, repeated with other seeds.
/// </param>
/// <param name="OverDonors">Interval over donors, for the models as trained.</param>
/// <param name="Permutation">Permutation test over donors, for the models as trained.</param>
public sealed record ArmDifference(string Reference, PairedTestResult? OverSplits, ConfidenceInterval OverDonors, PermutationResult Permutation)
{
    internal static ArmDifference Of(string name, CohortEvaluation arm, CohortEvaluation reference, int resamples)
    {
        var options = new BootstrapOptions { Seed = 1, Resamples = resamples };
        string[] donors = arm.Cohort.Donors;
        bool isResampled = arm.Report.Splits.Skip(1).Any(split => !split.Test.AsSpan().SequenceEqual(arm.Report.Splits[0].Test));
        return new ArmDifference(
            name,
            isResampled ? CorrectedResampledTTest.Compare(arm.Report, reference.Report, report => report.MacroF1) : null,
            DonorComparison.Interval(arm.Report, reference.Report, donors, confusion => confusion.MacroF1, options),
            DonorComparison.Permutation(arm.Report, reference.Report, donors, confusion => confusion.MacroF1, options));
    }
}

/// <summary>A task under one protocol.</summary>
/// <param name="Task">The task.</param>
/// <param name="Protocol">Whether donors were kept together.</param>
/// <param name="Cohorts">Its cells.</param>
/// <param name="TargetFingerprint">Hash of the target's content.</param>
/// <param name="SourceFingerprint">Hash of the source's content, or <c>none</c>.</param>
/// <param name="Arms">The arms, in the task's order.</param>
public sealed record TaskResult(
    ExperimentTask Task, SplitProtocol Protocol, TaskCohorts Cohorts, string TargetFingerprint, string SourceFingerprint, IReadOnlyList<ArmResult> Arms)
{
    /// <summary>The result of an arm.</summary>
    /// <exception cref="EphysTxException">The task has no such arm.</exception>
    public ArmResult this[string arm] => Arms.FirstOrDefault(result => result.Arm == arm)
        ?? throw new EphysTxException($"The task {Task.Name} has no arm '{arm}'; it has {string.Join(", ", Arms.Select(result => result.Arm))}.");
}
