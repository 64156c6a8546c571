using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// Stacked generalisation (Wolpert 1992, Neural Networks 5:241): a logistic regression on the probabilities of several models. It
/// learns from predictions of models that have not seen the row (inner folds, donors kept together where they are
/// known); the models it is then applied to are trained on all rows.
/// </summary>
/// <param name="Trainers">The models, at least one; each has a seed of its own, forked from that of the fit.</param>
/// <param name="Folds">Number of inner folds, 2 or more.</param>
/// <param name="Final">Settings of the logistic regression.</param>
public sealed record StackingTrainer(IReadOnlyList<ITabularTrainer> Trainers, int Folds, LogisticRegressionOptions Final) : IDonorGroupedTrainer
{
    /// <summary>Five inner folds and a logistic regression with C = 1.</summary>
    public StackingTrainer(params ITabularTrainer[] trainers)
        : this(trainers, 5, new LogisticRegressionOptions())
    {
    }

    /// <summary>Names of the models, stacked.</summary>
    public string Name => $"stacked {string.Join(", ", Trainers.Select(trainer => trainer.Name))}";

    /// <inheritdoc cref="ITabularTrainer.Fit"/>
    public ITabularClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="EphysTxException">As above, or there are fewer rows or donors than folds, or a fold has one class to learn from.</exception>
    public ITabularClassifier Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(Trainers.Count);
        TabularInput.CheckTraining(features, labels, classCount);
        Split[] folds = InnerFolds.Of(labels, donors, Folds, seed);
        Matrix[] heldOut = Trainers
            .Select((trainer, i) => InnerFolds.Predict(trainer, features, labels, null, classCount, donors, folds, InnerSeeds.Of(seed, i), cancellationToken))
            .ToArray();
        LinearClassifier final = new LogisticRegressionTrainer(Final).Fit(StackedModel.Beside(heldOut), labels, classCount, seed, cancellationToken);
        ITabularClassifier[] models = Trainers
            .Select((trainer, i) => trainer.FitGrouped(features, labels, classCount, donors, InnerSeeds.Of(seed, i), cancellationToken))
            .ToArray();
        return new StackedModel(models, final);
    }
}

/// <summary>A trained stack.</summary>
internal sealed class StackedModel(ITabularClassifier[] models, LinearClassifier final) : ITabularClassifier
{
    public int ClassCount => final.ClassCount;

    public int FeatureCount => models[0].FeatureCount;

    public IReadOnlyList<ITabularClassifier> Models => models;

    public LinearClassifier Final => final;

    public Matrix PredictProbabilities(Matrix features)
    {
        TabularInput.CheckPrediction(features, FeatureCount);
        return final.PredictProbabilities(Beside(Array.ConvertAll(models, model => model.PredictProbabilities(features))));
    }

    /// <summary>The columns of several matrices side by side.</summary>
    internal static Matrix Beside(Matrix[] parts)
    {
        var result = new Matrix(parts[0].Rows, parts.Sum(part => part.Columns));
        for (int row = 0; row < result.Rows; row++)
        {
            int at = 0;
            foreach (Matrix part in parts)
            {
                part.Row(row).CopyTo(result.Row(row)[at..]);
                at += part.Columns;
            }
        }

        return result;
    }
}
