using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

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

    /// <summary>Trains and tests any model for tables on some splits, several at once.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="trainer">The model; one thread in a fit.</param>
    /// <param name="protocol">Whether the splits keep donors together; models that divide their training rows again then do so, too.</param>
    /// <param name="splits">The splits; each fit takes the seed of its split.</param>
    /// <param name="resamples">Resamples of donors.</param>
    /// <param name="cancellationToken">Stops between splits and within a fit.</param>
    /// <exception cref="EphysTxException">A training part has cells of one class only.</exception>
    public static CohortEvaluation Of(
        Cohort cohort, ITabularTrainer trainer, SplitProtocol protocol, IReadOnlyList<Split> splits, int resamples = 2000, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentNullException.ThrowIfNull(splits);
        DonorGroups? donors = protocol == SplitProtocol.Donor ? DonorGroups.From(cohort.Donors) : null;
        var predictions = new FoldPrediction[splits.Count];
        Parallel.For(0, splits.Count, new ParallelOptions { CancellationToken = cancellationToken }, i =>
        {
            (int[] train, int[] test) = (splits[i].Train, splits[i].Test);
            Matrix probabilities = trainer
                .FitGrouped(cohort.Values.SelectRows(train), Array.ConvertAll(train, row => cohort.Labels[row]), cohort.Classes.Length, donors?.Select(train), splits[i].Seed, cancellationToken)
                .PredictProbabilities(cohort.Values.SelectRows(test));
            predictions[i] = new FoldPrediction(splits[i], TabularClassifierExtensions.MostProbable(probabilities), probabilities);
        });
        return From(cohort, trainer.Name, protocol, predictions, resamples);
    }

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
