using EphysTx.Cohorts;
using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>Trains classifiers of sequences. It holds options only, so one serves any number of folds at once; a fit uses one thread.</summary>
/// <param name="Options">All choices.</param>
public sealed record SequenceClassifierTrainer(SequenceClassifierOptions Options)
{
    /// <summary>Where models are computed; null for the managed engine.</summary>
    public ISequenceEngine? Engine { get; init; }

    /// <summary>Trains every member.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="parts">Per member its training rows and those it stops on; as many as <see cref="SequenceClassifierOptions.Members"/>.</param>
    /// <param name="seed">Seed of everything random; same seed, same bits.</param>
    /// <param name="progress">Told about every epoch of every member.</param>
    /// <param name="cancellationToken">Ends training.</param>
    /// <exception cref="EphysTxException">A training part has fewer than two classes, or training diverged.</exception>
    public SequenceClassifier Fit(
        Cohort cohort,
        IReadOnlyList<(int[] Train, int[] Validation)> parts,
        long seed,
        IProgress<SequenceEpoch>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count != Options.Members || parts.Count == 0)
        {
            throw new ArgumentException($"{Options.Members} members need as many training parts, not {parts.Count}.", nameof(parts));
        }

        var random = new SeededRandom(seed);
        return new SequenceClassifier([.. parts.Select((part, member) => FitOne(cohort, part.Train, part.Validation, random.Fork(member), progress, cancellationToken))])
        {
            Classes = cohort.Classes,
        };
    }

    private SequenceMember FitOne(
        Cohort cohort, int[] train, int[] validation, SeededRandom random, IProgress<SequenceEpoch>? progress, CancellationToken cancellationToken)
    {
        long NextSeed() => unchecked((long)random.NextUInt64());
        var set = SequenceTrainingSet.Prepare(cohort, train, validation, Options, NextSeed(), cancellationToken: cancellationToken);
        ISequenceModel model = (Engine ?? new ManagedSequenceEngine()).Create(
            Options.Architecture(set.Standardizer.Layout), [Options.HeadFor(cohort.Classes.Length)], NextSeed());
        SequenceFit fit = SequenceTrainer.Train(model, [set.Task], Options.Training, NextSeed(), progress, cancellationToken);
        return new SequenceMember(model, set.Task.Head, set.Standardizer, set.Priors, fit);
    }
}
