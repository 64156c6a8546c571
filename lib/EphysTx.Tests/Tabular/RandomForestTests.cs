using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

public class RandomForestTests
{
    private static readonly RandomForestOptions Small = new() { TreeCount = 60 };

    [Fact]
    public void Every_row_of_probabilities_sums_to_one()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(301, 6, 4, 4, 2, 1);
        RandomForest forest = new RandomForestTrainer(Small).Fit(features, labels, 4, 1);

        Matrix probabilities = forest.PredictProbabilities(features);

        Assert.Equal((301, 4), (probabilities.Rows, probabilities.Columns));
        for (int row = 0; row < probabilities.Rows; row++)
        {
            Assert.Equal(1, probabilities.Row(row).ToArray().Sum(), 1e-12);
            Assert.All(probabilities.Row(row).ToArray(), value => Assert.InRange(value, 0, 1));
        }
    }

    [Fact]
    public void Thread_count_changes_no_bit()
    {
        (Matrix complete, int[] labels) = TabularSamples.Blobs(700, 9, 4, 5, 1.5, 2);
        Matrix features = TabularSamples.WithHoles(complete, 0.05, 3);
        RandomForest[] forests = new[] { 1, 2, 5, -1 }
            .Select(threads => new RandomForestTrainer(Small with { OutOfBag = true, MaxDegreeOfParallelism = threads }).Fit(features, labels, 4, 7))
            .ToArray();

        foreach (RandomForest forest in forests[1..])
        {
            Assert.Equal(forests[0].PredictProbabilities(features).Values, forest.PredictProbabilities(features).Values);
            Assert.Equal(forests[0].OutOfBag!.Probabilities.Values, forest.OutOfBag!.Probabilities.Values);
            Assert.Equal(forests[0].GiniImportance, forest.GiniImportance);
        }
    }

    [Theory]
    [InlineData(ClassWeighting.None)]
    [InlineData(ClassWeighting.Balanced)]
    [InlineData(ClassWeighting.BalancedPerBootstrap)]
    public void The_seed_decides_everything(ClassWeighting weighting)
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(300, 6, 3, 3, 1, 4);
        var trainer = new RandomForestTrainer(Small with { ClassWeighting = weighting });

        double[] first = trainer.Fit(features, labels, 3, 11).PredictProbabilities(features).Values;

        Assert.Equal(first, trainer.Fit(features, labels, 3, 11).PredictProbabilities(features).Values);
        Assert.NotEqual(first, trainer.Fit(features, labels, 3, 12).PredictProbabilities(features).Values);
    }

    [Fact]
    public void A_prediction_does_not_depend_on_the_other_rows()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(300, 6, 3, 3, 1, 5);
        RandomForest forest = new RandomForestTrainer(Small).Fit(features, labels, 3, 1);
        Matrix together = forest.PredictProbabilities(features);

        foreach (int row in (int[])[0, 1, 127, 128, 299])
        {
            Assert.Equal(together.Row(row).ToArray(), forest.PredictProbabilities(features.SelectRows([row])).Values);
        }

        Assert.Equal(0, forest.PredictProbabilities(new Matrix(0, 6)).Rows);
    }

    [Fact]
    public void Shifting_and_scaling_a_column_changes_no_tree()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(200, 4, 3, 3, 1, 6);
        Matrix scaled = features.Clone();
        for (int row = 0; row < scaled.Rows; row++)
        {
            scaled[row, 1] = (scaled[row, 1] * 1e-9) + 1e-7;
        }

        var trainer = new RandomForestTrainer(Small);

        Assert.Equal(
            trainer.Fit(features, labels, 3, 1).PredictProbabilities(features).Values,
            trainer.Fit(scaled, labels, 3, 1).PredictProbabilities(scaled).Values);
    }

    [Fact]
    public void Constant_columns_are_passed_over()
    {
        (Matrix blobs, int[] labels) = TabularSamples.Blobs(200, 1, 2, 1, 8, 7);
        var features = new Matrix(200, 30);
        for (int row = 0; row < 200; row++)
        {
            features[row, 17] = blobs[row, 0];
            features[row, 3] = double.NaN;
        }

        RandomForest forest = new RandomForestTrainer(Small with { FeaturesPerSplit = 1 }).Fit(features, labels, 2, 1);

        Assert.Equal(labels, forest.PredictClasses(features));
        Assert.Equal(1, forest.GiniImportance[17], 1e-12);
    }

    [Fact]
    public void Without_any_usable_column_the_answer_is_the_weighted_class_share()
    {
        var features = new Matrix(10, 3);
        int[] labels = [0, 0, 0, 0, 0, 0, 0, 1, 1, 2];
        RandomForestOptions options = Small with { Bootstrap = false };

        Assert.Equal([0.7, 0.2, 0.1], Shares(ClassWeighting.None), Near);
        Assert.Equal([1 / 3.0, 1 / 3.0, 1 / 3.0], Shares(ClassWeighting.Balanced), Near);
        Assert.Equal([1 / 3.0, 1 / 3.0, 1 / 3.0], Shares(ClassWeighting.BalancedPerBootstrap), Near);

        double[] Shares(ClassWeighting weighting) =>
            new RandomForestTrainer(options with { ClassWeighting = weighting }).Fit(features, labels, 3, 1).PredictProbabilities(new Matrix(1, 3)).Values;
    }

    [Fact]
    public void Balanced_per_bootstrap_gives_every_drawn_class_the_same_weight_in_each_tree()
    {
        var features = new Matrix(40, 2);
        int[] labels = [.. Enumerable.Repeat(0, 30), .. Enumerable.Repeat(1, 10)];
        RandomForest forest = new RandomForestTrainer(Small with { ClassWeighting = ClassWeighting.BalancedPerBootstrap }).Fit(features, labels, 2, 1);

        Assert.All(forest.Trees, tree => Assert.Equal([0.5, 0.5], tree.LeafProbabilities, Near));
        RandomForest full = new RandomForestTrainer(Small).Fit(features, labels, 2, 1);
        Assert.Contains(full.Trees, tree => Math.Abs(tree.LeafProbabilities[0] - 0.5) > 0.01);
    }

    [Fact]
    public void A_class_of_one_row_and_a_class_without_rows_are_fine()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(120, 4, 2, 2, 3, 8);
        labels[50] = 3;

        Matrix probabilities = new RandomForestTrainer(Small).Fit(features, labels, 5, 1).PredictProbabilities(features);

        Assert.All(probabilities.Column(2), value => Assert.Equal(0, value));
        Assert.All(probabilities.Column(4), value => Assert.Equal(0, value));
        Assert.True(probabilities[50, 3] > 0.3);
    }

    [Fact]
    public void Depth_and_leaf_limits_hold()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(400, 5, 3, 3, 0.5, 9);
        RandomForest shallow = new RandomForestTrainer(Small with { MaxDepth = 3 }).Fit(features, labels, 3, 1);
        RandomForest stump = new RandomForestTrainer(Small with { MinSamplesLeaf = 400 }).Fit(features, labels, 3, 1);

        Assert.All(shallow.Trees, tree => Assert.InRange(tree.Depth, 1, 3));
        Assert.All(stump.Trees, tree => Assert.Single(tree.Nodes));
        Assert.All(stump.GiniImportance, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Large_duplicated_tables_take_the_counting_paths()
    {
        // 5,000 distinct values, so that ranks need more bits than one counting pass has buckets.
        (Matrix features, int[] labels) = TabularSamples.Blobs(6000, 2, 2, 2, 6, 10);

        RandomForest forest = new RandomForestTrainer(Small with { TreeCount = 5, Bootstrap = false, FeaturesPerSplit = 2 }).Fit(features, labels, 2, 1);

        Assert.Equal(labels, forest.PredictClasses(features));
    }

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) < 1e-12;
}
