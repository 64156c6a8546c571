using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tests.Statistics;

public class DonorComparisonTests
{
    [Fact]
    public void The_permutation_p_value_approaches_the_exact_one_over_all_sign_choices()
    {
        (int[] truth, int[] first, int[] second, int[] donors) = Predictions(seed: 5, donors: 10, cellsPerDonor: 4, better: 0.4);
        int extreme = 0;
        double observed = Difference(truth, first, second, donors, 0);
        for (int mask = 0; mask < 1 << 10; mask++)
        {
            extreme += Math.Abs(Difference(truth, first, second, donors, mask)) >= Math.Abs(observed) - 1e-12 ? 1 : 0;
        }

        double exact = extreme / 1024.0;
        PermutationResult result = DonorComparison.Permutation(
            truth, first, second, 3, donors, matrix => matrix.MacroF1, new BootstrapOptions { Seed = 1, Resamples = 20_000 });
        Assert.Equal(observed, result.Difference, 12);
        Assert.InRange(exact, 0.005, 0.8);
        Assert.InRange(result.PValue, exact - 0.015, exact + 0.015);
        Assert.Equal(10, result.Donors);
    }

    [Fact]
    public void Equal_models_differ_by_nothing()
    {
        (int[] truth, int[] first, _, int[] donors) = Predictions(seed: 6, donors: 12, cellsPerDonor: 3, better: 0);
        var options = new BootstrapOptions { Seed = 2, Resamples = 200 };
        ConfidenceInterval interval = DonorComparison.Interval(truth, first, first, 3, donors, matrix => matrix.Accuracy, options);
        Assert.Equal((0, 0, 0), (interval.Estimate, interval.Lower, interval.Upper));
        Assert.Equal(1, DonorComparison.Permutation(truth, first, first, 3, donors, matrix => matrix.Accuracy, options).PValue);
    }

    [Fact]
    public void A_clearly_better_model_is_found_and_the_sign_is_first_minus_second()
    {
        (int[] truth, int[] first, int[] second, int[] donors) = Predictions(seed: 7, donors: 60, cellsPerDonor: 5, better: 0.3);
        var options = new BootstrapOptions { Seed = 3, Resamples = 1000 };
        ConfidenceInterval interval = DonorComparison.Interval(truth, first, second, 3, donors, matrix => matrix.MacroF1, options);
        Assert.InRange(interval.Lower, 0.1, interval.Estimate);
        Assert.Equal(1 / 1001.0, DonorComparison.Permutation(truth, first, second, 3, donors, matrix => matrix.MacroF1, options).PValue);
    }

    [Fact]
    public void Cross_validations_are_compared_on_all_runs_and_only_over_the_same_splits()
    {
        (int[] truth, int[] first, int[] second, int[] donors) = Predictions(seed: 8, donors: 30, cellsPerDonor: 4, better: 0.4);
        CrossValidationReport Report(int[] predicted, long seed) => CrossValidationReport.From(
            truth,
            ["a", "b", "c"],
            Splits.RepeatedKFold(truth, donors, 3, 2, SplitProtocol.Donor, seed)
                .Select(split => new FoldPrediction(split, Array.ConvertAll(split.Test, row => predicted[row]))).ToArray());
        CrossValidationReport one = Report(first, 1), two = Report(second, 1);
        var options = new BootstrapOptions { Seed = 4, Resamples = 500 };

        // The predictions are the same in both runs, so nothing may become surer than with one run.
        ConfidenceInterval once = DonorComparison.Interval(truth, first, second, 3, donors, matrix => matrix.Accuracy, options);
        ConfidenceInterval twice = DonorComparison.Interval(one, two, donors, matrix => matrix.Accuracy, options);
        Assert.Equal(once.Estimate, twice.Estimate, 12);
        Assert.InRange((twice.Upper - twice.Lower) / (once.Upper - once.Lower), 0.85, 1.15);
        PermutationResult permutation = DonorComparison.Permutation(one, two, donors, matrix => matrix.Accuracy, options);
        Assert.Equal(30, permutation.Donors);
        Assert.InRange(permutation.PValue, 0, 0.05);
        Assert.Equal(6, CorrectedResampledTTest.Compare(one, two, fold => fold.MacroF1).Count);
        Assert.Throws<EphysTxException>(() => DonorComparison.Interval(one, Report(second, 9), donors, matrix => matrix.Accuracy, options));
        Assert.Throws<EphysTxException>(() => CorrectedResampledTTest.Compare(one, Report(second, 9), fold => fold.MacroF1));
    }

    private static double Difference(int[] truth, int[] first, int[] second, int[] donors, int mask)
    {
        bool Swapped(int cell) => ((mask >> donors[cell]) & 1) == 1;
        int[] a = Enumerable.Range(0, truth.Length).Select(cell => Swapped(cell) ? second[cell] : first[cell]).ToArray();
        int[] b = Enumerable.Range(0, truth.Length).Select(cell => Swapped(cell) ? first[cell] : second[cell]).ToArray();
        return ClassificationReport.From(truth, a, 3).MacroF1 - ClassificationReport.From(truth, b, 3).MacroF1;
    }

    private static (int[] Truth, int[] First, int[] Second, int[] Donors) Predictions(long seed, int donors, int cellsPerDonor, double better)
    {
        var random = new SeededRandom(seed);
        int cells = donors * cellsPerDonor;
        int[] truth = Enumerable.Range(0, cells).Select(_ => random.NextInt(3)).ToArray();
        int[] Model(double right) => truth.Select(label => random.NextDouble() < right ? label : random.NextInt(3)).ToArray();
        return (truth, Model(0.5 + better), Model(0.5), Enumerable.Range(0, cells).Select(cell => cell / cellsPerDonor).ToArray());
    }
}
