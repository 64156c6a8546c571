using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

public class HistogramBoostingTests
{
    private static readonly HistogramBoostingOptions Small = new() { Rounds = 20 };

    [Fact]
    public void Thread_count_changes_no_bit()
    {
        (Matrix complete, int[] labels) = TabularSamples.Blobs(500, 7, 4, 5, 1.5, 1);
        Matrix features = TabularSamples.WithHoles(complete, 0.05, 2);
        double[][] answers = new[] { 1, 2, 5, -1 }
            .Select(threads => new HistogramBoostingTrainer(Small with { MaxDegreeOfParallelism = threads, EarlyStoppingRounds = 5 })
                .Fit(features, labels, 4, 7).PredictProbabilities(features).Values)
            .ToArray();

        Assert.All(answers[1..], answer => Assert.Equal(answers[0], answer));
    }

    [Fact]
    public void Early_stopping_ends_where_nothing_is_to_be_learned()
    {
        (Matrix noise, int[] labels) = TabularSamples.Blobs(400, 5, 3, 0, 0, 3);
        (Matrix signal, int[] classes) = TabularSamples.Blobs(400, 5, 3, 3, 3, 3);
        var trainer = new HistogramBoostingTrainer(new HistogramBoostingOptions { EarlyStoppingRounds = 10 });

        HistogramBoosting none = trainer.Fit(noise, labels, 3, 1);
        HistogramBoosting some = trainer.Fit(signal, classes, 3, 1);

        Assert.InRange(none.Rounds, 0, 15);
        Assert.InRange(some.Rounds, 16, 100);
        Assert.Equal(100, new HistogramBoostingTrainer().Fit(noise, labels, 3, 1).Rounds);
    }

    [Fact]
    public void Early_stopping_follows_donors_where_they_are_known()
    {
        // Twenty cells of a donor are copies, and their label is the donor's: only whole donors show that nothing is learned.
        var random = new SeededRandom(4);
        var features = new Matrix(600, 4);
        var labels = new int[600];
        int[] donors = Enumerable.Range(0, 600).Select(row => row / 20).ToArray();
        for (int row = 0; row < 600; row++)
        {
            labels[row] = donors[row] % 3;
            for (int column = 0; column < 4; column++)
            {
                features[row, column] = row % 20 == 0 ? random.NextNormal() : features[row - 1, column];
            }
        }

        var trainer = new HistogramBoostingTrainer(new HistogramBoostingOptions { EarlyStoppingRounds = 10 });

        // A few donors validate, so that single draws scatter.
        long[] seeds = [1, 2, 3, 4, 5, 6, 7, 8];
        double withDonors = seeds.Average(seed => trainer.Fit(features, labels, 3, donors, seed).Rounds);
        double without = seeds.Average(seed => trainer.Fit(features, labels, 3, seed).Rounds);

        Assert.InRange(without, 80, 100);
        Assert.InRange(withDonors, 0, 30);
    }

    [Fact]
    public void A_class_without_rows_has_no_probability_and_a_constant_column_no_cut()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(200, 3, 2, 1, 4, 5);
        for (int row = 0; row < 200; row++)
        {
            features[row, 1] = 7;
            features[row, 2] = double.NaN;
            labels[row] *= 2;
        }

        Matrix probabilities = new HistogramBoostingTrainer(Small).Fit(features, labels, 4, 1).PredictProbabilities(features);

        Assert.All(probabilities.Column(1).Concat(probabilities.Column(3)), value => Assert.Equal(0, value));
        Assert.InRange(ClassScores.Of(labels, TabularClassifierExtensions.MostProbable(probabilities), 4).Accuracy, 0.95, 1);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(20, 3, 2, 2, 2, 1);
        HistogramBoostingOptions[] wrong =
        [
            new() { Rounds = 0 }, new() { MaxLeaves = 1 }, new() { MaxDepth = 0 }, new() { MinSamplesLeaf = 0 }, new() { MaxBins = 1 },
            new() { MaxBins = 256 }, new() { LearningRate = 0 }, new() { LearningRate = double.NaN }, new() { L2 = -1 },
            new() { EarlyStoppingRounds = 0 }, new() { ValidationFraction = 1 }, new() { MaxDegreeOfParallelism = 0 },
        ];

        Assert.All(wrong, options => Assert.ThrowsAny<ArgumentException>(() => new HistogramBoostingTrainer(options).Fit(features, labels, 2, 1)));
    }
}
