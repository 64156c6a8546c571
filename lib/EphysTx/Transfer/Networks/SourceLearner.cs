using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Sequence;
using EphysTx.Statistics;

namespace EphysTx.Transfer;

/// <summary>The stages of a transfer in which the source (or, in a control, what stands for it) takes part.</summary>
internal sealed class SourceLearner(NetworkTransferOptions options, ISequenceEngine engine, SequenceArchitecture architecture, Cohort source, SplitProtocol protocol)
{
    private SequenceTrainingOptions Training => options.Model.Training;

    /// <summary>Learns from the source alone, copies the encoder under a new head, and warms the head up.</summary>
    public ISequenceModel Pretrain(SequenceTrainingSet own, SequenceHead head, SeededRandom random, long sourceSeed, CancellationToken cancellationToken)
    {
        var sourceRandom = new SeededRandom(sourceSeed);
        Split parts = Splits.HoldOut(source.Labels, source.Donors, protocol, sourceSeed, options.SourceValidation);
        SequenceTrainingOptions training = Training with { StepsPerEpoch = Training.StepsPerEpoch ?? StepsOf(Array.ConvertAll(parts.Train, row => source.Labels[row])) };
        ISequenceModel teacher;
        if (options.Source == TransferSource.None)
        {
            // As many steps an epoch as the source would have given, on the target's own cells; permuted labels get them too, whatever SMOTE makes of their classes.
            teacher = engine.Create(architecture, [head], Seeds.Next(sourceRandom));
            SequenceTrainer.Train(teacher, [own.Task], training, Seeds.Next(sourceRandom), null, cancellationToken);
        }
        else
        {
            Cohort cells = Labelled(sourceRandom);
            var set = SequenceTrainingSet.Prepare(cells, parts.Train, parts.Test, options.Model, Seeds.Next(sourceRandom), NetworkTransfer.SourceHeadName, cancellationToken);
            teacher = engine.Create(architecture, [head with { Name = NetworkTransfer.SourceHeadName }], Seeds.Next(sourceRandom));
            SequenceTrainer.Train(teacher, [set.Task], training, Seeds.Next(sourceRandom), null, cancellationToken);
        }

        ISequenceModel model = engine.Create(architecture, [head], Seeds.Next(random));
        model.CopyEncoderFrom(teacher);
        if (options.WarmUpEpochs > 0)
        {
            SequenceTrainingOptions warmUp = Training with
            {
                MaxEpochs = options.WarmUpEpochs,
                Patience = null,
                FreezeEncoder = true,
                RestoreBest = false,
                Optimizer = Training.Optimizer with { LearningRate = options.WarmUpRate },
            };
            SequenceTrainer.Train(model, [own.Task], warmUp, Seeds.Next(random), null, cancellationToken);
        }

        return model;
    }

    /// <summary>Learns from both at once with a head each.</summary>
    public ISequenceModel Joint(SequenceTrainingSet own, SequenceHead head, SeededRandom random, long sourceSeed, CancellationToken cancellationToken)
    {
        SequenceTrainingOptions training = Training with { DropLast = true, Optimizer = Training.Optimizer with { LearningRate = options.JointRate } };
        if (options.Source == TransferSource.None)
        {
            ISequenceModel alone = engine.Create(architecture, [head], Seeds.Next(random));
            int steps = Math.Max(Learned(source.Labels) / training.Batch, own.Task.TrainingRows.Length / training.Batch);
            SequenceTrainer.Train(alone, [own.Task], training with { StepsPerEpoch = Math.Max(1, steps) }, Seeds.Next(random), null, cancellationToken);
            return alone;
        }

        Cohort cells = Labelled(new SeededRandom(sourceSeed));
        int[] all = [.. Enumerable.Range(0, cells.Cells.Count)];
        var set = SequenceTrainingSet.Prepare(cells, all, null, options.Model, sourceSeed, NetworkTransfer.SourceHeadName, cancellationToken);
        ISequenceModel model = engine.Create(architecture, [head, head with { Name = NetworkTransfer.SourceHeadName }], Seeds.Next(random));
        SequenceTrainer.Train(model, [own.Task, set.Task with { Weight = options.SourceWeight }], training, Seeds.Next(random), null, cancellationToken);
        return model;
    }

    private int StepsOf(int[] labels) => Math.Max(1, (Learned(labels) + (Training.DropLast ? 0 : Training.Batch - 1)) / Training.Batch);

    // Cells that learning from the source would go through: SMOTE fills every class up to the largest.
    private int Learned(int[] labels) => options.Model.Smote is null ? labels.Length : labels.CountBy(label => label).Max(pair => pair.Value) * labels.Distinct().Count();

    private Cohort Labelled(SeededRandom random)
    {
        if (options.Source != TransferSource.PermutedLabels)
        {
            return source;
        }

        string[] labels = [.. source.Cells.Select(cell => cell.Subclass)];
        random.Fork(-1).Shuffle<string>(labels);
        var byId = source.Cells.Zip(labels).ToDictionary(pair => pair.First.Id, pair => pair.Second, StringComparer.Ordinal);
        return source.Relabel(cell => byId[cell.Id], source.Name);
    }
}
