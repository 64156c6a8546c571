using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Sequence;
using EphysTx.Statistics;

namespace EphysTx.Transfer;

/// <summary>
/// Learning from two species with one encoder (PROTOCOL of Schwider and Ramezani 2026: pretraining and fine-tuning, joint multi-task training), with the controls that
/// tell whether the second species' classes did it. Standardisation is per species.
/// </summary>
/// <param name="Options">All choices.</param>
public sealed record NetworkTransfer(NetworkTransferOptions Options)
{
    private const string TargetHead = "target";
    private const string SourceHead = "source";

    /// <summary>Where models are computed; null for the managed engine.</summary>
    public ISequenceEngine? Engine { get; init; }

    /// <summary>Trains a model of the target's cells.</summary>
    /// <param name="target">Cells of the target species.</param>
    /// <param name="train">Its training rows.</param>
    /// <param name="validation">Its rows that training stops on.</param>
    /// <param name="source">Cells of the other species with the same classes, all of which may be learned from; see <see cref="FamilyAlignment"/>.</param>
    /// <param name="sourceProtocol">Whether donors of the source are kept together in its own validation part.</param>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="sourceSeed">Seed of learning from the source alone, the same for all folds of a run.</param>
    /// <param name="cancellationToken">Ends training.</param>
    /// <exception cref="EphysTxException">Classes or families differ, or a training part has fewer than two classes.</exception>
    public SequenceMember Fit(
        Cohort target,
        int[] train,
        int[] validation,
        Cohort source,
        SplitProtocol sourceProtocol,
        long seed,
        long sourceSeed,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(source);
        if (!target.Classes.SequenceEqual(source.Classes))
        {
            throw new EphysTxException(
                $"{target.Name} has the classes {string.Join(", ", target.Classes)} and {source.Name} {string.Join(", ", source.Classes)}; align them first (mouse Sncg counts as Vip).");
        }

        var own = SequenceTrainingSet.Prepare(target, train, validation, Options.Model, seed, TargetHead, cancellationToken);
        var random = new SeededRandom(seed);
        SequenceArchitecture architecture = Options.Model.Architecture(own.Standardizer.Layout);
        SequenceHead head = Options.Model.HeadFor(target.Classes.Length, TargetHead);
        SourceLearner learner = new(Options, Engine ?? new ManagedSequenceEngine(), architecture, source, sourceProtocol);
        ISequenceModel model = Options.Method == TransferMethod.Pretrain
            ? learner.Pretrain(own, head, random, sourceSeed, cancellationToken)
            : learner.Joint(own, head, random, sourceSeed, cancellationToken);
        SequenceFit fit = Finish(model, own, random, cancellationToken);
        return new SequenceMember(model, TargetHead, own.Standardizer, own.Priors, fit);
    }

    private SequenceFit Finish(ISequenceModel model, SequenceTrainingSet own, SeededRandom random, CancellationToken cancellationToken)
    {
        SequenceTrainingOptions training = Options.Model.Training with
        {
            Optimizer = Options.Model.Training.Optimizer with { LearningRate = Options.LastRate },
            StopOn = Options.LastStop,
        };
        IReadOnlyList<NamedTensor> before = model.Tensors();
        double reached = Reached(model, own);
        SequenceFit fit = SequenceTrainer.Train(model, [own.Task], training, Seeds.Next(random), null, cancellationToken);
        if (Options.KeepBestOfBothStages && Reached(model, own) <= reached)
        {
            model.Load(before);
        }

        return fit;
    }

    private double Reached(ISequenceModel model, SequenceTrainingSet own)
    {
        SequenceValidation validation = own.Task.Validation!;
        SequenceScores scores = model.Score(TargetHead, validation.Input, validation.Rows);
        var confusion = ConfusionMatrix.From(Array.ConvertAll(validation.Rows, row => validation.Labels[row]), scores.Classes(), scores.Logits.Columns);
        return Options.LastStop == StoppingMeasure.Accuracy ? confusion.Accuracy : confusion.MacroF1OfOccurring;
    }

    internal static string SourceHeadName => SourceHead;
}
