using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>A soft vote of equal weights, whose members are told the subtypes if they have a use for them.</summary>
/// <param name="Members">The members, at least one; each has a seed of its own, forked from that of the fit.</param>
public sealed record SubtypeVoteTrainer(IReadOnlyList<ITabularTrainer> Members) : ISubtypeTrainer
{
    /// <summary>Subtype discriminant and <see cref="BalancedBoosting"/>, both on normalised features.</summary>
    public SubtypeVoteTrainer()
        : this([new SubtypeDiscriminantTrainer(), BalancedBoosting])
    {
    }

    /// <summary>Class-balanced histogram boosting on normalised features: 60 rounds of 15 leaves.</summary>
    public static ITabularTrainer BalancedBoosting { get; } = new NormalizedTrainer(new HistogramBoostingTrainer(new HistogramBoostingOptions
    {
        Rounds = 60,
        MaxLeaves = 15,
        ClassWeighting = ClassWeighting.Balanced,
        MaxDegreeOfParallelism = 1,
    }));

    /// <summary>Names of the members with plus signs.</summary>
    public string Name => string.Join(" + ", Members.Select(member => member.Name));

    /// <inheritdoc/>
    public ITabularClassifier Fit(
        Matrix features,
        int[] labels,
        IReadOnlyList<string>? subtypes,
        int classCount,
        DonorGroups? donors,
        long seed,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(Members.Count);
        ITabularClassifier[] models = Members
            .Select((member, i) => member.FitWithSubtypes(features, labels, subtypes, classCount, donors, InnerSeeds.Of(seed, i), cancellationToken))
            .ToArray();
        return SoftVote.Of(models);
    }

    /// <inheritdoc/>
    public ITabularClassifier Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, null, classCount, donors, seed, cancellationToken);

    /// <inheritdoc/>
    public ITabularClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, null, classCount, null, seed, cancellationToken);
}
