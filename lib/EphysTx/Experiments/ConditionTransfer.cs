using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>A forest trained on the cells of one recording condition and tested on those of another.</summary>
/// <param name="Train">Condition of the training cells.</param>
/// <param name="Test">Condition of the test cells.</param>
/// <param name="TrainCells">Number of training cells.</param>
/// <param name="TestCells">Number of test cells.</param>
/// <param name="Across">Measures on all cells of the test condition.</param>
/// <param name="AcrossMacroF1">Macro-F1 across, with its interval over donors.</param>
/// <param name="Within">What is possible within the test condition: donor-grouped cross-validation on its cells alone.</param>
/// <param name="WithinMacroF1">Macro-F1 within, with its interval over donors.</param>
public sealed record ConditionTransfer(
    string Train,
    string Test,
    int TrainCells,
    int TestCells,
    ClassificationReport Across,
    ConfidenceInterval AcrossMacroF1,
    ClassificationReport Within,
    ConfidenceInterval WithinMacroF1)
{
    /// <summary>
    /// Every ordered pair of conditions. Donors with cells in both conditions are left out of the training part, so that
    /// only the condition separates the two sides, and not also a shared donor.
    /// </summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="annotation">The annotation that holds the condition, for example <c>condition</c>.</param>
    /// <param name="options">Settings.</param>
    /// <param name="cancellationToken">Stops early.</param>
    /// <returns>Empty where the cohort has fewer than two conditions.</returns>
    public static IReadOnlyList<ConditionTransfer> Of(
        Cohort cohort, string annotation, ForestBaselineOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(options);
        string[] conditions = cohort.Cells
            .Select(cell => cell.Annotation(annotation))
            .Where(condition => condition.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToArray();
        return conditions
            .SelectMany(train => conditions.Where(test => test != train).Select(test => One(cohort, annotation, train, test, options, cancellationToken)))
            .ToArray();
    }

    private static ConditionTransfer One(
        Cohort cohort, string annotation, string train, string test, ForestBaselineOptions options, CancellationToken cancellationToken)
    {
        int[] testRows = Rows(cohort, cell => cell.Annotation(annotation) == test);
        var testDonors = testRows.Select(row => cohort.Cells[row].DonorId).ToHashSet(StringComparer.Ordinal);
        int[] trainRows = Rows(cohort, cell => cell.Annotation(annotation) == train && !testDonors.Contains(cell.DonorId));
        var split = new Split(trainRows, testRows) { Seed = ForestBaseline.FirstSeed(cohort, options) };
        Matrix probabilities = ForestBaseline.FitAndPredict(cohort, split, options, cancellationToken);
        ClassificationReport across = ClassificationReport.From(ForestBaseline.Take(cohort.Labels, testRows), probabilities, cohort.Classes);
        var bootstrap = new BootstrapOptions { Seed = 1, Resamples = options.BootstrapResamples };

        Cohort alone = cohort.SelectCells(testRows, $"{cohort.Name}, {test}");
        CohortEvaluation within = ForestBaseline.Evaluate(alone, SplitProtocol.Donor, options, cancellationToken: cancellationToken);
        return new ConditionTransfer(
            train,
            test,
            trainRows.Length,
            testRows.Length,
            across,
            DonorBootstrap.Interval(across, alone.Donors, confusion => confusion.MacroF1, bootstrap),
            within.Report.Pooled,
            within.MacroF1);
    }

    private static int[] Rows(Cohort cohort, Func<CohortCell, bool> accepts) =>
        Enumerable.Range(0, cohort.Cells.Count).Where(row => accepts(cohort.Cells[row])).ToArray();
}
