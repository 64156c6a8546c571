using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

public class ForestMissingValueTests
{
    [Fact]
    public void A_missing_value_counts_as_the_median_of_the_training_rows()
    {
        var training = new Matrix(5, 4, [
            1, 4, double.NaN, 7,
            9, double.NaN, double.NaN, 7,
            2, 8, double.NaN, 7,
            double.NaN, 2, double.NaN, double.NaN,
            5, 6, double.NaN, 7]);

        Matrix filled = Imputer.Fit(training, [0, 1, 2, 3, 4]).Transform(new Matrix(1, 4, [double.NaN, double.NaN, double.NaN, double.NaN]));

        Assert.Equal([3.5, 5, 0, 7], filled.Values);
    }

    [Fact]
    public void Training_and_prediction_fill_alike_and_change_no_input()
    {
        (Matrix complete, int[] labels) = TabularSamples.Blobs(300, 5, 3, 3, 2, 1);
        Matrix holes = TabularSamples.WithHoles(complete, 0.1, 2);
        double[] before = (double[])holes.Values.Clone();
        Matrix filled = Imputer.Fit(holes, Enumerable.Range(0, holes.Rows).ToArray()).Transform(holes);
        var trainer = new RandomForestTrainer(new RandomForestOptions { TreeCount = 30 });

        RandomForest fromHoles = trainer.Fit(holes, labels, 3, 1);
        RandomForest fromFilled = trainer.Fit(filled, labels, 3, 1);

        Assert.Equal(fromFilled.PredictProbabilities(filled).Values, fromHoles.PredictProbabilities(holes).Values);
        Assert.Equal(before, holes.Values);
        Assert.DoesNotContain(filled.Values, double.IsNaN);
    }
}
