using EphysTx.Cohorts;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>A model on a cohort under one split protocol.</summary>
/// <param name="Cohort">The cohort.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Protocol">Whether donors were kept together.</param>
/// <param name="Report">Predictions and measures of all runs.</param>
/// <param name="MacroF1">Macro-F1 of all predictions with its interval over donors.</param>
/// <param name="Accuracy">Accuracy of all predictions with its interval over donors.</param>
public sealed record CohortEvaluation(
    Cohort Cohort,
    string Model,
    SplitProtocol Protocol,
    CrossValidationReport Report,
    ConfidenceInterval MacroF1,
    ConfidenceInterval Accuracy)
{
    /// <summary>The evaluation of a cohort under a protocol.</summary>
    /// <exception cref="EphysTxException">There is none.</exception>
    public static CohortEvaluation Find(IEnumerable<CohortEvaluation> evaluations, Cohort cohort, SplitProtocol protocol)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return evaluations.FirstOrDefault(evaluation => evaluation.Cohort == cohort && evaluation.Protocol == protocol)
            ?? throw new EphysTxException($"{cohort.Name} was not evaluated under the {protocol} protocol; evaluate it first.");
    }

    /// <summary>Interval over donors of the F1 of one class.</summary>
    /// <param name="label">The class, as in <see cref="Cohorts.Cohort.Classes"/>.</param>
    /// <param name="resamples">Resamples of donors.</param>
    public ConfidenceInterval ClassF1(int label, int resamples) =>
        DonorBootstrap.Interval(Report, Cohort.Donors, confusion => confusion.F1(label), new BootstrapOptions { Seed = label, Resamples = resamples });

    /// <summary>Puts the predictions of all splits together and adds intervals over donors.</summary>
    public static CohortEvaluation From(
        Cohort cohort, string model, SplitProtocol protocol, IReadOnlyList<FoldPrediction> predictions, int resamples)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        CrossValidationReport report = CrossValidationReport.From(cohort.Labels, cohort.Classes, predictions);
        var options = new BootstrapOptions { Seed = 1, Resamples = resamples };
        return new CohortEvaluation(
            cohort,
            model,
            protocol,
            report,
            DonorBootstrap.Interval(report, cohort.Donors, confusion => confusion.MacroF1, options),
            DonorBootstrap.Interval(report, cohort.Donors, confusion => confusion.Accuracy, options));
    }
}
