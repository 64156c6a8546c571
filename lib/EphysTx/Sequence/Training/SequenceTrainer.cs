using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Sequence;

/// <summary>Mini-batch training with early stopping, of one task or of several on one encoder, on any engine's model.</summary>
public static class SequenceTrainer
{
    /// <summary>Trains a model in place. Same arguments, same bits.</summary>
    /// <param name="model">The model; it may have been trained before.</param>
    /// <param name="tasks">The tasks, one or more; the first one's validation part decides when to stop.</param>
    /// <param name="options">How to train.</param>
    /// <param name="seed">Seed of shuffling and dropout.</param>
    /// <param name="progress">Told about every epoch.</param>
    /// <param name="cancellationToken">Ends training; the model is then in between.</param>
    /// <exception cref="EphysTxException">A training part has fewer than two classes, or the loss is no longer a number.</exception>
    public static SequenceFit Train(
        ISequenceModel model,
        IReadOnlyList<SequenceTask> tasks,
        SequenceTrainingOptions options,
        long seed,
        IProgress<SequenceEpoch>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfZero(tasks.Count);
        options.Check();
        foreach (SequenceTask task in tasks)
        {
            task.Check(model);
        }

        var random = new SeededRandom(seed);
        SeededRandom dropout = random.Fork(0);
        BatchLoader[] loaders = [.. tasks.Select((task, i) => new BatchLoader(task.TrainingRows, options.Batch, options.DropLast, random.Fork(i + 1)))];
        int stepsPerEpoch = options.StepsPerEpoch ?? loaders.Max(loader => loader.BatchesPerPass);
        ISequenceTraining training = model.StartTraining(options.Optimizer, options.FreezeEncoder);
        var history = new List<SequenceEpoch>();
        var stopping = new EarlyStopping(options, tasks[0].Validation is not null);
        IReadOnlyList<NamedTensor>? best = null;
        int steps = 0;
        for (int epoch = 1; epoch <= options.MaxEpochs && steps < (options.MaxSteps ?? int.MaxValue); epoch++)
        {
            double sum = 0;
            int before = steps;
            Array.ForEach(loaders, loader => loader.Restart());
            for (; steps - before < stepsPerEpoch && steps < (options.MaxSteps ?? int.MaxValue); steps++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                double loss = 0;
                for (int i = 0; i < tasks.Count; i++)
                {
                    SequenceTask task = tasks[i];
                    long dropoutSeed = unchecked((long)dropout.NextUInt64());
                    loss += task.Weight * training.Add(new SequenceBatch(task.Head, task.Input, loaders[i].Next(), task.Labels), task.Loss, task.Weight, dropoutSeed);
                }

                sum += loss;
                ThrowUnlessFinite(loss, training.TakeStep(), epoch, steps - before + 1);
            }

            SequenceEpoch report = Evaluate(model, tasks[0], options, epoch, steps, sum / (steps - before));
            history.Add(report);
            progress?.Report(report);
            if (stopping.Improves(report) && options.RestoreBest && tasks[0].Validation is not null)
            {
                best = model.Tensors();
            }

            if (stopping.IsOver)
            {
                break;
            }
        }

        if (best is not null)
        {
            model.Load(best);
        }

        return new SequenceFit(history, best is null ? history.Count : stopping.BestEpoch, steps);
    }

    private static void ThrowUnlessFinite(double loss, double norm, int epoch, int step)
    {
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            throw new EphysTxException($"Training diverged in epoch {epoch}, step {step}: the loss is {loss} and the gradient's norm {norm}; lower the learning rate, or look for extreme values in the input.");
        }
    }

    private static SequenceEpoch Evaluate(ISequenceModel model, SequenceTask task, SequenceTrainingOptions options, int epoch, int steps, double trainingLoss)
    {
        if (task.Validation is not { } validation)
        {
            return new SequenceEpoch(epoch, steps, trainingLoss, double.NaN, double.NaN, double.NaN);
        }

        SequenceScores scores = model.Score(task.Head, validation.Input, validation.Rows, options.EvaluationBatch);
        int[] labels = Array.ConvertAll(validation.Rows, row => validation.Labels[row]);
        var confusion = ConfusionMatrix.From(labels, scores.Classes(), scores.Logits.Columns);
        double loss = task.Loss.Evaluate(scores.Logits.Clone().Values, labels, 1);
        return new SequenceEpoch(epoch, steps, trainingLoss, loss, confusion.Accuracy, confusion.MacroF1OfOccurring);
    }
}
