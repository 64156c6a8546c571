using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

public class EnsembleTests
{
    private static readonly ITabularTrainer Linear = new ShrinkageDiscriminantTrainer();
    private static readonly ITabularTrainer Trees = new HistogramBoostingTrainer(new HistogramBoostingOptions { Rounds = 20 });

    [Fact]
    public void A_vote_is_the_weighted_mean_of_its_members()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(200, 4, 3, 3, 1, 1);
        double[] linear = Linear.Fit(features, labels, 3, 1).PredictProbabilities(features).Values;
        double[] trees = Trees.Fit(features, labels, 3, 1).PredictProbabilities(features).Values;

        double[] vote = new SoftVoteTrainer([new VoteMember(Linear, 3), new VoteMember(Trees)])
            .Fit(features, labels, 3, 5).PredictProbabilities(features).Values;

        Assert.Equal(600, vote.Length);
        Assert.All(Enumerable.Range(0, 600), i => Assert.Equal((0.75 * linear[i]) + (0.25 * trees[i]), vote[i], 1e-12));
        Assert.Equal("shrinkage LDA + histogram boosting", new SoftVoteTrainer(Linear, Trees).Name);
        Assert.Throws<ArgumentException>(() => new SoftVoteTrainer([new VoteMember(Linear, 0)]).Fit(features, labels, 3, 1));
        Assert.Throws<ArgumentException>(() => new SoftVoteTrainer().Fit(features, labels, 3, 1));
    }

    [Fact]
    public void A_stack_trusts_the_model_that_knows()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(400, 4, 3, 3, 1.5, 2);
        (Matrix fresh, int[] truth) = TabularSamples.Blobs(1000, 4, 3, 3, 1.5, 3);

        // A tree on one row each memorises; only held-out predictions show that it knows less than the linear model.
        var memory = new RandomForestTrainer(new RandomForestOptions { TreeCount = 1, Bootstrap = false, FeaturesPerSplit = 1 });
        double stacked = Accuracy(new StackingTrainer(Linear, memory));

        Assert.InRange(stacked, Accuracy(Linear) - 0.02, 1);
        Assert.True(Accuracy(memory) < Accuracy(Linear) - 0.04);

        double Accuracy(ITabularTrainer trainer) =>
            ClassScores.Of(truth, trainer.Fit(features, labels, 3, 1).PredictClasses(fresh), 3).Accuracy;
    }

    [Fact]
    public void Selection_takes_the_better_candidate_and_says_how_good_each_was()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(300, 6, 3, 3, 1.5, 4);
        var stump = new HistogramBoostingTrainer(new HistogramBoostingOptions { Rounds = 1, MaxLeaves = 2 });

        SelectedModel model = new VoteSelection([stump, Linear, Trees], LargestVote: 1, Repeats: 2).Fit(features, labels, 3, 1);

        Assert.Equal(1, model.Chosen);
        Assert.Equal(3, model.InnerMacroF1.Count);
        Assert.Equal(model.InnerMacroF1.Max(), model.InnerMacroF1[1]);
        Assert.Equal(Linear.Fit(features, labels, 3, 1).PredictProbabilities(features).Values, model.PredictProbabilities(features).Values);
    }

    [Fact]
    public void Inner_folds_keep_donors_together_and_hand_them_on()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(200, 1, 2, 1, 1, 5);
        int[] donors = Enumerable.Range(0, 200).Select(row => row / 5).ToArray();
        for (int row = 0; row < 200; row++)
        {
            features[row, 0] = row;
        }

        var spy = new Spy();
        new VoteSelection([spy]).Fit(features, labels, 2, donors, 1);

        Assert.Equal(6, spy.Trained.Count);
        Assert.All(spy.Trained[..5], rows =>
        {
            Assert.InRange(rows.Length, 140, 180);
            Assert.All(rows.GroupBy(row => row / 5), donor => Assert.Equal(5, donor.Count()));
        });
        Assert.Equal(200, spy.Trained[5].Length);
        Assert.Equal([32, 32, 32, 32, 32, 40], spy.Donors);
    }

    [Fact]
    public void The_seed_decides_everything_and_an_absent_class_stays_absent()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(200, 4, 2, 2, 1, 6);
        labels = Array.ConvertAll(labels, label => 2 * label);
        var forest = new RandomForestTrainer(new RandomForestOptions { TreeCount = 10 });
        foreach (IDonorGroupedTrainer trainer in (IDonorGroupedTrainer[])[
            new SoftVoteTrainer(Linear, forest), new StackingTrainer(Linear, forest), new VoteSelection([forest])])
        {
            Matrix first = trainer.Fit(features, labels, 3, 1).PredictProbabilities(features);

            Assert.Equal(first.Values, trainer.Fit(features, labels, 3, 1).PredictProbabilities(features).Values);
            Assert.NotEqual(first.Values, trainer.Fit(features, labels, 3, 2).PredictProbabilities(features).Values);
            Assert.All(first.Column(1), value => Assert.Equal(0, value));
        }
    }

    private sealed class Spy : IDonorGroupedTrainer
    {
        public List<int[]> Trained { get; } = [];

        public List<int> Donors { get; } = [];

        public string Name => "spy";

        public ITabularClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("The donors were not handed on.");

        public ITabularClassifier Fit(
            Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken = default)
        {
            Trained.Add(Array.ConvertAll(features.Column(0), value => (int)value));
            Donors.Add(donors!.Count);
            return Linear.Fit(features, labels, classCount, seed, cancellationToken);
        }
    }
}
