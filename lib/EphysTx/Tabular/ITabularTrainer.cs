using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>
/// A kind of model with its options, ready to be fitted; it holds no data, so one trainer serves any number of folds.
/// </summary>
public interface ITabularTrainer
{
    /// <summary>Name shown in tables and figures, for example <c>random forest</c>.</summary>
    string Name { get; }

    /// <summary>Fits a model. Same arguments, same bits, whatever the number of threads.</summary>
    /// <param name="features">Training rows × features; NaN where missing. It is not changed.</param>
    /// <param name="labels">Per row its class, 0 … <paramref name="classCount"/> − 1.</param>
    /// <param name="classCount">
    /// Number of classes, 2 or more. A class without a training row is allowed; its probability is that of the method
    /// (0 for the forest).
    /// </param>
    /// <param name="seed">Seed of everything random in the fit.</param>
    /// <param name="cancellationToken">Stops the fit early.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, a label is out of range, or a value is infinite.</exception>
    /// <exception cref="EphysTxException">All training rows are of one class.</exception>
    /// <exception cref="OperationCanceledException">The fit was stopped.</exception>
    ITabularClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default);
}
