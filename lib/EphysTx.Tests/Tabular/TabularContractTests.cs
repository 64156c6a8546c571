using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

/// <summary>What every trainer and model promises; a new trainer is added to <see cref="Trainers"/>.</summary>
public class TabularContractTests
{
    private static readonly Dictionary<string, ITabularTrainer> All = new ITabularTrainer[]
    {
        new RandomForestTrainer(new RandomForestOptions { TreeCount = 20 }),
        new ShrinkageDiscriminantTrainer(),
        new HistogramBoostingTrainer(),
        new LogisticRegressionTrainer(),
        new SoftVoteTrainer(new ShrinkageDiscriminantTrainer(), new HistogramBoostingTrainer()),
        new StackingTrainer(new ShrinkageDiscriminantTrainer(), new HistogramBoostingTrainer()),
        new VoteSelection([new ShrinkageDiscriminantTrainer(), new HistogramBoostingTrainer()]),
    }.ToDictionary(trainer => trainer.Name);

    public static TheoryData<string> Trainers => [.. All.Keys];

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Probabilities_have_a_column_per_class_and_sum_to_one(string trainer)
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(200, 4, 3, 3, 2, 1);
        ITabularClassifier model = All[trainer].Fit(TabularSamples.WithHoles(features, 0.1, 1), labels, 3, 1);

        Matrix probabilities = model.PredictProbabilities(TabularSamples.WithHoles(features, 0.1, 2));

        Assert.Equal((3, 4), (model.ClassCount, model.FeatureCount));
        Assert.Equal((200, 3), (probabilities.Rows, probabilities.Columns));
        Assert.All(Enumerable.Range(0, 200), row => Assert.Equal(1, probabilities.Row(row).ToArray().Sum(), 1e-12));
        Assert.All(probabilities.Values, value => Assert.True(value >= 0));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Bad_training_data_are_refused(string trainer)
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(20, 2, 2, 2, 2, 1);
        Matrix infinite = features.Clone();
        infinite[3, 1] = double.NegativeInfinity;

        EphysTxException oneClass = Assert.Throws<EphysTxException>(() => All[trainer].Fit(features, Enumerable.Repeat(1, 20).ToArray(), 2, 1));
        Assert.Contains("All 20 training rows are of class 1", oneClass.Message, StringComparison.Ordinal);
        Assert.Throws<EphysTxException>(() => All[trainer].Fit(new Matrix(0, 2), [], 2, 1));
        Assert.Throws<ArgumentException>(() => All[trainer].Fit(features, labels[1..], 2, 1));
        Assert.Throws<ArgumentException>(() => All[trainer].Fit(features, [.. labels[1..], 2], 2, 1));
        Assert.Throws<ArgumentException>(() => All[trainer].Fit(features, [.. labels[1..], -1], 2, 1));
        Assert.Throws<ArgumentException>(() => All[trainer].Fit(new Matrix(20, 0), labels, 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => All[trainer].Fit(features, labels, 1, 1));
        ArgumentException place = Assert.Throws<ArgumentException>(() => All[trainer].Fit(infinite, labels, 2, 1));
        Assert.Contains("row 3, column 1 is infinite", place.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void Rows_that_do_not_fit_the_model_are_refused(string trainer)
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(20, 2, 2, 2, 2, 1);
        ITabularClassifier model = All[trainer].Fit(features, labels, 2, 1);

        Assert.Throws<ArgumentException>(() => model.PredictProbabilities(new Matrix(1, 3)));
        Assert.Throws<ArgumentException>(() => model.PredictProbabilities(new Matrix(1, 2, [0, double.PositiveInfinity])));
    }

    [Theory]
    [MemberData(nameof(Trainers))]
    public void A_fit_can_be_cancelled(string trainer)
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(20, 2, 2, 2, 2, 1);

        Assert.ThrowsAny<OperationCanceledException>(() => All[trainer].Fit(features, labels, 2, 1, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void The_most_probable_class_is_the_first_of_equals()
    {
        var probabilities = new Matrix(4, 3, [0.2, 0.5, 0.3, 0.4, 0.4, 0.2, 0, 0, 1, double.NaN, 0.5, 0.5]);

        Assert.Equal([1, 0, 2, -1], TabularClassifierExtensions.MostProbable(probabilities));
    }
}
