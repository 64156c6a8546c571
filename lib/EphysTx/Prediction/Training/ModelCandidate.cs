using EphysTx.Cohorts;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>A model that a cohort's model is chosen among.</summary>
/// <param name="Name">In words, for the model card.</param>
/// <param name="Trainer">How it is trained; one thread in a fit, because fits run side by side.</param>
public sealed record ModelCandidate(string Name, ITabularTrainer Trainer)
{
    /// <summary>
    /// The best models of tables that the learning core has: a vote of LDA with a centre for each transcriptomic type and of boosting, both on normalised features, which is the better one on all
    /// published tables; and a vote of plain shrinkage LDA and boosting. In a cohort without types the first has one centre a class, so that it is no longer known to be better.
    /// </summary>
    public static IReadOnlyList<ModelCandidate> Of(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        bool hasTypes = cohort.Cells.Any(cell => cell.Annotation(CohortCell.TranscriptomicType).Length > 0);
        return
        [
            new(hasTypes ? "LDA of transcriptomic types + boosting, normalised features" : "LDA + boosting, normalised features", new SubtypeVoteTrainer()),
            new("LDA + boosting", new SoftVoteTrainer(new ShrinkageDiscriminantTrainer(), new HistogramBoostingTrainer(new HistogramBoostingOptions { MaxDegreeOfParallelism = 1 }))),
        ];
    }
}
