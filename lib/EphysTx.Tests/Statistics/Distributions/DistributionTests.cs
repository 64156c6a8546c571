using System.Text.Json;
using EphysTx.Statistics;

namespace EphysTx.Tests.Statistics;

public class DistributionTests
{
    private static readonly JsonElement Fixture = StatisticsFixture.Section("distributions");

    [Fact]
    public void Student_t_agrees_with_scipy()
    {
        AssertRelative("t_cdf", row => StudentT.Cdf(row[0], row[1]), 88);
        AssertRelative("t_two_sided", row => StudentT.TwoSidedTail(row[0], row[1]), 88);
        AssertRelative("t_quantile", row => StudentT.Quantile(row[0], row[1]), 40);
    }

    [Fact]
    public void The_normal_distribution_agrees_with_scipy()
    {
        AssertRelative("normal_cdf", row => NormalDistribution.Cdf(row[0]), 11);
        AssertRelative("normal_quantile", row => NormalDistribution.Quantile(row[0]), 8);
    }

    [Fact]
    public void Log_gamma_agrees_with_scipy()
    {
        double[][] rows = Rows("log_gamma", 10);
        Assert.All(rows, row => StatisticsFixture.AssertClose(row[1], SpecialFunctions.LogGamma(row[0]), 1e-14));
        Assert.All(rows, row => StatisticsFixture.AssertClose(row[1], SpecialFunctions.LogGammaRatio(1, row[0] - 1), 1e-14));
    }

    [Fact]
    public void The_logarithm_near_1_keeps_its_digits()
    {
        Assert.Equal(1e-20, SpecialFunctions.LogOnePlus(1e-20));
        Assert.Equal(1e-9 - 0.5e-18, SpecialFunctions.LogOnePlus(1e-9), 1e-24);
        Assert.Equal(Math.Log(3), SpecialFunctions.LogOnePlus(2), 1e-15);
    }

    [Fact]
    public void The_ends_are_infinite()
    {
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Quantile(0));
        Assert.Equal(double.PositiveInfinity, StudentT.Quantile(1, 5));
        Assert.Equal(0, StudentT.TwoSidedTail(double.PositiveInfinity, 5));
        Assert.Equal(0, StudentT.Cdf(double.NegativeInfinity, 5));
        Assert.Equal(1, NormalDistribution.Cdf(double.PositiveInfinity));
        Assert.Equal(0, NormalDistribution.Cdf(double.NegativeInfinity));
    }

    [Fact]
    public void Arguments_outside_the_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => NormalDistribution.Quantile(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Quantile(double.NaN, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentT.Cdf(1, 0));
    }

    private static double[][] Rows(string section, int count)
    {
        double[][] rows = Fixture.GetProperty(section).EnumerateArray().Select(row => row.Numbers()).ToArray();
        Assert.Equal(count, rows.Length);
        return rows;
    }

    // Relative also for tail probabilities of 1e-300, where an absolute tolerance would say nothing.
    private static void AssertRelative(string section, Func<double[], double> function, int count)
    {
        foreach (double[] row in Rows(section, count))
        {
            double expected = row[^1];
            double actual = function(row);
            Assert.True(
                Math.Abs(actual - expected) <= 1e-11 * Math.Abs(expected),
                FormattableString.Invariant($"{section} at {string.Join(", ", row[..^1])}: expected {expected:R}, got {actual:R}"));
        }
    }
}
