using EphysTx.Sequence;

namespace EphysTx.Tests.Sequence;

public class SequenceTrainerTests
{
    private static readonly int[] Train = [.. Enumerable.Range(0, 90)];
    private static readonly int[] Held = [.. Enumerable.Range(90, 30)];

    [Theory]
    [InlineData(HeadKind.Linear, MissingPolicy.Zeros)]
    [InlineData(HeadKind.Linear, MissingPolicy.Masked)]
    [InlineData(HeadKind.ArcFace, MissingPolicy.Zeros)]
    public void A_model_learns_what_can_be_learned(HeadKind head, MissingPolicy policy)
    {
        (ISequenceModel model, SequenceTask task) = Setting(head, policy);

        SequenceFit fit = SequenceTrainer.Train(model, [task], Fast, 1);

        int[] predicted = model.Score("head", task.Input, Held).Classes();
        double accuracy = Held.Zip(predicted, (row, c) => task.Labels[row] == c ? 1.0 : 0).Average();
        Assert.True(accuracy > 0.8, $"Accuracy {accuracy}.");
        Assert.Equal(fit.History[fit.BestEpoch - 1].ValidationAccuracy, accuracy, 12);
        Assert.Equal(fit.History.Max(epoch => epoch.ValidationAccuracy), accuracy, 12);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(8)]
    [InlineData(1)]
    public void The_same_seed_gives_the_same_bits_at_every_register_width(int width)
    {
        (ISequenceModel first, SequenceTask task) = Setting(HeadKind.Linear, MissingPolicy.Masked);
        ISequenceModel second = new ManagedSequenceEngine(width).Create(first.Architecture, first.Heads, 1);
        SequenceTrainingOptions options = Fast with { MaxEpochs = 3 };
        SequenceTrainer.Train(first, [task], options, 1);
        SequenceTrainer.Train(second, [task], options, 1);

        Assert.Equal(Bits(first), Bits(second));
        ISequenceModel third = new ManagedSequenceEngine(width).Create(first.Architecture, first.Heads, 1);
        SequenceTrainer.Train(third, [task], options, 2);
        Assert.NotEqual(Bits(first), Bits(third));
    }

    [Fact]
    public void Fits_side_by_side_give_the_bits_of_fits_one_by_one()
    {
        float[][] alone = [.. Enumerable.Range(0, 4).Select(Fit)];
        var together = new float[4][];
        Parallel.For(0, 4, seed => together[seed] = Fit(seed));
        Assert.Equal(alone, together);

        static float[] Fit(int seed)
        {
            (ISequenceModel model, SequenceTask task) = Setting(HeadKind.Linear, MissingPolicy.Zeros);
            SequenceTrainer.Train(model, [task], Fast with { MaxEpochs = 2 }, seed);
            return Bits(model);
        }
    }

    [Fact]
    public void Scores_do_not_depend_on_the_batch()
    {
        (ISequenceModel model, SequenceTask task) = Setting(HeadKind.Linear, MissingPolicy.Masked);
        Assert.Equal(model.Score("head", task.Input, batch: 256).Logits.Values, model.Score("head", task.Input, batch: 7).Logits.Values);
    }

    [Fact]
    public void Early_stopping_waits_its_patience_and_puts_the_best_epoch_back()
    {
        (ISequenceModel model, SequenceTask task) = Setting(HeadKind.Linear, MissingPolicy.Zeros);
        SequenceFit fit = SequenceTrainer.Train(model, [task], Fast with { MaxEpochs = 60, Patience = 3, StopOn = StoppingMeasure.MacroF1 }, 1);

        double best = fit.History.Max(epoch => epoch.ValidationMacroF1);
        Assert.Equal(fit.History.First(epoch => epoch.ValidationMacroF1 == best).Epoch, fit.BestEpoch);
        Assert.Equal(fit.BestEpoch + 3, fit.History.Count);
    }

    [Fact]
    public void Step_budgets_and_dropped_partial_batches_are_kept()
    {
        (ISequenceModel model, SequenceTask task) = Setting(HeadKind.Linear, MissingPolicy.Zeros);
        SequenceTrainingOptions options = Fast with { Batch = 40, MaxEpochs = 2, Patience = null };
        Assert.Equal(6, SequenceTrainer.Train(model, [task], options, 1).Steps);
        Assert.Equal(4, SequenceTrainer.Train(model, [task], options with { DropLast = true }, 1).Steps);
        Assert.Equal(5, SequenceTrainer.Train(model, [task], options with { MaxSteps = 5 }, 1).Steps);
        Assert.Equal(14, SequenceTrainer.Train(model, [task], options with { StepsPerEpoch = 7 }, 1).Steps);
        Assert.Equal(2, SequenceTrainer.Train(model, [task], options with { Batch = 500, DropLast = true }, 1).Steps);
    }

    [Fact]
    public void A_frozen_encoder_stays_and_an_encoder_can_be_copied()
    {
        (ISequenceModel model, SequenceTask task) = Setting(HeadKind.Linear, MissingPolicy.Zeros);
        ISequenceModel other = new ManagedSequenceEngine().Create(model.Architecture, [SequenceSamples.Head(HeadKind.ArcFace)], 9);
        float[] own = [.. model.EncoderTensors().SelectMany(tensor => tensor.Values)];
        other.CopyEncoderFrom(model);
        float[] head = other.Tensors().Single(tensor => tensor.Name == "head.weight").Values;

        SequenceTrainer.Train(other, [task], Fast with { FreezeEncoder = true, MaxEpochs = 2, RestoreBest = false }, 1);

        Assert.Equal(own, other.EncoderTensors().SelectMany(tensor => tensor.Values));
        Assert.NotEqual(head, other.Tensors().Single(tensor => tensor.Name == "head.weight").Values);
        ISequenceModel mean = new ManagedSequenceEngine().Create(model.Architecture with { Pooling = SequencePooling.Mean }, model.Heads, 1);
        Assert.Throws<EphysTxException>(() => mean.CopyEncoderFrom(model));
    }

    [Fact]
    public void A_joint_step_is_the_weighted_sum_of_its_tasks()
    {
        SequenceHead[] heads = [SequenceSamples.Head() with { Name = "human", Dropout = 0 }, SequenceSamples.Head(classes: 4) with { Name = "mouse", Dropout = 0 }];
        (SequenceInput human, int[] humanLabels) = SequenceSamples.Cells(20, 3, MissingPolicy.Zeros);
        (SequenceInput mouse, int[] mouseLabels) = SequenceSamples.Cells(20, 4, MissingPolicy.Zeros, seed: 2);
        var first = new SequenceBatch("human", human, Enumerable.Range(0, 20).ToArray(), humanLabels);
        var second = new SequenceBatch("mouse", mouse, Enumerable.Range(0, 15).ToArray(), mouseLabels);
        float[] a = Gradients((first, 1), (second, 0.5));
        float[] b = Gradients((first, 1));
        float[] c = Gradients((second, 1));

        Assert.All(Enumerable.Range(0, a.Length), i => Assert.Equal(b[i] + (0.5 * c[i]), a[i], 1e-6));
        Assert.True(a.Max(Math.Abs) > 1e-3);

        float[] Gradients(params (SequenceBatch Batch, double Factor)[] parts)
        {
            var model = new ManagedModel<float>(SequenceSamples.Architecture, heads, 1, Kernels.Widest());
            var training = new ManagedTraining<float>(model, new SequenceOptimizer(), freezeEncoder: false);
            foreach ((SequenceBatch batch, double factor) in parts)
            {
                training.Add(batch, SequenceLoss.CrossEntropy(), factor, null);
            }

            training.FinishGradients();
            return [.. model.Parameters.SelectMany(parameter => parameter.Gradients.ToArray())];
        }
    }

    [Fact]
    public void Two_tasks_are_trained_together_and_the_shorter_goes_round()
    {
        SequenceHead[] heads = [SequenceSamples.Head() with { Name = "human" }, SequenceSamples.Head(classes: 4) with { Name = "mouse" }];
        ISequenceModel model = new ManagedSequenceEngine().Create(SequenceSamples.Architecture, heads, 1);
        (SequenceInput human, int[] humanLabels) = SequenceSamples.Cells(30, 3, MissingPolicy.Zeros);
        (SequenceInput mouse, int[] mouseLabels) = SequenceSamples.Cells(200, 4, MissingPolicy.Zeros, seed: 2);
        SequenceTask[] tasks =
        [
            new() { Head = "human", Input = human, Labels = humanLabels, TrainingRows = [.. Enumerable.Range(0, 30)] },
            new() { Head = "mouse", Input = mouse, Labels = mouseLabels, TrainingRows = [.. Enumerable.Range(0, 200)], Weight = 0.5 },
        ];
        SequenceFit fit = SequenceTrainer.Train(model, tasks, Fast with { Batch = 20, DropLast = true, MaxEpochs = 8 }, 1);

        Assert.Equal(80, fit.Steps);
        Assert.True(fit.History[^1].TrainingLoss < 0.7 * fit.History[0].TrainingLoss);
        Assert.True(double.IsNaN(fit.History[0].ValidationAccuracy));
    }

    private static SequenceTrainingOptions Fast { get; } = new() { Optimizer = new() { LearningRate = 1e-2 }, MaxEpochs = 15, Batch = 16 };

    private static (ISequenceModel Model, SequenceTask Task) Setting(HeadKind head, MissingPolicy policy)
    {
        (SequenceInput input, int[] labels) = SequenceSamples.Cells(120, 3, policy);
        ISequenceModel model = new ManagedSequenceEngine().Create(SequenceSamples.Architecture, [SequenceSamples.Head(head)], 1);
        return (model, new SequenceTask { Input = input, Labels = labels, TrainingRows = Train, Validation = new SequenceValidation(input, labels, Held) });
    }

    private static float[] Bits(ISequenceModel model) => [.. model.Tensors().SelectMany(tensor => tensor.Values)];
}
