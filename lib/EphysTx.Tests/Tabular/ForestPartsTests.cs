using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

public class ForestPartsTests
{
    [Fact]
    public void Keys_are_sorted_stably_by_rank_whatever_their_number_and_range()
    {
        var random = new SeededRandom(1);
        var buckets = new int[RankSort.BucketLength];
        foreach (int length in (int[])[1, 2, 24, 25, 100, 3000])
        {
            foreach (int range in (int[])[1, 2, 60, 257, 5000, 65536])
            {
                int offset = random.NextInt(65536 - range + 1);
                uint[] keys = Enumerable.Range(0, length).Select(i => ((uint)(offset + random.NextInt(range)) << 16) | (uint)i).ToArray();
                uint[] expected = keys.OrderBy(key => key >> 16).ToArray();

                Span<uint> sorted = RankSort.Sort(
                    (uint[])keys.Clone(), new uint[length], buckets, (int)(keys.Min() >> 16), (int)(keys.Max() >> 16));

                Assert.Equal(expected, sorted.ToArray());
            }
        }
    }

    [Fact]
    public void Ranks_count_distinct_values_and_thresholds_lie_between_them()
    {
        double next = Math.BitIncrement(2.0);
        var ranked = RankedColumns.From(new Matrix(6, 2, [2, 1, -5, 1, next, 1, 2, 1, 9, 1, -0.0, 1]), new ParallelOptions());

        Assert.Equal([2, 0, 3, 2, 4, 1], ranked.Column(0).ToArray().Select(rank => (int)rank));
        Assert.True(ranked.IsConstant(1));
        Assert.False(ranked.IsConstant(0));
        Assert.Equal(-2.5, ranked.Threshold(0, 0, 1));
        Assert.Equal(2, ranked.Threshold(0, 2, 3));
        Assert.Equal(-1.5, ranked.Threshold(0, 0, 2));
    }

    [Fact]
    public void Balanced_weights_are_rows_over_classes_times_rows_of_the_class()
    {
        Assert.Equal([10 / (3 * 5.0), 10 / (3 * 3.0), 0, 10 / (3 * 2.0)], ClassWeights.Balanced([5, 3, 0, 2]));
    }

    [Fact]
    public void Scores_leave_out_rows_without_a_prediction()
    {
        ClassScores scores = ClassScores.Of([0, 0, 1, 1, 2], [0, 1, 1, -1, 0], 4);

        Assert.Equal(0.5, scores.Accuracy);
        // F1 per class: 2·1/(2+2), 2·1/(1+2), 0; the fourth does not occur.
        Assert.Equal((0.5 + (2 / 3.0) + 0) / 3, scores.MacroF1, 1e-15);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        (Matrix features, int[] labels) = TabularSamples.Blobs(20, 3, 2, 2, 2, 1);
        RandomForestOptions[] wrong =
        [
            new() { TreeCount = 0 }, new() { FeaturesPerSplit = 0 }, new() { FeaturesPerSplit = 4 }, new() { MinSamplesLeaf = 0 },
            new() { MinSamplesSplit = 1 }, new() { MaxDepth = 0 }, new() { MaxDegreeOfParallelism = 0 },
        ];

        Assert.All(wrong, options => Assert.ThrowsAny<ArgumentException>(() => new RandomForestTrainer(options).Fit(features, labels, 2, 1)));
        Assert.Equal([5, 9, 1], new[] { 32, 83, 1 }.Select(columns => new RandomForestOptions().FeaturesPerSplitOf(columns)));
    }

    [Fact]
    public void More_rows_than_ranks_are_refused()
    {
        var features = new Matrix(65537, 1);
        int[] labels = new int[65537];
        labels[0] = 1;

        ArgumentException error = Assert.Throws<ArgumentException>(() => new RandomForestTrainer().Fit(features, labels, 2, 1));

        Assert.Contains("at most 65536 training rows", error.Message, StringComparison.Ordinal);
    }
}
