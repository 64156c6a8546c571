using EphysTx.Cohorts;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>A true class and the class it is most often taken for.</summary>
/// <param name="Truth">The true class.</param>
/// <param name="Predicted">The class it is called.</param>
/// <param name="Share">Share of the true class' cells called so, 0 to 1.</param>
public sealed record ConfusedPair(string Truth, string Predicted, double Share)
{
    /// <summary>The largest share off the diagonal of a row-normalised confusion matrix.</summary>
    public static ConfusedPair LargestOf(CohortEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        Cohort cohort = evaluation.Cohort;
        ConfusionMatrix confusion = evaluation.Report.Pooled.Confusion;
        (int truth, int predicted) = Enumerable.Range(0, cohort.Classes.Length)
            .SelectMany(truth => Enumerable.Range(0, cohort.Classes.Length).Where(predicted => predicted != truth).Select(predicted => (truth, predicted)))
            .MaxBy(pair => ShareOf(confusion, pair.truth, pair.predicted));
        return new ConfusedPair(cohort.Classes[truth], cohort.Classes[predicted], ShareOf(confusion, truth, predicted));
    }

    private static double ShareOf(ConfusionMatrix confusion, int truth, int predicted) =>
        confusion.Support(truth) == 0 ? 0 : (double)confusion[truth, predicted] / confusion.Support(truth);
}
