using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tests.Statistics;

public class CorrectedResampledTTestTests
{
    [Fact]
    public void It_agrees_with_the_formula_computed_with_scipy()
    {
        JsonElement[] cases = StatisticsFixture.Section("corrected_t").EnumerateArray().ToArray();
        Assert.Equal(5, cases.Length);
        foreach (JsonElement item in cases)
        {
            double[] first = item.Numbers("first");
            PairedTestResult result = CorrectedResampledTTest.Compare(first, item.Numbers("second"), item.Number("ratio"));
            Assert.Equal(first.Length, result.Count);
            Assert.Equal(first.Length - 1, result.DegreesOfFreedom);
            StatisticsFixture.AssertClose(item.Number("mean"), result.MeanDifference);
            StatisticsFixture.AssertClose(item.Number("sd"), result.StandardDeviation);
            StatisticsFixture.AssertClose(item.Number("error"), result.StandardError);
            StatisticsFixture.AssertClose(item.Number("t"), result.T, 1e-10);
            StatisticsFixture.AssertClose(item.Number("p"), result.PValue, 1e-10);
            StatisticsFixture.AssertClose(item.Number("lower"), result.Lower);
            StatisticsFixture.AssertClose(item.Number("upper"), result.Upper);
        }
    }

    [Fact]
    public void A_case_by_hand()
    {
        // Differences 1, 2, 3: mean 2, s = 1, J = 3; ratio 1/2: error = √(1/3 + 1/2) = 0.91287, t = 2.19089.
        PairedTestResult result = CorrectedResampledTTest.Compare([2, 4, 6], [1, 2, 3], testToTrain: 0.5);
        Assert.Equal(2, result.MeanDifference);
        Assert.Equal(Math.Sqrt(5.0 / 6), result.StandardError, 14);
        Assert.Equal(2 / Math.Sqrt(5.0 / 6), result.T, 14);

        // With 2 degrees of freedom P(|T| ≥ t) = 1 − t / √(2 + t²).
        Assert.Equal(1 - (result.T / Math.Sqrt(2 + (result.T * result.T))), result.PValue, 13);
    }

    [Fact]
    public void Models_in_exchange_give_the_mirrored_result()
    {
        double[] a = [0.8, 0.7, 0.9, 0.85], b = [0.75, 0.72, 0.8, 0.8];
        PairedTestResult one = CorrectedResampledTTest.Compare(a, b, 0.25);
        PairedTestResult other = CorrectedResampledTTest.Compare(b, a, 0.25);
        Assert.Equal(one.T, -other.T);
        Assert.Equal(one.PValue, other.PValue);
        Assert.Equal(one.Lower, -other.Upper);
    }

    [Fact]
    public void Equal_models_have_p_1_and_a_constant_difference_p_0()
    {
        Assert.Equal(1, CorrectedResampledTTest.Compare([0.5, 0.6, 0.7], [0.5, 0.6, 0.7], 0.25).PValue);
        PairedTestResult constant = CorrectedResampledTTest.Compare([2, 3, 4], [1, 2, 3], 0.25);
        Assert.Equal(double.PositiveInfinity, constant.T);
        Assert.Equal(0, constant.PValue);
    }

    [Fact]
    public void The_ratio_is_taken_from_the_splits()
    {
        int[] labels = Enumerable.Range(0, 60).Select(i => i % 3).ToArray();
        Split[] splits = Splits.RepeatedKFold(labels, null, folds: 5, repeats: 2, SplitProtocol.Paper, seed: 3);
        double[] a = Enumerable.Range(0, 10).Select(i => 0.8 + (0.01 * i)).ToArray();
        double[] b = Enumerable.Range(0, 10).Select(i => 0.8 + (0.001 * i * i)).ToArray();
        Assert.Equal(CorrectedResampledTTest.Compare(a, b, 0.25), CorrectedResampledTTest.Compare(a, b, splits));
    }

    // Two models of equal worth on re-used data: the plain paired test finds "differences" far too often, the corrected one does not.
    [Fact]
    public void It_keeps_the_level_where_the_plain_paired_test_does_not()
    {
        const int simulations = 400;
        int plain = 0, corrected = 0;
        var random = new SeededRandom(11);
        for (int simulation = 0; simulation < simulations; simulation++)
        {
            (double[] first, double[] second, Split[] splits) = TwoStumpsOnNoise(random.Fork(simulation));
            plain += CorrectedResampledTTest.Compare(first, second, 0).PValue < 0.05 ? 1 : 0;
            corrected += CorrectedResampledTTest.Compare(first, second, splits).PValue < 0.05 ? 1 : 0;
        }

        Assert.InRange(plain / (double)simulations, 0.2, 1);
        Assert.InRange(corrected / (double)simulations, 0, 0.09);
    }

    [Fact]
    public void Faults_are_named()
    {
        Assert.Throws<EphysTxException>(() => CorrectedResampledTTest.Compare([1], [1], 0.25));
        Assert.Throws<EphysTxException>(() => CorrectedResampledTTest.Compare([1, 2], [1], 0.25));
        Assert.Throws<EphysTxException>(() => CorrectedResampledTTest.Compare([1, double.NaN], [1, 2], 0.25));
        Assert.Throws<EphysTxException>(() => CorrectedResampledTTest.Compare([1, 2], [1, 2], [new Split([0], [1])]));
        Assert.Throws<EphysTxException>(() => CorrectedResampledTTest.Compare([1, 2], [1, 2], 0.25, level: 95));
        Assert.Throws<ArgumentOutOfRangeException>(() => CorrectedResampledTTest.Compare([1, 2], [1, 2], -1));
    }

    // Each model knows one feature of its own; both features tell as much about the class.
    private static (double[] First, double[] Second, Split[] Splits) TwoStumpsOnNoise(SeededRandom random)
    {
        int[] labels = Enumerable.Range(0, 60).Select(i => i % 2).ToArray();
        double[][] features = [.. Enumerable.Range(0, 2).Select(_ => labels.Select(label => label + random.NextNormal()).ToArray())];
        Split[] splits = Splits.RepeatedKFold(labels, null, folds: 5, repeats: 4, SplitProtocol.Paper, (long)random.NextUInt64() >> 8);
        double[][] accuracy = features.Select(x => splits.Select(split => StumpAccuracy(x, labels, split)).ToArray()).ToArray();
        return (accuracy[0], accuracy[1], splits);
    }

    private static double StumpAccuracy(double[] x, int[] labels, Split split)
    {
        double middle = (split.Train.Where(row => labels[row] == 0).Average(row => x[row]) + split.Train.Where(row => labels[row] == 1).Average(row => x[row])) / 2;
        return split.Test.Average(row => (x[row] > middle) == (labels[row] == 1) ? 1.0 : 0.0);
    }
}
