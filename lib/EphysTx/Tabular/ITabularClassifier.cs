using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>
/// A trained model that turns a row of features into one probability per class. It does not change after training, so
/// several threads may use one model.
/// </summary>
public interface ITabularClassifier
{
    /// <summary>Number of classes; one column of the probabilities each.</summary>
    int ClassCount { get; }

    /// <summary>Number of feature columns it was trained on.</summary>
    int FeatureCount { get; }

    /// <summary>The class probabilities of each row.</summary>
    /// <param name="features">Rows × <see cref="FeatureCount"/>, columns as in training; NaN where missing. It is not changed.</param>
    /// <returns>Rows × <see cref="ClassCount"/>; every row is non-negative and sums to 1.</returns>
    /// <exception cref="ArgumentException">The number of columns differs from training, or a value is infinite.</exception>
    Matrix PredictProbabilities(Matrix features);
}
