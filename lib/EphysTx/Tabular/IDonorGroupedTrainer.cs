using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// A trainer that divides its training rows once more (stacking, selection, early stopping). Told the donors, it keeps the cells
/// of a donor together in that division as well, so that what it chooses is not chosen on known donors.
/// </summary>
public interface IDonorGroupedTrainer : ITabularTrainer
{
    /// <summary>As <see cref="ITabularTrainer.Fit"/>, with the donor of each training row.</summary>
    /// <param name="features">Training rows × features; NaN where missing. It is not changed.</param>
    /// <param name="labels">Per row its class, 0 … <paramref name="classCount"/> − 1.</param>
    /// <param name="classCount">Number of classes, 2 or more.</param>
    /// <param name="donors">Donor of each training row; null divides by class alone.</param>
    /// <param name="seed">Seed of everything random in the fit.</param>
    /// <param name="cancellationToken">Stops the fit early.</param>
    ITabularClassifier Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken = default);
}

/// <summary>Fits any trainer with what it can use.</summary>
public static class DonorGroupedTraining
{
    /// <summary>Fits with donors if the trainer has a use for them, else without.</summary>
    /// <inheritdoc cref="IDonorGroupedTrainer.Fit"/>
    public static ITabularClassifier FitGrouped(
        this ITabularTrainer trainer,
        Matrix features,
        int[] labels,
        int classCount,
        DonorGroups? donors,
        long seed,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        return trainer is IDonorGroupedTrainer grouped
            ? grouped.Fit(features, labels, classCount, donors, seed, cancellationToken)
            : trainer.Fit(features, labels, classCount, seed, cancellationToken);
    }
}
