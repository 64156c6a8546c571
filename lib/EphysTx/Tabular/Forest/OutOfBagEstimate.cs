using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>
/// What a forest says of its training rows from the trees that did not see them: an estimate without a test set. It is
/// optimistic when cells of one donor are alike, because a tree that left a cell out has mostly seen its donor.
/// </summary>
public sealed class OutOfBagEstimate : ITabularClassifier
{
    private readonly RandomForest _forest;
    private readonly RowSet[] _seen;
    private readonly int _rows;

    private OutOfBagEstimate(RandomForest forest, RowSet[] seen, Matrix features, int[] labels)
    {
        _forest = forest;
        _seen = seen;
        _rows = features.Rows;
        Probabilities = PredictProbabilities(features);
        int[] predicted = TabularClassifierExtensions.MostProbable(Probabilities);
        ClassScores scores = ClassScores.Of(labels, predicted, forest.ClassCount);
        Accuracy = scores.Accuracy;
        MacroF1 = scores.MacroF1;
        RowsWithoutEstimate = predicted.Count(label => label < 0);
    }

    /// <summary>Training rows × classes; a row that every tree saw is NaN.</summary>
    public Matrix Probabilities { get; }

    /// <summary>Share of the rows with an estimate whose most probable class is right.</summary>
    public double Accuracy { get; }

    /// <summary>Macro-F1 of the rows with an estimate.</summary>
    public double MacroF1 { get; }

    /// <summary>Number of rows that every tree saw; 0 with more than a few dozen trees.</summary>
    public int RowsWithoutEstimate { get; }

    /// <inheritdoc/>
    public int ClassCount => _forest.ClassCount;

    /// <inheritdoc/>
    public int FeatureCount => _forest.FeatureCount;

    /// <summary>
    /// Out-of-bag probabilities of the training rows with changed values, for example with a column permuted. Row i is
    /// predicted by the trees that did not see row i of the training set.
    /// </summary>
    /// <param name="features">As many rows, in the same order, as in training.</param>
    /// <returns>Training rows × classes; a row that every tree saw is NaN.</returns>
    /// <exception cref="ArgumentException">The number of rows or columns differs from training, or a value is infinite.</exception>
    public Matrix PredictProbabilities(Matrix features)
    {
        TabularInput.CheckPrediction(features, FeatureCount);
        if (features.Rows != _rows)
        {
            throw new ArgumentException($"Out-of-bag prediction is for the {_rows} training rows in their order, not for {features.Rows} rows.", nameof(features));
        }

        return _forest.PredictOutOfBag(features, _seen);
    }

    internal static OutOfBagEstimate From(RandomForest forest, RowSet[] seen, Matrix features, int[] labels) =>
        new(forest, seen, features, labels);
}
