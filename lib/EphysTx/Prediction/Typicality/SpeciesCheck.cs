using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Prediction;

/// <summary>
/// Tells whether a cell looks like one of the other species: a shrinkage LDA of mouse against human cells on the features that both have, both species weighing the same.
/// </summary>
/// <param name="Other">Name of the other species.</param>
/// <param name="Columns">Columns of the model's features that it looks at.</param>
/// <param name="Classifier">Probabilities of own (0) and other (1) species.</param>
/// <param name="Threshold">Probability of the other species that a hundredth of the own cells exceeds, each judged without its donor's fold.</param>
/// <param name="Caught">Share of the other species' cells above the threshold, likewise.</param>
/// <param name="Auc">Probability that a cell of the other species has the larger value, likewise.</param>
public sealed record SpeciesCheck(string Other, IReadOnlyList<int> Columns, ITabularClassifier Classifier, double Threshold, double Caught, double Auc)
{
    private const int Folds = 5;
    private const double FalseAlarms = 0.01;

    /// <summary>Trains it.</summary>
    /// <param name="other">Name of the other species.</param>
    /// <param name="columns">Columns of the model's features.</param>
    /// <param name="own">Own cells × these columns.</param>
    /// <param name="foreign">Cells of the other species × these columns.</param>
    /// <param name="donors">Donors of own cells, then of the others.</param>
    /// <param name="seed">Seed of the folds.</param>
    /// <param name="cancellationToken">Stops between fits.</param>
    public static SpeciesCheck Fit(string other, IReadOnlyList<int> columns, Matrix own, Matrix foreign, DonorGroups donors, long seed, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(foreign);
        var all = new Matrix(own.Rows + foreign.Rows, own.Columns, [.. own.Values, .. foreign.Values]);
        int[] labels = [.. Enumerable.Repeat(0, own.Rows), .. Enumerable.Repeat(1, foreign.Rows)];
        var trainer = new ShrinkageDiscriminantTrainer();
        var held = new double[labels.Length];
        foreach (Split fold in Splits.KFold(labels, donors, Folds, SplitProtocol.Donor, seed, SmallClasses.Spread))
        {
            Matrix probabilities = trainer.Fit(all.SelectRows(fold.Train), Array.ConvertAll(fold.Train, row => labels[row]), 2, seed, cancellationToken)
                .PredictProbabilities(all.SelectRows(fold.Test));
            for (int i = 0; i < fold.Test.Length; i++)
            {
                held[fold.Test[i]] = probabilities[i, 1];
            }
        }

        double[] mine = [.. held.Take(own.Rows).Order()], theirs = [.. held.Skip(own.Rows).Order()];
        double threshold = mine[Math.Min(mine.Length - 1, (int)Math.Ceiling((1 - FalseAlarms) * (mine.Length + 1)) - 1)];
        double wins = theirs.Sum(value => (CountBelow(mine, value, orEqual: false) + CountBelow(mine, value, orEqual: true)) / 2.0);
        return new SpeciesCheck(
            other,
            columns,
            trainer.Fit(all, labels, 2, seed, cancellationToken),
            threshold,
            theirs.Count(value => value > threshold) / (double)theirs.Length,
            wins / ((double)mine.Length * theirs.Length));
    }

    /// <summary>Probability of the other species for each cell, species weighing the same.</summary>
    /// <param name="features">Cells × the model's features.</param>
    public double[] Probabilities(Matrix features)
    {
        ArgumentNullException.ThrowIfNull(features);
        return Classifier.PredictProbabilities(features.SelectColumns([.. Columns])).Column(1);
    }

    private static int CountBelow(double[] sorted, double value, bool orEqual)
    {
        int low = 0, high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value))
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
