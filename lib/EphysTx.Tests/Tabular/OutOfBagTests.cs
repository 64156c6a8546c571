using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

public class OutOfBagTests
{
    private static readonly RandomForestOptions Options = new() { TreeCount = 200, OutOfBag = true };

    [Fact]
    public void It_estimates_what_fresh_rows_show()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(1500, 6, 3, 3, 1.5, 1);
        (Matrix fresh, int[] truth) = TabularSamples.Blobs(6000, 6, 3, 3, 1.5, 2);
        RandomForest forest = new RandomForestTrainer(Options).Fit(features, labels, 3, 1);

        double heldOut = forest.PredictClasses(fresh).Zip(truth, (a, b) => a == b ? 1.0 : 0.0).Average();

        // The standard error of 1,500 rows is about 0.011.
        Assert.InRange(forest.OutOfBag!.Accuracy, heldOut - 0.03, heldOut + 0.03);
        Assert.InRange(forest.OutOfBag.MacroF1, heldOut - 0.04, heldOut + 0.04);
        Assert.Equal(0, forest.OutOfBag.RowsWithoutEstimate);
        Assert.True(forest.PredictClasses(features).Zip(labels).All(pair => pair.First == pair.Second));
    }

    [Fact]
    public void Labels_that_mean_nothing_are_not_predicted()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(1000, 5, 2, 0, 0, 3);

        OutOfBagEstimate estimate = new RandomForestTrainer(Options).Fit(features, labels, 2, 1).OutOfBag!;

        Assert.InRange(estimate.Accuracy, 0.44, 0.56);
    }

    [Fact]
    public void One_tree_leaves_out_about_a_third_and_says_nothing_of_the_rest()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(2000, 3, 2, 2, 3, 4);

        RandomForest forest = new RandomForestTrainer(Options with { TreeCount = 1 }).Fit(features, labels, 2, 1);

        OutOfBagEstimate estimate = forest.OutOfBag!;
        Assert.InRange(estimate.RowsWithoutEstimate, 2000 * 0.60, 2000 * 0.665);
        Assert.Equal(estimate.RowsWithoutEstimate, estimate.Probabilities.Column(0).Count(double.IsNaN));
        Matrix all = forest.PredictProbabilities(features);
        for (int row = 0; row < 2000; row++)
        {
            Assert.True(double.IsNaN(estimate.Probabilities[row, 0]) || estimate.Probabilities[row, 0] == all[row, 0]);
        }
    }

    [Fact]
    public void It_is_absent_unless_asked_for_and_needs_bootstrap()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(50, 3, 2, 2, 3, 5);

        Assert.Null(new RandomForestTrainer(Options with { OutOfBag = false }).Fit(features, labels, 2, 1).OutOfBag);
        Assert.Throws<ArgumentException>(() => new RandomForestTrainer(Options with { Bootstrap = false }).Fit(features, labels, 2, 1));
    }

    [Fact]
    public void It_takes_the_training_rows_only()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(50, 3, 2, 2, 3, 6);
        OutOfBagEstimate estimate = new RandomForestTrainer(Options).Fit(features, labels, 2, 1).OutOfBag!;

        Assert.Throws<ArgumentException>(() => estimate.PredictProbabilities(features.SelectRows([0, 1])));
        Assert.Equal(estimate.Probabilities.Values, estimate.PredictProbabilities(features).Values);
    }
}
