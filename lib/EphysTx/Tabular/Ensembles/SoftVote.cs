using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>A member of a vote.</summary>
/// <param name="Trainer">How it is trained.</param>
/// <param name="Weight">How much its probabilities count, above 0.</param>
public sealed record VoteMember(ITabularTrainer Trainer, double Weight = 1);

/// <summary>Trains several models on the same rows; the probabilities are their weighted mean.</summary>
/// <param name="Members">The members, at least one; each has a seed of its own, forked from that of the fit.</param>
public sealed record SoftVoteTrainer(IReadOnlyList<VoteMember> Members) : IDonorGroupedTrainer
{
    /// <summary>Members of equal weight.</summary>
    public SoftVoteTrainer(params ITabularTrainer[] trainers)
        : this(Array.ConvertAll(trainers, trainer => new VoteMember(trainer)))
    {
    }

    /// <summary>Names of the members with plus signs.</summary>
    public string Name => string.Join(" + ", Members.Select(member => member.Trainer.Name));

    /// <inheritdoc cref="ITabularTrainer.Fit"/>
    public ITabularClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    /// <inheritdoc/>
    public ITabularClassifier Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken = default)
    {
        if (Members.Count == 0 || Members.Any(member => !(member.Weight > 0) || !double.IsFinite(member.Weight)))
        {
            throw new ArgumentException("A vote needs at least one member, and each a finite weight above 0.");
        }

        TabularInput.CheckTraining(features, labels, classCount);
        ITabularClassifier[] models = Members
            .Select((member, i) => member.Trainer.FitGrouped(features, labels, classCount, donors, InnerSeeds.Of(seed, i), cancellationToken))
            .ToArray();
        double total = Members.Sum(member => member.Weight);
        return new SoftVote(models, [.. Members.Select(member => member.Weight / total)]);
    }
}

/// <summary>A trained vote.</summary>
internal sealed class SoftVote(ITabularClassifier[] models, double[] shares) : ITabularClassifier
{
    /// <summary>The vote of models that count alike.</summary>
    public static SoftVote Of(ITabularClassifier[] models) => new(models, Enumerable.Repeat(1.0 / models.Length, models.Length).ToArray());

    public int ClassCount => models[0].ClassCount;

    public int FeatureCount => models[0].FeatureCount;

    public IReadOnlyList<ITabularClassifier> Models => models;

    /// <summary>How much each model counts; they add up to 1.</summary>
    public IReadOnlyList<double> Shares => shares;

    public Matrix PredictProbabilities(Matrix features)
    {
        TabularInput.CheckPrediction(features, FeatureCount);
        var result = new Matrix(features.Rows, ClassCount);
        for (int i = 0; i < models.Length; i++)
        {
            LinearAlgebra.AddScaled(result.Values, shares[i], models[i].PredictProbabilities(features).Values);
        }

        return result;
    }
}

/// <summary>Seeds of the parts of a fit.</summary>
internal static class InnerSeeds
{
    /// <summary>The seed of one part; it depends on the fit's seed and the part's number alone.</summary>
    public static long Of(long seed, long part) => unchecked((long)new SeededRandom(seed).Fork(part).NextUInt64());
}
