using EphysTx.Cohorts;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>How much macro-F1 falls without a family, over all test parts.</summary>
/// <param name="Family">The family.</param>
/// <param name="Occlusion">Fall when it is taken away.</param>
/// <param name="Exchange">Fall when it is exchanged among the test cells.</param>
public sealed record FamilyFall(string Family, MetricSummary Occlusion, MetricSummary Exchange);

/// <summary>Attention beside what happens when a family is taken away or exchanged, over all runs and folds of one network.</summary>
public sealed class FamilyEvidenceSummary
{
    private FamilyEvidenceSummary(Cohort cohort, SplitProtocol protocol, string arm, IReadOnlyList<FoldEvidence> folds)
    {
        (Cohort, Protocol, Arm, Folds) = (cohort, protocol, arm, folds);
        Attention = FamilyMap.Over([.. folds.Select(fold => fold.ClassMeans(fold.Attention))]);
        Occlusion = FamilyMap.Over([.. folds.Select(fold => fold.ClassMeans(fold.Occlusion))]);
        Exchange = FamilyMap.Over([.. folds.Select(fold => fold.ClassMeans(fold.Exchange))]);
        Falls = [.. cohort.Families.Select((family, i) => new FamilyFall(
            family.Name, MetricSummary.Of(folds.Select(fold => fold.OcclusionF1[i])), MetricSummary.Of(folds.Select(fold => fold.ExchangeF1[i]))))];
    }

    /// <summary>The cells.</summary>
    public Cohort Cohort { get; }

    /// <summary>Whether donors were kept together.</summary>
    public SplitProtocol Protocol { get; }

    /// <summary>Name of the network.</summary>
    public string Arm { get; }

    /// <summary>Fold after fold of run after run.</summary>
    public IReadOnlyList<FoldEvidence> Folds { get; }

    /// <summary>Names of the families, in the order of the maps' columns.</summary>
    public IReadOnlyList<string> Families => [.. Cohort.Families.Select(family => family.Name)];

    /// <summary>Attention; each row of the mean adds up to 1.</summary>
    public FamilyMap Attention { get; }

    /// <summary>Fall of the true class's probability when a family is taken away.</summary>
    public FamilyMap Occlusion { get; }

    /// <summary>Fall of the true class's probability when a family is exchanged among the test cells.</summary>
    public FamilyMap Exchange { get; }

    /// <summary>Fall of macro-F1, per family.</summary>
    public IReadOnlyList<FamilyFall> Falls { get; }

    /// <summary>Takes what a network kept over all splits of a task.</summary>
    /// <param name="task">A task under a protocol.</param>
    /// <param name="arm">Name of the network.</param>
    /// <exception cref="EphysTxException">There is no such network, or it kept no attention.</exception>
    public static FamilyEvidenceSummary Of(TaskResult task, string arm)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArmResult result = task[arm];
        Cohort cohort = result.Evaluation.Cohort;
        return new FamilyEvidenceSummary(
            cohort, task.Protocol, arm, [.. result.Evaluation.Report.Splits.Zip(result.Outcomes, (split, outcome) => FoldEvidence.Of(cohort, split, outcome))]);
    }
}
