using EphysTx.Numerics;
using EphysTx.Tabular;
using EphysTx.Transfer;

namespace EphysTx.Tests.Transfer.Tabular;

public class CrossSpeciesDiscriminantTests
{
    private static readonly CrossSpeciesDiscriminantTrainer Trainer = new();

    [Fact]
    public void The_twin_does_not_see_the_source()
    {
        TransferData data = TransferFixtureTests.ReadTransfer();
        TransferData other = data with { Source = new Matrix(data.Source.Rows, data.Source.Columns, Array.ConvertAll(data.Source.Values, value => 7 - (value * value))) };

        Assert.Equal(Predict(data, TransferControl.TargetOnly, 1), Predict(other, TransferControl.TargetOnly, 2));
        Assert.NotEqual(Predict(data, TransferControl.None, 1), Predict(other, TransferControl.None, 1));
    }

    [Fact]
    public void Shuffled_source_labels_depend_on_the_seed_and_true_ones_do_not()
    {
        TransferData data = TransferFixtureTests.ReadTransfer();

        Assert.Equal(Predict(data, TransferControl.PermutedSource, 1), Predict(data, TransferControl.PermutedSource, 1));
        Assert.NotEqual(Predict(data, TransferControl.PermutedSource, 1), Predict(data, TransferControl.PermutedSource, 2));
        Assert.Equal(Predict(data, TransferControl.None, 1), Predict(data, TransferControl.None, 2));
        Assert.NotEqual(Predict(data, TransferControl.None, 1), Predict(data, TransferControl.PermutedSource, 1));
    }

    [Fact]
    public void Units_and_class_shares_of_the_source_do_not_matter_to_the_means()
    {
        TransferData data = TransferFixtureTests.ReadTransfer();
        TransferData scaled = data with { Source = new Matrix(data.Source.Rows, data.Source.Columns, Array.ConvertAll(data.Source.Values, value => 3 + (1000 * value))) };
        double[] plain = Predict(data, TransferControl.None, 1);

        Assert.All(plain.Zip(Predict(scaled, TransferControl.None, 1)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public void Probabilities_sum_to_1_also_with_missing_values_and_an_absent_class()
    {
        TransferData data = TransferFixtureTests.ReadTransfer();
        int[] kept = Enumerable.Range(0, data.TargetLabels.Length).Where(row => data.TargetLabels[row] != 1).ToArray();
        Matrix target = data.Target.SelectRows(kept);
        target[2, 0] = target[5, 4] = double.NaN;
        CrossSpeciesDiscriminant model = Trainer.Fit(
            data with { Target = target, TargetLabels = Array.ConvertAll(kept, row => data.TargetLabels[row]) }, TransferControl.None, 1);

        foreach (CrossSpeciesDiscriminant each in new[] { model, model.AdaptTo(target) })
        {
            Matrix probabilities = each.PredictProbabilities(target);
            Assert.All(Enumerable.Range(0, target.Rows), row => Assert.Equal(1, probabilities.Row(row).ToArray().Sum(), 1e-12));
            Assert.All(probabilities.Column(1), value => Assert.Equal(0, value));
        }
    }

    [Fact]
    public void Adaptation_follows_cells_that_have_moved()
    {
        var random = new SeededRandom(8);
        int[] labels = Enumerable.Range(0, 120).Select(row => row % 2).ToArray();
        Matrix Cells(double shift) => new(120, 2, labels.SelectMany(label => new[]
        {
            (label == 0 ? -3 : 3) + shift + random.NextNormal(), random.NextNormal(),
        }).ToArray());
        var data = new TransferData(Cells(0), labels, Cells(0), labels, 2, [0, 1]);
        Matrix moved = Cells(2.5);

        CrossSpeciesDiscriminant model = Trainer.Fit(data, TransferControl.None, 1);
        int Right(CrossSpeciesDiscriminant each) => each.PredictClasses(moved).Zip(labels).Count(pair => pair.First == pair.Second);

        Assert.InRange(Right(model), 90, 110);
        Assert.True(Right(model.AdaptTo(moved, 10)) >= 118, $"{Right(model.AdaptTo(moved, 10))} of 120");
    }

    [Fact]
    public void Selection_trains_the_best_of_the_inner_folds_and_the_twin_without_source()
    {
        TransferData data = TransferFixtureTests.ReadTransfer();
        int[] few = Enumerable.Range(0, data.TargetLabels.Length).Where(row => row % 2 == 0).ToArray();
        TransferData small = data.SelectTarget(few) with { TargetDonors = Enumerable.Range(0, few.Length).Select(row => row / 2).ToArray() };
        var selection = new TransferSelection();

        SelectedModel chosen = selection.Fit(small, TransferControl.None, 3);

        Assert.Equal(5, chosen.InnerMacroF1.Count);
        Assert.Equal(chosen.InnerMacroF1.Max(), chosen.InnerMacroF1[chosen.Chosen]);
        Assert.Equal(
            selection.Candidates[chosen.Chosen].Fit(small, TransferControl.None, 3).PredictProbabilities(data.Target).Values,
            chosen.PredictProbabilities(data.Target).Values);
        SelectedModel twin = selection.Fit(small, TransferControl.TargetOnly, 3);
        Assert.Equal(Trainer.Fit(small, TransferControl.TargetOnly, 3).PredictProbabilities(data.Target).Values, twin.PredictProbabilities(data.Target).Values);
    }

    [Fact]
    public void Subtypes_that_nobody_knows_change_nothing()
    {
        TransferData data = TransferFixtureTests.ReadTransfer();
        var finer = new CrossSpeciesDiscriminantTrainer(new CrossSpeciesDiscriminantOptions { Subtypes = new SubtypeDiscriminantOptions() });
        TransferData unknown = data with { TargetSubtypes = new string[data.Target.Rows].Select(_ => "").ToArray() };

        Assert.Equal(Predict(data, TransferControl.None, 1), finer.Fit(data, TransferControl.None, 1).PredictProbabilities(data.Target).Values);
        Assert.Equal(Predict(data, TransferControl.None, 1), finer.Fit(unknown, TransferControl.None, 1).PredictProbabilities(data.Target).Values);
    }

    [Fact]
    public void A_class_of_two_subtypes_has_a_centre_for_each_and_all_move_with_the_source()
    {
        // Class 0 stands on both sides of class 1, so that one centre for each class cannot tell them apart.
        var random = new SeededRandom(4);
        const int Rows = 180;
        int[] kinds = Enumerable.Range(0, Rows).Select(row => row % 3).ToArray();
        int[] labels = Array.ConvertAll(kinds, kind => kind == 2 ? 1 : 0);
        string[] names = Array.ConvertAll(kinds, kind => $"type {kind}");
        Matrix Cells() => new(Rows, 2, [.. kinds.SelectMany(kind => new[] { (kind switch { 0 => -4.0, 1 => 4, _ => 0 }) + random.NextNormal(), random.NextNormal() })]);
        var data = new TransferData(Cells(), labels, Cells(), labels, 2, [0, 1]) { TargetSubtypes = names, SourceSubtypes = names };
        var finer = new CrossSpeciesDiscriminantTrainer(new CrossSpeciesDiscriminantOptions { Subtypes = new SubtypeDiscriminantOptions() });
        Matrix fresh = Cells();
        int Right(CrossSpeciesDiscriminant model) => model.PredictClasses(fresh).Zip(labels).Count(pair => pair.First == pair.Second);

        Assert.True(Right(finer.Fit(data, TransferControl.None, 1)) >= 165, $"{Right(finer.Fit(data, TransferControl.None, 1))} of {Rows}");
        Assert.True(Right(Trainer.Fit(data, TransferControl.None, 1)) < 140, $"{Right(Trainer.Fit(data, TransferControl.None, 1))} of {Rows}");
        Assert.NotEqual(
            finer.Fit(data, TransferControl.TargetOnly, 1).PredictProbabilities(fresh).Values,
            finer.Fit(data, TransferControl.None, 1).PredictProbabilities(fresh).Values);
    }

    [Fact]
    public void Bad_input_is_named()
    {
        TransferData data = TransferFixtureTests.ReadTransfer();

        Assert.Throws<ArgumentException>(() => Trainer.Fit(data with { SharedColumns = [4, 1, 1] }, TransferControl.None, 1));
        Assert.Throws<ArgumentException>(() => Trainer.Fit(data with { SharedColumns = [4, 1] }, TransferControl.None, 1));
        Assert.Throws<ArgumentException>(() => Trainer.Fit(data with { SourceSubtypes = ["one"] }, TransferControl.None, 1));
        int[] others = Array.ConvertAll(data.SourceLabels, label => label + 3);
        Assert.Contains(
            "0 classes in common",
            Assert.Throws<EphysTxException>(() => Trainer.Fit(data with { SourceLabels = others, ClassCount = 6 }, TransferControl.None, 1)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new CrossSpeciesDiscriminantTrainer(new CrossSpeciesDiscriminantOptions { CovarianceWeight = 2 })
            .Fit(data, TransferControl.None, 1));
        Assert.Contains("'b'", Assert.Throws<EphysTxException>(() => TransferData.Match(["a"], ["a", "b"])).Message, StringComparison.Ordinal);
    }

    private static double[] Predict(TransferData data, TransferControl control, long seed) =>
        Trainer.Fit(data, control, seed).PredictProbabilities(data.Target).Values;
}
