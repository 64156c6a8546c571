using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Statistics;
using Xunit.Abstractions;

namespace EphysTx.Tests.Statistics;

public class DonorBootstrapTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(BootstrapMethod.Percentile)]
    [InlineData(BootstrapMethod.Bca)]
    public void Summing_confusion_matrices_equals_measuring_the_rows_of_each_resample(BootstrapMethod method)
    {
        (int[] truth, int[] predicted, int[] donors) = Clustered(seed: 1, donors: 40, classes: 4);
        var options = new BootstrapOptions { Seed = 9, Resamples = 300, Method = method };
        ConfidenceInterval fast = DonorBootstrap.Interval(truth, predicted, 4, donors, matrix => matrix.MacroF1, options);
        ConfidenceInterval slow = DonorBootstrap.Interval(
            donors,
            rows => ClassificationReport.From(Array.ConvertAll(rows, row => truth[row]), Array.ConvertAll(rows, row => predicted[row]), 4).MacroF1,
            options);
        Assert.Equal(slow, fast);
        Assert.Equal(ClassificationReport.From(truth, predicted, 4).MacroF1, fast.Estimate);
        Assert.InRange(fast.Estimate, fast.Lower, fast.Upper);
        Assert.Equal(40, fast.Donors);
    }

    [Fact]
    public void Interval_ends_agree_with_the_formulas_computed_with_numpy_and_scipy()
    {
        JsonElement[] cases = StatisticsFixture.Section("bootstrap").EnumerateArray().ToArray();
        Assert.Equal(3, cases.Length);
        foreach (JsonElement item in cases)
        {
            foreach ((BootstrapMethod method, string name) in new[] { (BootstrapMethod.Percentile, "percentile"), (BootstrapMethod.Bca, "bca") })
            {
                var options = new BootstrapOptions { Seed = 0, Level = item.Number("level"), Method = method };
                ConfidenceInterval interval = BootstrapInterval.From(
                    item.Number("estimate"), item.Numbers("resampled"), () => item.Numbers("left_out"), 30, options);
                StatisticsFixture.AssertClose(item.Numbers(name), [interval.Lower, interval.Upper], 1e-10);
            }
        }
    }

    [Theory]
    [InlineData(BootstrapMethod.Percentile)]
    [InlineData(BootstrapMethod.Bca)]
    public void The_result_does_not_depend_on_the_number_of_threads(BootstrapMethod method)
    {
        (int[] truth, int[] predicted, int[] donors) = Clustered(seed: 2, donors: 50, classes: 5);
        ConfidenceInterval With(int workers, long seed) => DonorBootstrap.Interval(
            truth, predicted, 5, donors, matrix => matrix.BalancedAccuracy, new BootstrapOptions { Seed = seed, Workers = workers, Method = method });
        Assert.Equal(With(1, 3), With(7, 3));
        Assert.NotEqual(With(1, 3), With(1, 4));
    }

    // The spread of a mean over donors is known: it must be the donors', not the (too small) one of the cells.
    [Fact]
    public void The_interval_is_as_wide_as_the_spread_between_donors()
    {
        const int donors = 80, cells = 6;
        var random = new SeededRandom(3);
        bool[] right = Enumerable.Range(0, donors).Select(_ => random.NextDouble() < 0.7).ToArray();
        int[] donorOf = Enumerable.Range(0, donors * cells).Select(cell => cell / cells).ToArray();
        int[] truth = new int[donors * cells];
        int[] predicted = donorOf.Select(donor => right[donor] ? 0 : 1).ToArray();
        double share = right.Count(value => value) / (double)donors;
        ConfidenceInterval interval = DonorBootstrap.Interval(
            truth, predicted, 2, donorOf, matrix => matrix.Accuracy, new BootstrapOptions { Seed = 5, Resamples = 20_000 });
        double expected = 2 * 1.959964 * Math.Sqrt(share * (1 - share) / donors);
        Assert.InRange((interval.Upper - interval.Lower) / expected, 0.95, 1.05);
    }

    [Theory]
    [InlineData(BootstrapMethod.Percentile)]
    [InlineData(BootstrapMethod.Bca)]
    public void It_covers_the_true_accuracy_about_as_often_as_it_says(BootstrapMethod method)
    {
        const int simulations = 400;
        int covered = 0, coveredByCells = 0;
        for (int simulation = 0; simulation < simulations; simulation++)
        {
            // Donors differ in how well their cells are told: right with probability 0.6 or 0.9.
            var random = new SeededRandom(simulation);
            var donors = new List<int>();
            var predicted = new List<int>();
            for (int donor = 0; donor < 60; donor++)
            {
                double chance = random.NextDouble() < 0.5 ? 0.6 : 0.9;
                for (int cell = 0; cell < 8; cell++)
                {
                    donors.Add(donor);
                    predicted.Add(random.NextDouble() < chance ? 0 : 1);
                }
            }

            var options = new BootstrapOptions { Seed = simulation, Resamples = 400, Method = method };
            ConfidenceInterval byDonor = DonorBootstrap.Interval(
                new int[donors.Count], [.. predicted], 2, donors.ToArray(), matrix => matrix.Accuracy, options);
            ConfidenceInterval byCell = DonorBootstrap.Interval(
                new int[donors.Count], [.. predicted], 2, DonorGroups.Ungrouped(donors.Count), matrix => matrix.Accuracy, options with { Method = BootstrapMethod.Percentile, Resamples = 200 });
            covered += byDonor.Lower <= 0.75 && 0.75 <= byDonor.Upper ? 1 : 0;
            coveredByCells += byCell.Lower <= 0.75 && 0.75 <= byCell.Upper ? 1 : 0;
        }

        output.WriteLine($"{method}: by donor {covered / (double)simulations}, by cell {coveredByCells / (double)simulations}");
        Assert.InRange(covered / (double)simulations, 0.91, 0.98);
        Assert.True(coveredByCells < covered);
    }

    [Fact]
    public void Runs_of_a_cross_validation_are_resampled_with_their_donor()
    {
        (int[] truth, int[] predicted, int[] donors) = Clustered(seed: 6, donors: 40, classes: 3);
        Split[] splits = Splits.RepeatedKFold(truth, donors, 4, 3, SplitProtocol.Donor, seed: 1);
        var report = CrossValidationReport.From(
            truth, ["a", "b", "c"], splits.Select(split => new FoldPrediction(split, Array.ConvertAll(split.Test, row => predicted[row]))).ToArray());
        var options = new BootstrapOptions { Seed = 1 };
        ConfidenceInterval repeated = DonorBootstrap.Interval(report, donors, matrix => matrix.MacroF1, options);
        ConfidenceInterval single = DonorBootstrap.Interval(report.Runs[0], DonorGroups.From(donors).Select(report.Cells[..truth.Length]), matrix => matrix.MacroF1, options);
        Assert.Equal(single.Estimate, repeated.Estimate, 12);
        Assert.Equal(single.Lower, repeated.Lower, 12);
        Assert.Equal(single.Upper, repeated.Upper, 12);
    }

    [Fact]
    public void A_measure_without_variation_gives_a_point()
    {
        ConfidenceInterval interval = DonorBootstrap.Interval(
            [0, 1, 0, 1], [0, 1, 0, 1], 2, new[] { "a", "a", "b", "b" }, matrix => matrix.Accuracy, new BootstrapOptions { Seed = 1, Method = BootstrapMethod.Bca });
        Assert.Equal((1, 1, 1), (interval.Estimate, interval.Lower, interval.Upper));
        Assert.Equal("1.0000 [1.0000, 1.0000]", interval.ToString());
    }

    [Fact]
    public void Resamples_without_a_number_are_left_out_and_counted()
    {
        ConfidenceInterval interval = DonorBootstrap.Interval(
            new[] { 1, 2, 3, 4 }, rows => rows.Contains(0) ? 1 : double.NaN, new BootstrapOptions { Seed = 1, Resamples = 1000 });

        // A donor of four is drawn at least once with probability 1 − (3/4)⁴ = 0.684.
        Assert.InRange(interval.Resamples, 630, 735);
        Assert.Throws<EphysTxException>(() => DonorBootstrap.Interval(new[] { 1, 2 }, _ => double.NaN, new BootstrapOptions { Seed = 1 }));
    }

    [Fact]
    public void Faults_are_named()
    {
        var options = new BootstrapOptions { Seed = 1 };
        ConfidenceInterval Of(int[] donors, BootstrapOptions how) => DonorBootstrap.Interval([0, 1], [0, 1], 2, donors, matrix => matrix.Accuracy, how);
        Assert.Contains("2 donors", Assert.Throws<EphysTxException>(() => Of([5, 5], options)).Message, StringComparison.Ordinal);
        Assert.Throws<EphysTxException>(() => Of([5], options));
        Assert.Throws<EphysTxException>(() => Of([5, 6], options with { Level = 95 }));
        Assert.Throws<EphysTxException>(() => Of([5, 6], options with { Workers = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => Of([5, 6], options with { Resamples = 0 }));
    }

    private static (int[] Truth, int[] Predicted, int[] Donors) Clustered(long seed, int donors, int classes, double meanCells = 5)
    {
        var random = new SeededRandom(seed);
        var truth = new List<int>();
        var predicted = new List<int>();
        var donorOf = new List<int>();
        for (int donor = 0; donor < donors; donor++)
        {
            double right = 0.5 + (0.5 * random.NextDouble());
            int cells = 1 + random.NextInt((int)((2 * meanCells) - 1));
            for (int cell = 0; cell < cells; cell++)
            {
                int label = random.NextInt(classes);
                truth.Add(label);
                predicted.Add(random.NextDouble() < right ? label : random.NextInt(classes));
                donorOf.Add(donor);
            }
        }

        return ([.. truth], [.. predicted], [.. donorOf]);
    }
}
