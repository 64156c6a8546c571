using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Sequence;
using EphysTx.Tests.Sequence.Files;

namespace EphysTx.Tests.Sequence.Classifiers;

public class SequenceClassifierTrainerTests
{
    private static readonly Cohort Cells = StoredClassifiers.Cells;
    private static readonly int[] Train = FamilyCohort.Rows(0, 40);
    private static readonly int[] Validation = FamilyCohort.Rows(40, 60);

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_members_differ()
    {
        SequenceClassifierOptions two = StoredClassifiers.Small with { Members = 2 };
        double[] first = StoredClassifiers.Fit(two).PredictProbabilities(Cells).Values;
        SequenceClassifier again = StoredClassifiers.Fit(two);

        Assert.Equal(first, again.PredictProbabilities(Cells).Values);
        Assert.NotEqual(first, StoredClassifiers.Fit(two, seed: 2).PredictProbabilities(Cells).Values);
        double[][] members = [.. again.Members.Select(member => member.Score(Cells).Probabilities().Values)];
        Assert.NotEqual(members[0], members[1]);
        Assert.All(Enumerable.Range(0, first.Length), i => Assert.Equal((members[0][i] + members[1][i]) / 2, first[i], 1e-15));
        Matrix attention = again.Attention(Cells)!;
        Assert.All(Enumerable.Range(0, 60), row => Assert.Equal(1, attention.Row(row).ToArray().Sum(), 1e-5));
        Assert.Null(StoredClassifiers.Fit(StoredClassifiers.Kinds["last"]).Attention(Cells));
    }

    [Fact]
    public void It_learns_what_can_be_learned()
    {
        Cohort clear = FamilyCohort.Make(120, seed: 9, separation: 2);
        SequenceClassifierOptions options = StoredClassifiers.Small with { Training = StoredClassifiers.Small.Training with { MaxEpochs = 8 } };
        SequenceClassifier classifier = new SequenceClassifierTrainer(options).Fit(clear, [(FamilyCohort.Rows(0, 50), FamilyCohort.Rows(50, 70))], 1);
        Cohort test = clear.SelectCells(FamilyCohort.Rows(70, 120), "test");
        int[] predicted = classifier.Members[0].Score(test).Classes();
        Assert.True(predicted.Zip(test.Labels, (a, b) => a == b ? 1.0 : 0).Average() > 0.9);
    }

    [Fact]
    public void Synthetic_cells_fill_the_training_part_only_and_priors_are_those_before()
    {
        var options = new SequenceClassifierOptions { Smote = new SmoteOptions { Neighbours = 3 }, PriorTau = 0.7, Missing = MissingPolicy.Masked };
        var set = SequenceTrainingSet.Prepare(Cells, Train, Validation, options, seed: 1);

        int[] counts = [.. Enumerable.Range(0, 3).Select(label => Train.Count(row => Cells.Labels[row] == label))];
        Assert.True(counts.Max() > counts.Min());
        Assert.All(Enumerable.Range(0, 3), label => Assert.Equal(counts.Max(), set.Task.Labels.Count(one => one == label)));
        Assert.Equal((3 * counts.Max()) - 40, set.Synthetic);
        Assert.Equal(3 * counts.Max(), set.Task.TrainingRows.Length);
        Assert.Equal(20, set.Task.Validation!.Rows.Length);
        Assert.Equal(counts.Select(count => count / 40.0), set.Priors!.Priors);
        Assert.Equal(0, SequenceTrainingSet.Prepare(Cells, Train, null, new SequenceClassifierOptions(), 1).Synthetic);
    }

    [Fact]
    public void Standardisation_knows_the_training_cells_alone()
    {
        Cohort other = Cells.SelectCells([.. Train, .. Validation.Reverse()], "other");
        Matrix values = other.Values.Clone();
        values.Values.AsSpan(40 * values.Columns).Fill(1e6);
        var changed = new Cohort("changed", Species.Human, true, other.Cells, other.Features, values, Array.ConvertAll(values.Values, value => double.IsNaN(value) ? MissingReason.NotReported : MissingReason.Present), Funnel.None);

        var a = SequenceTrainingSet.Prepare(Cells, Train, Validation, new SequenceClassifierOptions(), 1);
        var b = SequenceTrainingSet.Prepare(changed, Train, Validation, new SequenceClassifierOptions(), 1);

        Assert.Equal(a.Standardizer.Columns.Mean, b.Standardizer.Columns.Mean);
        Assert.Equal(a.Standardizer.Columns.Deviation, b.Standardizer.Columns.Deviation);
    }

    [Fact]
    public void Priors_move_the_scores_by_tau_times_their_logarithm()
    {
        SequenceMember member = StoredClassifiers.Fit(StoredClassifiers.Small with { PriorTau = -1 }).Members[0];
        Matrix plain = member.Model.Score("head", member.Standardizer.Transform(Cells)).Logits;
        Matrix moved = member.Score(Cells).Logits;
        double[] shares = [.. Enumerable.Range(0, 3).Select(label => Train.Count(row => Cells.Labels[row] == label) / 40.0)];
        Assert.All(Enumerable.Range(0, 180), i => Assert.Equal(plain.Values[i] - Math.Log(shares[i % 3]), moved.Values[i], 1e-12));
    }

    [Fact]
    public void Parts_that_do_not_fit_and_a_part_of_one_class_are_refused()
    {
        var trainer = new SequenceClassifierTrainer(StoredClassifiers.Small);
        Assert.Throws<ArgumentException>(() => trainer.Fit(Cells, [(Train, Validation), (Train, Validation)], 1));
        int[] one = [.. Train.Where(row => Cells.Labels[row] == 0)];
        Assert.Contains("at least two classes", Assert.Throws<EphysTxException>(() => trainer.Fit(Cells, [(one, Validation)], 1)).Message, StringComparison.Ordinal);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Fit(Cells, [(Train, Validation)], 1, null, cancelled.Token));
    }
}
