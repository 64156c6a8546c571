using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// Chooses among several trainers and soft votes of them by the macro-F1 of inner cross-validation of the training rows (donors kept together
/// where they are known), then trains the chosen on all of them. Used as a trainer inside an outer cross-validation, it is nested selection: no test
/// row has a say. Each trainer is fitted once per inner fold, whatever the number of votes it takes part in.
/// </summary>
/// <param name="Trainers">The trainers, at least one.</param>
/// <param name="LargestVote">Most members of a vote, 1 or more; all votes of up to so many equal members are candidates, smaller ones first.</param>
/// <param name="Folds">Number of inner folds, 2 or more.</param>
/// <param name="Repeats">How often the inner cross-validation is repeated on other folds, 1 or more; the mean decides.</param>
public sealed record VoteSelection(IReadOnlyList<ITabularTrainer> Trainers, int LargestVote = 2, int Folds = 5, int Repeats = 1) : IDonorGroupedTrainer
{
    /// <inheritdoc/>
    public string Name => "selected vote";

    /// <summary>The candidates as numbers of trainers; of equally good ones the first is chosen.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Candidates => [.. Enumerable.Range(1, (1 << Trainers.Count) - 1)
        .Select(set => (IReadOnlyList<int>)[.. Enumerable.Range(0, Trainers.Count).Where(i => (set & (1 << i)) != 0)])
        .Where(members => members.Count <= LargestVote)
        .OrderBy(members => members.Count)];

    /// <inheritdoc cref="ITabularTrainer.Fit"/>
    public SelectedModel Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    /// <inheritdoc cref="IDonorGroupedTrainer.Fit"/>
    /// <exception cref="EphysTxException">As above, or there are fewer rows or donors than folds, or a fold has one class to learn from.</exception>
    public SelectedModel Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(Trainers.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(LargestVote, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Repeats, 1);
        TabularInput.CheckTraining(features, labels, classCount);
        var scores = new double[Candidates.Count];
        for (int repeat = 0; repeat < Repeats; repeat++)
        {
            Split[] folds = InnerFolds.Of(labels, donors, Folds, unchecked(seed + repeat));
            Matrix[] heldOut = [.. Trainers.Select((trainer, i) => InnerFolds.Predict(
                trainer, features, labels, null, classCount, donors, folds, InnerSeeds.Of(unchecked(seed + repeat), i), cancellationToken))];
            scores = [.. scores.Zip(Scores(heldOut, labels, classCount), (sum, score) => sum + (score / Repeats))];
        }

        int best = Array.IndexOf(scores, scores.Max());
        ITabularTrainer chosen = TrainerOf(best);
        return new SelectedModel(chosen.FitGrouped(features, labels, classCount, donors, seed, cancellationToken), chosen.Name, best, scores);
    }

    ITabularClassifier ITabularTrainer.Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    ITabularClassifier IDonorGroupedTrainer.Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, donors, seed, cancellationToken);

    /// <summary>Macro-F1 of each candidate on the predictions of each trainer for rows that it has not seen.</summary>
    internal double[] Scores(IReadOnlyList<Matrix> heldOut, int[] labels, int classCount) =>
        [.. Candidates.Select(members => ClassScores.Of(labels, TabularClassifierExtensions.MostProbable(Sum(heldOut, members)), classCount).MacroF1)];

    /// <summary>The trainer of a candidate.</summary>
    internal ITabularTrainer TrainerOf(int candidate) => Candidates[candidate] is [var single]
        ? Trainers[single]
        : new SoftVoteTrainer([.. Candidates[candidate].Select(i => Trainers[i])]);

    /// <summary>The summed probabilities of some members; a vote but for the divisor.</summary>
    internal static Matrix Sum(IReadOnlyList<Matrix> parts, IReadOnlyList<int> members)
    {
        Matrix result = parts[members[0]].Clone();
        foreach (int i in members.Skip(1))
        {
            LinearAlgebra.AddScaled(result.Values, 1, parts[i].Values);
        }

        return result;
    }
}
