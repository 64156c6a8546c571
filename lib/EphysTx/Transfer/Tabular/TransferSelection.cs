using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Transfer;

/// <summary>
/// Chooses how much a target trusts its source by the macro-F1 of inner cross-validation of the target's training cells (donors kept
/// together where they are known), then trains the chosen model on all of them. No test cell has a say. As the candidates may
/// include no trust at all, a source that does not help is left alone, also one with shuffled labels.
/// </summary>
/// <param name="Candidates">What is chosen among, at least one; of equally good ones the first.</param>
/// <param name="Folds">Number of inner folds, 2 or more.</param>
public sealed record TransferSelection(IReadOnlyList<ITransferTrainer> Candidates, int Folds = 4) : ITransferTrainer
{
    /// <summary>Chooses among the <see cref="Trusts"/> of the cross-species discriminant with its default settings.</summary>
    public TransferSelection()
        : this(Trusts(new CrossSpeciesDiscriminantOptions()))
    {
    }

    /// <summary>
    /// The cross-species discriminant without the source, and with pairs of covariance weight and pseudo-count (0.2, 10), (0.4, 10), (0.4, 30), (0.4, 100).
    /// </summary>
    /// <param name="options">Its other settings.</param>
    public static IReadOnlyList<ITransferTrainer> Trusts(CrossSpeciesDiscriminantOptions options) =>
        [.. new (double Weight, double Count)[] { (0, 0), (0.2, 10), (0.4, 10), (0.4, 30), (0.4, 100) }.Select(pair =>
            new CrossSpeciesDiscriminantTrainer(options with { CovarianceWeight = pair.Weight, PseudoCount = pair.Count }))];

    /// <inheritdoc/>
    public string Name => $"{Candidates[0].Name}, trust chosen";

    /// <inheritdoc cref="ITransferTrainer.Fit"/>
    /// <exception cref="EphysTxException">As above, or there are fewer target rows or donors than folds.</exception>
    public SelectedModel Fit(TransferData data, TransferControl control, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfZero(Candidates.Count);
        TabularInput.CheckTraining(data.Target, data.TargetLabels, data.ClassCount);
        var scores = new double[Candidates.Count];
        if (control != TransferControl.TargetOnly && Candidates.Count > 1)
        {
            Split[] folds = InnerFolds.Of(data.TargetLabels, data.TargetDonors, Folds, seed);
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = Score(Candidates[i], data, control, folds, seed, cancellationToken);
            }
        }

        int best = Array.IndexOf(scores, scores.Max());
        return new SelectedModel(Candidates[best].Fit(data, control, seed, cancellationToken), Candidates[best].Name, best, scores);
    }

    ITabularClassifier ITransferTrainer.Fit(TransferData data, TransferControl control, long seed, CancellationToken cancellationToken) =>
        Fit(data, control, seed, cancellationToken);

    // The seed shuffles source labels; it is the same here as in the final fit, so that a control has one shuffled source.
    private static double Score(
        ITransferTrainer trainer, TransferData data, TransferControl control, Split[] folds, long seed, CancellationToken cancellationToken)
    {
        var predicted = new int[data.TargetLabels.Length];
        foreach (Split fold in folds)
        {
            ITabularClassifier model = trainer.Fit(data.SelectTarget(fold.Train), control, seed, cancellationToken);
            int[] classes = model.PredictClasses(data.Target.SelectRows(fold.Test));
            for (int i = 0; i < classes.Length; i++)
            {
                predicted[fold.Test[i]] = classes[i];
            }
        }

        return ClassScores.Of(data.TargetLabels, predicted, data.ClassCount).MacroF1;
    }
}
