using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>
/// The models that ensembles of one fold have in common, each fitted once per fold (and inner fold), whatever the number of arms that use it.
/// </summary>
internal static class SharedFits
{
    private const int InnerFoldCount = 5;

    /// <summary>Probabilities of the test cells by a model trained on all training cells, with the fold's seed.</summary>
    public static Matrix Test(ExperimentFold fold, ITabularTrainer trainer, CancellationToken cancellationToken) =>
        fold.Shared($"test {OptionsText.Of(trainer)}", () => trainer
            .FitWithSubtypes(fold.TrainValues, fold.TrainLabels, fold.TrainSubtypes, fold.ClassCount, fold.TrainDonors, fold.Split.Seed, cancellationToken)
            .PredictProbabilities(fold.TestValues));

    /// <summary>Probabilities of the training cells by models that have not seen them: five inner folds, donors kept together under the donor protocol.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="trainer">The model.</param>
    /// <param name="number">Its number in the ensemble, which gives it a seed of its own.</param>
    /// <param name="cancellationToken">Stops between inner folds.</param>
    public static Matrix HeldOut(ExperimentFold fold, ITabularTrainer trainer, int number, CancellationToken cancellationToken) =>
        fold.Shared(FormattableString.Invariant($"held out {number} {OptionsText.Of(trainer)}"), () =>
        {
            int[] labels = fold.TrainLabels;
            Split[] folds = InnerFolds.Of(labels, fold.TrainDonors, InnerFoldCount, fold.Split.Seed);
            return InnerFolds.Predict(
                trainer, fold.TrainValues, labels, fold.TrainSubtypes, fold.ClassCount, fold.TrainDonors, folds, InnerSeeds.Of(fold.Split.Seed, number), cancellationToken);
        });
}

/// <summary>The mean probability of several models; see <see cref="SoftVoteTrainer"/>.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="Trainers">The members, of equal weight.</param>
public sealed record VoteArm(string Name, IReadOnlyList<ITabularTrainer> Trainers) : IExperimentArm
{
    /// <inheritdoc/>
    public string Fingerprint => $"vote 1 {OptionsText.Of(Trainers)}";

    /// <inheritdoc/>
    public ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken) =>
        new(Mean([.. Trainers.Select(trainer => SharedFits.Test(fold, trainer, cancellationToken))]));

    internal static Matrix Mean(IReadOnlyList<Matrix> members)
    {
        Matrix mean = VoteSelection.Sum(members, [.. Enumerable.Range(0, members.Count)]);
        for (int i = 0; i < mean.Values.Length; i++)
        {
            mean.Values[i] /= members.Count;
        }

        return mean;
    }
}

/// <summary>A logistic regression on the probabilities of several models; see <see cref="StackingTrainer"/>.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="Trainers">The models.</param>
/// <param name="Final">The logistic regression.</param>
public sealed record StackingArm(string Name, IReadOnlyList<ITabularTrainer> Trainers, LogisticRegressionTrainer Final) : IExperimentArm
{
    /// <inheritdoc/>
    public string Fingerprint => $"stacking 1 {OptionsText.Of(Trainers)} {OptionsText.Of(Final)}";

    /// <inheritdoc/>
    public ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fold);
        Matrix[] heldOut = [.. Trainers.Select((trainer, i) => SharedFits.HeldOut(fold, trainer, i, cancellationToken))];
        LinearClassifier final = Final.Fit(StackedModel.Beside(heldOut), fold.TrainLabels, fold.ClassCount, fold.Split.Seed, cancellationToken);
        return new ArmOutcome(final.PredictProbabilities(StackedModel.Beside([.. Trainers.Select(trainer => SharedFits.Test(fold, trainer, cancellationToken))])));
    }
}

/// <summary>The best of several models and votes of them by inner cross-validation of the training cells; see <see cref="VoteSelection"/>.</summary>
/// <param name="Name">Name in tables.</param>
/// <param name="Selection">What is chosen among; five inner folds, once.</param>
public sealed record SelectionArm(string Name, VoteSelection Selection) : IExperimentArm
{
    /// <inheritdoc/>
    public string Fingerprint => $"selection 1 {OptionsText.Of(Selection.Trainers)} {OptionsText.Of(Selection.LargestVote)}";

    /// <inheritdoc/>
    public ArmOutcome Run(ExperimentFold fold, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fold);
        Matrix[] heldOut = [.. Selection.Trainers.Select((trainer, i) => SharedFits.HeldOut(fold, trainer, i, cancellationToken))];
        double[] scores = Selection.Scores(heldOut, fold.TrainLabels, fold.ClassCount);
        int best = Array.IndexOf(scores, scores.Max());
        return new ArmOutcome(VoteArm.Mean([.. Selection.Candidates[best].Select(i => SharedFits.Test(fold, Selection.Trainers[i], cancellationToken))]))
        {
            Choices = new Dictionary<string, string> { ["model"] = Selection.TrainerOf(best).Name },
        };
    }
}
