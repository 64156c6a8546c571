using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

public class SubtypeTests
{
    [Fact]
    public void Two_subtypes_on_both_sides_of_another_class_are_told_apart()
    {
        var random = new SeededRandom(3);
        var features = new Matrix(90, 2);
        int[] labels = Enumerable.Range(0, 90).Select(row => row % 3 == 2 ? 1 : 0).ToArray();
        string[] subtypes = Enumerable.Range(0, 90).Select(row => row % 3 == 0 ? "left" : row % 3 == 1 ? "right" : "middle").ToArray();
        for (int row = 0; row < 90; row++)
        {
            features[row, 0] = (row % 3 == 0 ? -4 : row % 3 == 1 ? 4 : 0) + random.NextNormal();
            features[row, 1] = random.NextNormal();
        }

        var trainer = new SubtypeDiscriminantTrainer();
        int Right(IReadOnlyList<string>? told) =>
            trainer.Fit(features, labels, told, 2, null, 1).PredictClasses(features).Zip(labels).Count(pair => pair.First == pair.Second);

        Assert.True(Right(subtypes) >= 83, $"{Right(subtypes)} of 90");
        Assert.True(Right(null) < 65, $"{Right(null)} of 90");
    }

    [Fact]
    public void A_vote_tells_subtypes_to_the_members_that_can_use_them_and_is_the_mean()
    {
        var random = new SeededRandom(5);
        var features = new Matrix(60, 3, Enumerable.Range(0, 180).Select(_ => random.NextNormal()).ToArray());
        int[] labels = Enumerable.Range(0, 60).Select(row => row % 2).ToArray();
        string[] subtypes = Enumerable.Range(0, 60).Select(row => $"{row % 4}").ToArray();
        features[7, 1] = double.NaN;
        var fine = new SubtypeDiscriminantTrainer();
        var plain = new NormalizedTrainer(new LogisticRegressionTrainer());

        Matrix vote = new SubtypeVoteTrainer([fine, plain]).Fit(features, labels, subtypes, 2, null, 1).PredictProbabilities(features);

        Matrix first = fine.Fit(features, labels, subtypes, 2, null, 1).PredictProbabilities(features);
        Matrix second = plain.Fit(features, labels, 2, 1).PredictProbabilities(features);
        Assert.All(Enumerable.Range(0, vote.Values.Length), i => Assert.Equal((first.Values[i] + second.Values[i]) / 2, vote.Values[i], 1e-12));
        Assert.Throws<ArgumentException>(() => fine.Fit(features, labels, ["a"], 2, null, 1));
    }

    [Fact]
    public void Normalising_keeps_outliers_constant_and_empty_columns_finite()
    {
        var values = new Matrix(20, 4);
        for (int row = 0; row < 20; row++)
        {
            values[row, 0] = row == 0 ? 1e12 : row;
            values[row, 1] = 5;
            values[row, 2] = double.NaN;
            values[row, 3] = row == 4 ? double.NaN : -row * row;
        }

        foreach (bool power in new[] { true, false })
        {
            var fitted = NormalizingPreprocessor.Fit(values, Enumerable.Range(0, 20).ToArray(), new NormalizingOptions { PowerTransform = power });

            Assert.All(fitted.Transform(values).Values, value => Assert.True(double.IsFinite(value)));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => NormalizingPreprocessor.Fit(values, [0, 1], new NormalizingOptions { Limit = 0 }));
    }
}
