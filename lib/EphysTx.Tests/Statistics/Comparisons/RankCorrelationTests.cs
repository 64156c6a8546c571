using EphysTx.Statistics;

namespace EphysTx.Tests.Statistics.Comparisons;

public class RankCorrelationTests
{
    // Expected: scipy.stats.spearmanr, 1.10.1.
    [Theory]
    [InlineData(new double[] { 1, 2, 3, 4, 5 }, new double[] { 5, 6, 7, 8, 7 }, 0.8207826816681233)]
    [InlineData(new[] { 0.1, 0.5, 0.5, 0.9 }, new double[] { 3, 1, 2, 2 }, -0.5)]
    [InlineData(new double[] { 1, 1, 2, 3, 3, 3 }, new double[] { 2, 1, 2, 5, 4, 4 }, 0.9057894597833127)]
    [InlineData(new double[] { 3, 2, 1 }, new double[] { -1, 0, 7 }, -1)]
    public void Spearman_shares_the_ranks_of_equal_values(double[] first, double[] second, double expected) =>
        Assert.Equal(expected, RankCorrelation.Spearman(first, second), 1e-14);

    [Fact]
    public void Without_an_order_there_is_no_correlation()
    {
        Assert.True(double.IsNaN(RankCorrelation.Spearman([1, 1, 1], [1, 2, 3])));
        Assert.True(double.IsNaN(RankCorrelation.Spearman([1, double.NaN, 2], [1, 2, 3])));
        Assert.True(double.IsNaN(RankCorrelation.Spearman([1], [1])));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1, 2], [1, 2, 3]));
    }

    [Fact]
    public void Ranks_begin_at_one() => Assert.Equal([2.5, 1, 4, 2.5], RankCorrelation.Ranks([5, 1, 9, 5]));
}
