using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// A trainer that learns from finer labels than it predicts: the transcriptomic type of each training cell inside its subclass. Nothing
/// of a cell to predict is used but its features.
/// </summary>
public interface ISubtypeTrainer : IDonorGroupedTrainer
{
    /// <summary>As <see cref="IDonorGroupedTrainer.Fit"/>, with the subtype of each training row.</summary>
    /// <param name="features">Training rows × features; NaN where missing. It is not changed.</param>
    /// <param name="labels">Per row its class, 0 … <paramref name="classCount"/> − 1.</param>
    /// <param name="subtypes">Per row the name of its subtype; an empty name is unknown. Null is as all unknown.</param>
    /// <param name="classCount">Number of classes, 2 or more.</param>
    /// <param name="donors">Donor of each training row, or null.</param>
    /// <param name="seed">Seed of everything random in the fit.</param>
    /// <param name="cancellationToken">Stops the fit early.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, a label is out of range, or a value is infinite.</exception>
    /// <exception cref="EphysTxException">All training rows are of one class.</exception>
    ITabularClassifier Fit(
        Matrix features,
        int[] labels,
        IReadOnlyList<string>? subtypes,
        int classCount,
        DonorGroups? donors,
        long seed,
        CancellationToken cancellationToken = default);
}

/// <summary>Fits any trainer with what it can use.</summary>
public static class SubtypeTraining
{
    /// <summary>Fits with subtypes and donors if the trainer has a use for them, else without.</summary>
    /// <inheritdoc cref="ISubtypeTrainer.Fit"/>
    public static ITabularClassifier FitWithSubtypes(
        this ITabularTrainer trainer,
        Matrix features,
        int[] labels,
        IReadOnlyList<string>? subtypes,
        int classCount,
        DonorGroups? donors,
        long seed,
        CancellationToken cancellationToken = default) =>
        trainer is ISubtypeTrainer fine
            ? fine.Fit(features, labels, subtypes, classCount, donors, seed, cancellationToken)
            : trainer.FitGrouped(features, labels, classCount, donors, seed, cancellationToken);
}
