using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// Chooses among trainers, or one trainer's settings, by the macro-F1 of inner cross-validation of the training rows (donors
/// kept together where they are known), then trains the chosen one on all of them. Used as a trainer inside an outer
/// cross-validation, it is nested selection: no test row has a say.
/// </summary>
/// <param name="Candidates">What is chosen among, at least one; of equally good ones the first.</param>
/// <param name="Folds">Number of inner folds, 2 or more.</param>
/// <param name="Repeats">How often the inner cross-validation is repeated on other folds, 1 or more; the mean decides.</param>
public sealed record ModelSelection(IReadOnlyList<ITabularTrainer> Candidates, int Folds = 5, int Repeats = 1) : IDonorGroupedTrainer
{
    /// <inheritdoc/>
    public string Name => "selected model";

    /// <inheritdoc cref="ITabularTrainer.Fit"/>
    public SelectedModel Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    /// <inheritdoc cref="IDonorGroupedTrainer.Fit"/>
    /// <exception cref="EphysTxException">As above, or there are fewer rows or donors than folds, or a fold has one class to learn from.</exception>
    public SelectedModel Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(Candidates.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(Repeats, 1);
        TabularInput.CheckTraining(features, labels, classCount);
        var scores = new double[Candidates.Count];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            Split[] folds = InnerFolds.Of(labels, donors, Folds, unchecked(seed + repeat));
            for (int i = 0; i < scores.Length; i++)
            {
                Matrix heldOut = InnerFolds.Predict(
                    Candidates[i], features, labels, null, classCount, donors, folds, InnerSeeds.Of(seed, repeat), cancellationToken);
                scores[i] += ClassScores.Of(labels, TabularClassifierExtensions.MostProbable(heldOut), classCount).MacroF1 / Repeats;
            }
        }

        int best = Array.IndexOf(scores, scores.Max());
        ITabularTrainer chosen = Candidates[best];
        return new SelectedModel(chosen.FitGrouped(features, labels, classCount, donors, seed, cancellationToken), chosen.Name, best, scores);
    }

    ITabularClassifier ITabularTrainer.Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    ITabularClassifier IDonorGroupedTrainer.Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, donors, seed, cancellationToken);
}

/// <summary>The chosen model, trained on all training rows.</summary>
public sealed class SelectedModel : ITabularClassifier
{
    internal SelectedModel(ITabularClassifier model, string name, int chosen, double[] scores) =>
        (Model, Name, Chosen, InnerMacroF1) = (model, name, chosen, scores);

    /// <summary>The model itself.</summary>
    public ITabularClassifier Model { get; }

    /// <summary>Name of the trainer that was chosen.</summary>
    public string Name { get; }

    /// <summary>Number of the chosen candidate, from 0.</summary>
    public int Chosen { get; }

    /// <summary>Mean macro-F1 of each candidate in the inner cross-validation; the chosen one's is optimistic.</summary>
    public IReadOnlyList<double> InnerMacroF1 { get; }

    /// <inheritdoc/>
    public int ClassCount => Model.ClassCount;

    /// <inheritdoc/>
    public int FeatureCount => Model.FeatureCount;

    /// <inheritdoc/>
    public Matrix PredictProbabilities(Matrix features) => Model.PredictProbabilities(features);
}
