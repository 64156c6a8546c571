using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

public class PermutationImportanceTests
{
    private static readonly RandomForestOptions Options = new() { TreeCount = 100, OutOfBag = true };

    [Fact]
    public void Informative_columns_matter_and_noise_does_not()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(600, 5, 3, 3, 3, 1);
        (Matrix fresh, int[] truth) = TabularSamples.Blobs(600, 5, 3, 3, 3, 2);
        RandomForest forest = new RandomForestTrainer(Options).Fit(features, labels, 3, 1);

        foreach (IReadOnlyList<PermutationDrop> drops in new[] { Drops(forest, fresh, truth), Drops(forest.OutOfBag!, features, labels) })
        {
            Assert.Equal(["a", "b", "c", "d", "e"], drops.Select(drop => drop.Name));
            Assert.All(drops.Take(3), drop => Assert.InRange(drop.MeanAccuracyDrop, 0.1, 0.6));
            Assert.All(drops.Take(3), drop => Assert.InRange(drop.MeanMacroF1Drop, 0.1, 0.6));
            Assert.All(drops.Skip(3), drop => Assert.InRange(drop.MeanMacroF1Drop, -0.02, 0.02));
            Assert.All(drops, drop => Assert.Equal((8, 8), (drop.MacroF1Drop.Count, drop.AccuracyDrop.Count)));
        }

        Assert.True(forest.GiniImportance.Take(3).Min() > 2 * forest.GiniImportance.Skip(3).Max());
        Assert.Equal(1, forest.GiniImportance.Sum(), 1e-12);
    }

    [Fact]
    public void A_family_shows_what_its_twins_hide()
    {
        (Matrix one, int[] labels) = TabularSamples.Blobs(800, 1, 2, 1, 4, 3);
        Matrix features = one.SelectColumns([0, 0, 0, 0]);
        // Stumps on one random column each: a quarter of the votes uses the permuted column, too few to turn the majority.
        RandomForest forest = new RandomForestTrainer(Options with { FeaturesPerSplit = 1, MaxDepth = 1 }).Fit(features, labels, 2, 1);
        FeatureFamily[] families = [new("single", [0]), new("all", [0, 1, 2, 3])];

        IReadOnlyList<PermutationDrop> drops = PermutationImportance.ByFamily(forest, features, labels, families, 5, 1);

        Assert.InRange(drops[0].MeanAccuracyDrop, -0.02, 0.02);
        Assert.InRange(drops[1].MeanAccuracyDrop, 0.4, 0.6);
    }

    [Fact]
    public void The_seed_decides_and_the_input_stays()
    {
        (Matrix complete, int[] labels) = TabularSamples.Blobs(200, 5, 3, 3, 2, 4);
        Matrix features = TabularSamples.WithHoles(complete, 0.1, 5);
        double[] before = (double[])features.Values.Clone();
        RandomForest forest = new RandomForestTrainer(Options).Fit(features, labels, 3, 1);

        double[] first = Drops(forest.OutOfBag!, features, labels, 9).SelectMany(drop => drop.MacroF1Drop).ToArray();

        Assert.Equal(first, Drops(forest.OutOfBag!, features, labels, 9).SelectMany(drop => drop.MacroF1Drop));
        Assert.NotEqual(first, Drops(forest.OutOfBag!, features, labels, 10).SelectMany(drop => drop.MacroF1Drop));
        Assert.Equal(before, features.Values);
    }

    [Fact]
    public void Only_the_named_columns_move()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(200, 3, 2, 2, 2, 6);
        var spy = new Spy();

        PermutationImportance.ByFamily(spy, features, labels, [new("ac", [0, 2]), new("b", [1])], 2, 1);

        Assert.Equal(5, spy.Seen.Count);
        Assert.Equal(features.Values, spy.Seen[0].Values);
        foreach (Matrix seen in spy.Seen.Skip(1).Take(2))
        {
            Assert.Equal(features.Column(1), seen.Column(1));
            Assert.NotEqual(features.Column(0), seen.Column(0));
            Assert.Equal(Pairs(features).Order(), Pairs(seen).Order());
        }

        Assert.All(spy.Seen.Skip(3), seen => Assert.Equal(Pairs(features), Pairs(seen)));

        static IEnumerable<(double, double)> Pairs(Matrix matrix) => matrix.Column(0).Zip(matrix.Column(2));
    }

    [Fact]
    public void Wrong_sizes_are_refused()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(50, 3, 2, 2, 2, 7);
        RandomForest forest = new RandomForestTrainer(Options).Fit(features, labels, 2, 1);

        Assert.Throws<ArgumentException>(() => PermutationImportance.ByColumn(forest, features, labels, ["a"], 2, 1));
        Assert.Throws<ArgumentException>(() => PermutationImportance.ByFamily(forest, features, labels[1..], [], 2, 1));
        Assert.Throws<ArgumentException>(() => PermutationImportance.ByFamily(forest, features, labels, [new("x", [3])], 2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PermutationImportance.ByFamily(forest, features, labels, [], 0, 1));
    }

    private static IReadOnlyList<PermutationDrop> Drops(ITabularClassifier model, Matrix features, int[] labels, long seed = 1) =>
        PermutationImportance.ByColumn(model, features, labels, ["a", "b", "c", "d", "e"], 8, seed);

    private sealed class Spy : ITabularClassifier
    {
        public List<Matrix> Seen { get; } = [];

        public int ClassCount => 2;

        public int FeatureCount => 3;

        public Matrix PredictProbabilities(Matrix features)
        {
            Seen.Add(features.Clone());
            return new Matrix(features.Rows, 2);
        }
    }
}
