using EphysTx.Cohorts;
using EphysTx.Decomposition;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>
/// The forest on sparse components, as in the paper's baseline, beside the same forest on the columns themselves, on the same
/// splits. The components are fitted to the training cells only.
/// </summary>
/// <param name="Components">The forest on the scores.</param>
/// <param name="Columns">The forest on the columns.</param>
/// <param name="Difference">Components minus columns in macro-F1, corrected paired test over the splits.</param>
/// <param name="MeanComponents">Mean number of score columns over the splits.</param>
public sealed record ComponentForest(CohortEvaluation Components, CohortEvaluation Columns, PairedTestResult Difference, double MeanComponents)
{
    /// <summary>Trains and tests both on every split of a cohort.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="protocol">Whether donors are kept together.</param>
    /// <param name="options">Runs and forest.</param>
    /// <param name="cancellationToken">Stops between trees.</param>
    public static ComponentForest Evaluate(Cohort cohort, SplitProtocol protocol, ForestBaselineOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(options);
        Split[] splits = ForestBaseline.SplitsOf(cohort, protocol, options);
        var predictions = new FoldPrediction[splits.Length];
        int columns = 0;
        for (int i = 0; i < splits.Length; i++)
        {
            Split split = splits[i];
            Cohort train = cohort.SelectCells(split.Train, cohort.Name);
            var decomposition = FamilyDecomposition.Fit(train, CohortPlan.Of(train).Plan, cancellation: cancellationToken);
            Matrix scores = decomposition.Transform(cohort);
            columns += scores.Columns;
            RandomForest forest = options.Trainer().Fit(scores.SelectRows(split.Train), ForestBaseline.Take(cohort.Labels, split.Train), cohort.Classes.Length, split.Seed, cancellationToken);
            Matrix probabilities = forest.PredictProbabilities(scores.SelectRows(split.Test));
            predictions[i] = new FoldPrediction(split, TabularClassifierExtensions.MostProbable(probabilities), probabilities);
        }

        var components = CohortEvaluation.From(cohort, "random forest on sparse components", protocol, predictions, options.BootstrapResamples);
        CohortEvaluation plain = ForestBaseline.Evaluate(cohort, protocol, options, cancellationToken: cancellationToken);
        return new ComponentForest(
            components,
            plain,
            CorrectedResampledTTest.Compare(components.Report, plain.Report, report => report.MacroF1),
            (double)columns / splits.Length);
    }
}
