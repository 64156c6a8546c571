using EphysTx.Numerics;
using EphysTx.Sequence;

namespace EphysTx.Tests.Sequence;

public class SequenceBadInputTests
{
    private static readonly SequenceTrainingOptions Short = new() { MaxEpochs = 3, Batch = 8 };

    [Fact]
    public void A_class_with_one_cell_and_a_training_part_without_a_class_are_trained_on()
    {
        (SequenceInput input, int[] labels) = SequenceSamples.Cells(30, 2, MissingPolicy.Zeros);
        labels[4] = 2;
        SequenceHead head = SequenceSamples.Head(classes: 4);
        double[] weights = SequenceClassWeights.InverseCount(labels, 4);
        Assert.Equal(0, weights[3]);
        Assert.Equal(1, weights[..3].Average(), 12);
        ISequenceModel model = new ManagedSequenceEngine().Create(SequenceSamples.Architecture, [head], 1);
        // Class 3 occurs in validation alone.
        int[] validationLabels = [.. labels];
        validationLabels[29] = 3;
        var task = new SequenceTask
        {
            Input = input, Labels = labels, TrainingRows = [.. Enumerable.Range(0, 25)], Loss = SequenceLoss.CrossEntropy(weights),
            Validation = new SequenceValidation(input, validationLabels, [25, 26, 27, 28, 29]),
        };
        SequenceFit fit = SequenceTrainer.Train(model, [task], Short, 1);

        Assert.All(fit.History, epoch => Assert.True(double.IsFinite(epoch.TrainingLoss + epoch.ValidationLoss + epoch.ValidationMacroF1)));
        SequenceScores corrected = PriorCorrection.From(labels, 4, -1).Apply(model.Score("head", input));
        Assert.DoesNotContain(3, corrected.Classes());
        Assert.Equal(0, corrected.Probabilities()[0, 3]);
    }

    [Fact]
    public void One_class_or_no_cell_is_refused()
    {
        (SequenceInput input, int[] labels) = SequenceSamples.Cells(9, 3, MissingPolicy.Zeros);
        ISequenceModel model = new ManagedSequenceEngine().Create(SequenceSamples.Architecture, [SequenceSamples.Head()], 1);
        var task = new SequenceTask { Input = input, Labels = labels, TrainingRows = [0, 3, 6] };
        Assert.Contains("All 3 training cells of head head are of class 0", Assert.Throws<EphysTxException>(() => SequenceTrainer.Train(model, [task], Short, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("no training cells", Assert.Throws<EphysTxException>(() => SequenceTrainer.Train(model, [task with { TrainingRows = [] }], Short, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("no head 'mouse'", Assert.Throws<EphysTxException>(() => SequenceTrainer.Train(model, [task with { Head = "mouse" }], Short, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loss_that_is_not_a_number_names_epoch_and_step()
    {
        (SequenceInput input, int[] labels) = SequenceSamples.Cells(30, 3, MissingPolicy.Zeros);
        ISequenceModel model = new ManagedSequenceEngine().Create(SequenceSamples.Architecture, [SequenceSamples.Head()], 1);
        NamedTensor bias = model.Tensors().Single(tensor => tensor.Name == "lstm.bias_ih_l0");
        bias.Values[0] = float.NaN;
        model.Load([bias]);
        var task = new SequenceTask { Input = input, Labels = labels, TrainingRows = [.. Enumerable.Range(0, 30)] };
        Assert.Contains("epoch 1, step 1: the loss is NaN", Assert.Throws<EphysTxException>(() => SequenceTrainer.Train(model, [task], Short, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tensors_that_do_not_fit_change_nothing()
    {
        ISequenceModel model = new ManagedSequenceEngine().Create(SequenceSamples.Architecture, [SequenceSamples.Head()], 1);
        float[] before = [.. model.Tensors().SelectMany(tensor => tensor.Values)];
        var good = new NamedTensor("norm.bias", [6], new float[] { 1, 2, 3, 4, 5, 6 });
        Assert.Throws<EphysTxException>(() => model.Load([good, new NamedTensor("norm.weight", [5], new float[5])]));
        Assert.Throws<EphysTxException>(() => model.Load([good, new NamedTensor("nose.weight", [6], new float[6])]));
        Assert.Equal(before, model.Tensors().SelectMany(tensor => tensor.Values));
    }

    [Fact]
    public void Cells_of_another_shape_and_settings_out_of_range_are_refused()
    {
        ISequenceModel model = new ManagedSequenceEngine().Create(SequenceSamples.Architecture, [SequenceSamples.Head()], 1);
        var layout = new SequenceLayout(["a"], [2]);
        Assert.Throws<EphysTxException>(() => model.Score("head", new SequenceInput(layout, new Matrix(3, 2), MissingPolicy.Zeros)));
        Assert.Throws<ArgumentException>(() => model.StartTraining(new SequenceOptimizer { LearningRate = 0 }));
        Assert.Throws<ArgumentException>(() => new ManagedSequenceEngine().Create(SequenceSamples.Architecture, [SequenceSamples.Head() with { Dropout = 1 }], 1));
        Assert.Throws<ArgumentException>(() => new ManagedSequenceEngine().Create(SequenceSamples.Architecture, [SequenceSamples.Head(), SequenceSamples.Head()], 1));
    }

    [Fact]
    public void Class_balanced_weights_sum_to_the_number_of_classes()
    {
        int[] labels = [.. Enumerable.Repeat(0, 60), .. Enumerable.Repeat(1, 30), .. Enumerable.Repeat(2, 10)];
        double[] weights = SequenceClassWeights.EffectiveNumber(labels, 3);
        Assert.Equal(3, weights.Sum(), 12);
        Assert.Equal((1 - Math.Pow(0.999, 60)) / (1 - Math.Pow(0.999, 10)), weights[2] / weights[0], 12);
        Assert.Equal([1, 1, 1], SequenceClassWeights.EffectiveNumber(labels, 3, beta: 0));
    }

    [Fact]
    public void The_prior_correction_adds_tau_times_the_log_prior()
    {
        var scores = new SequenceScores(new Matrix(1, 2, [1, 2]), null);
        Matrix corrected = new PriorCorrection([0.2, 0.8], 0.7).Apply(scores).Logits;
        Assert.Equal([1 + (0.7 * Math.Log(0.2)), 2 + (0.7 * Math.Log(0.8))], corrected.Values);
    }
}
