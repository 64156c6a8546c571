using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Figures;
using EphysTx.Statistics;

namespace EphysTx.Notebooks;

/// <summary>Tables of the forest baseline.</summary>
public static class ForestTables
{
    /// <summary>One forest: what it says of itself and what the test says.</summary>
    public static DisplayTable OneFit(ForestFit fit)
    {
        ArgumentNullException.ThrowIfNull(fit);
        return new DisplayTable(
            $"One forest on {fit.Cohort.Name}",
            [new("measured on"), new("cells"), new("donors"), new("macro-F1", null, "0.000"), new("accuracy", null, "0.000"), new("balanced accuracy", null, "0.000")],
            ["training cells, out of bag", fit.Split.Train.Length, fit.Audit.TrainDonors, fit.OutOfBag.MacroF1, fit.OutOfBag.Accuracy, fit.OutOfBag.BalancedAccuracy],
            ["held-out cells", fit.Split.Test.Length, fit.Audit.TestDonors, fit.Test.MacroF1, fit.Test.Accuracy, fit.Test.BalancedAccuracy])
        {
            Footnotes = [$"Donors on both sides: {fit.Audit.SharedDonors}."],
        };
    }

    /// <summary>Published | ours (paper protocol) | ours (donor protocol), macro-F1 and accuracy, a row per cohort and published model.</summary>
    public static DisplayTable Comparison(IReadOnlyList<CohortEvaluation> evaluations)
    {
        ArgumentNullException.ThrowIfNull(evaluations);
        var rows = new List<IReadOnlyList<object?>>();
        foreach (IGrouping<string, CohortEvaluation> group in evaluations.GroupBy(evaluation => evaluation.Cohort.Name))
        {
            Cohort cohort = group.First().Cohort;
            PublishedResult? published = Landmark(cohort);
            CohortEvaluation paper = group.Single(evaluation => evaluation.Protocol == SplitProtocol.Paper);
            CohortEvaluation donor = group.Single(evaluation => evaluation.Protocol == SplitProtocol.Donor);
            string name = Label(cohort);
            rows.Add([name, "macro-F1", SpreadOf(published?.MacroF1), OverRuns(paper, report => report.MacroF1), IntervalOf(paper.MacroF1), OverRuns(donor, report => report.MacroF1), IntervalOf(donor.MacroF1)]);
            rows.Add([name, "accuracy", SpreadOf(published?.Accuracy), OverRuns(paper, report => report.Accuracy), IntervalOf(paper.Accuracy), OverRuns(donor, report => report.Accuracy), IntervalOf(donor.Accuracy)]);
        }

        return new DisplayTable(
            "Random forest: published, and ours under both protocols",
            [
                new("cells and features"), new("metric"), new("published"),
                new("ours, paper protocol"), new("paper protocol, interval"),
                new("ours, donor protocol"), new("donor protocol, interval"),
            ],
            rows)
        {
            Footnotes =
            [
                $"Published: {PublishedResults.Citation}; mouse: its random forest on sparse principal components; human: no forest is published, so the BiLSTM with attention and SMOTE, its best human model by macro-F1.",
                .. evaluations.Any(evaluation => Landmark(evaluation.Cohort) is null) ? new[] { "No result is published about these classes." } : [],
                "Mean ± SD is over runs. The 95 % interval resamples donors over all predictions of all runs together; its estimate can differ from the mean over runs in the third decimal.",
            ],
        };
    }

    /// <summary>The tests across recording conditions.</summary>
    public static DisplayTable Conditions(IReadOnlyList<ConditionTransfer> transfers)
    {
        ArgumentNullException.ThrowIfNull(transfers);
        return new DisplayTable(
            "Trained on one recording condition, tested on the other",
            [new("trained on"), new("tested on"), new("training cells"), new("test cells"), new("macro-F1 across"), new("macro-F1 within the test condition")],
            transfers.Select(transfer => (IReadOnlyList<object?>)
            [
                transfer.Train, transfer.Test, transfer.TrainCells, transfer.TestCells, IntervalOf(transfer.AcrossMacroF1), IntervalOf(transfer.WithinMacroF1),
            ]).ToArray())
        {
            Footnotes =
            [
                "Brackets: 95 % intervals over donors. Within: 5-fold cross-validation on the cells of the test condition alone, donors kept together.",
                "Training cells whose donor also gave test cells are left out.",
            ],
        };
    }

    /// <summary>The published result that a cohort's forest stands beside; null where its classes are not those that were published about.</summary>
    internal static PublishedResult? Landmark(Cohort cohort) => !CohortTables.HasPublishedClasses(cohort) ? null
        : cohort.Species == Species.Mouse ? PublishedResults.Mouse[0]
        : PublishedResults.Human.MaxBy(result => result.MacroF1.Mean)!;

    internal static string Label(Cohort cohort) =>
        $"{CohortTables.Capital(cohort.Species)}, {cohort.Features.Count} features, {cohort.Classes.Length} classes{(cohort.IsSimulated ? ", simulated" : "")}";

    private static Spread? SpreadOf(PublishedScore? score) => score is null ? null : new(score.Mean, score.StandardDeviation ?? double.NaN);

    private static Spread OverRuns(CohortEvaluation evaluation, Func<ClassificationReport, double> metric)
    {
        MetricSummary summary = evaluation.Report.OverRuns(metric);
        return new Spread(summary.Mean, summary.StandardDeviation);
    }

    private static Estimate IntervalOf(ConfidenceInterval interval) => new(interval.Estimate, interval.Lower, interval.Upper);
}
