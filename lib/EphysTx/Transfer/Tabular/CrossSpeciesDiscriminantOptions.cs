using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Transfer;

/// <summary>
/// Settings of <see cref="CrossSpeciesDiscriminantTrainer"/>. The defaults were developed on human cells from culture that teach a model of
/// acute cells, where the mouse helps. Between human cells of the same kind it does not: there <see cref="TransferSelection"/> is the safe choice.
/// </summary>
public sealed record CrossSpeciesDiscriminantOptions
{
    /// <summary>Weight of the source in the covariance inside classes of the shared features, 0 to 1.</summary>
    public double CovarianceWeight { get; init; } = 0.4;

    /// <summary>
    /// How far from the common centre a class is expected in the target, as a part of how far it is in the source, 0 or more; both in
    /// deviations of their own cohort.
    /// </summary>
    public double OffsetShare { get; init; } = 0.6;

    /// <summary>How many target cells that expectation counts as in the centre of each class, 0 or more.</summary>
    public double PseudoCount { get; init; } = 30;

    /// <summary>Ways to normalise features, at least one; there is a model for each, and their mean probability counts.</summary>
    public IReadOnlyList<NormalizingOptions> Normalizing { get; init; } =
        [new NormalizingOptions(), new NormalizingOptions { PowerTransform = false }];

    /// <summary>
    /// Which subtypes get a centre of their own, in the target and in the source, where <see cref="TransferData"/> knows them: the source then moves all centres of a class
    /// alike. <see cref="Normalizing"/> holds, not theirs. Null: every class has one centre.
    /// </summary>
    public SubtypeDiscriminantOptions? Subtypes { get; init; }

    internal void Check()
    {
        Subtypes?.Check();
        ArgumentOutOfRangeException.ThrowIfZero(Normalizing.Count);
        if (CovarianceWeight is not (>= 0 and <= 1) || !(OffsetShare >= 0) || !(PseudoCount >= 0) || !double.IsFinite(OffsetShare + PseudoCount))
        {
            throw new ArgumentException(
                $"The covariance weight lies from 0 to 1 ({CovarianceWeight}), offset share ({OffsetShare}) and pseudo-count ({PseudoCount}) are 0 or more and finite.");
        }
    }
}
