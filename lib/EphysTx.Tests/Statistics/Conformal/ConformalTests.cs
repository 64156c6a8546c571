using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tests.Statistics.Conformal;

public class ConformalTests
{
    [Fact]
    public void The_quantile_of_an_example_by_hand()
    {
        // Two donors, three with the new one: each has a third. Donor 0 has scores 1 and 2 (a sixth each), donor 1 has score 3.
        DonorGroups donors = new[] { 0, 0, 1 };

        Assert.Equal(1, ConformalSets.WeightedQuantile([1, 2, 3], donors, 1 / 6.0));
        Assert.Equal(2, ConformalSets.WeightedQuantile([1, 2, 3], donors, 2 / 6.0));
        Assert.Equal(3, ConformalSets.WeightedQuantile([1, 2, 3], donors, 0.6));
        Assert.Equal(double.PositiveInfinity, ConformalSets.WeightedQuantile([1, 2, 3], donors, 0.7));
    }

    [Fact]
    public void With_one_cell_a_donor_it_is_ordinary_split_conformal()
    {
        double[] scores = [.. Enumerable.Range(1, 19).Select(i => (double)i)];

        // The ⌈0.9 · 20⌉ = 18th smallest.
        Assert.Equal(18, ConformalSets.WeightedQuantile(scores, DonorGroups.Ungrouped(19), 0.9));
    }

    [Theory]
    [InlineData(0.8, ConformalScore.OneMinusProbability)]
    [InlineData(0.9, ConformalScore.OneMinusProbability)]
    [InlineData(0.95, ConformalScore.OneMinusProbability)]
    [InlineData(0.9, ConformalScore.CumulativeProbability)]
    public void Coverage_over_new_donors_is_as_promised(double level, ConformalScore score)
    {
        (double covered, _) = Coverage(level, new ConformalOptions { Score = score, NeverEmpty = false }, trials: 800);

        // Exact promise from below; the Monte Carlo error of 800 draws is about 0.012. From above there is one for scores without ties only (all wrong classes of two have the cumulative
        // score 1): 40 donors overshoot by at most 1/41.
        Assert.InRange(covered, level - 0.025, score == ConformalScore.OneMinusProbability ? level + (1 / 41.0) + 0.03 : 1);
    }

    [Fact]
    public void Donors_matter_where_large_donors_are_easy()
    {
        (double byDonors, double byCells) = Coverage(0.9, new ConformalOptions { NeverEmpty = false }, trials: 800);

        Assert.True(byDonors > 0.875, $"{byDonors}");
        Assert.True(byCells < byDonors - 0.05, $"Pooling cells covers {byCells}, as many as {byDonors}; the simulation then shows nothing.");
    }

    [Fact]
    public void Class_conditional_sets_cover_each_class()
    {
        const int Donors = 4000;
        (int[] truth, Matrix probabilities) = Calibration.CalibrationTests.Simulated(Donors, 1, seed: 3);
        Matrix skewed = probabilities.Clone();
        for (int row = 0; row < Donors; row++)
        {
            // A model that neglects class 3.
            skewed[row, 3] *= 0.1;
            double sum = skewed.Row(row).ToArray().Sum();
            foreach (ref double value in skewed.Row(row))
            {
                value /= sum;
            }
        }

        int[] calibration = [.. Enumerable.Range(0, Donors / 2)], test = [.. Enumerable.Range(Donors / 2, Donors / 2)];
        ConformalCoverage Of(bool conditional)
        {
            ConformalSets sets = ConformalSets.Calibrate(
                [.. calibration.Select(row => truth[row])], skewed.SelectRows(calibration), DonorGroups.Ungrouped(calibration.Length), 0.9, new ConformalOptions { ClassConditional = conditional });
            return ConformalCoverage.Of(0.9, [.. test.Select(row => truth[row])], sets.SetsOf(skewed.SelectRows(test)), DonorGroups.Ungrouped(test.Length), 4);
        }

        Assert.True(Of(conditional: false).ClassCoverage[3] < 0.8);
        Assert.All(Of(conditional: true).ClassCoverage, share => Assert.InRange(share, 0.86, 0.96));
    }

    [Fact]
    public void Too_few_donors_for_the_level_give_every_class()
    {
        ConformalSets sets = ConformalSets.Calibrate([0, 1], new Matrix(2, 2, [0.9, 0.1, 0.2, 0.8]), new[] { 0, 1 }, 0.9);

        Assert.Equal([[1, 0]], sets.SetsOf(new Matrix(1, 2, [0.01, 0.99])));
        Assert.Throws<EphysTxException>(() => ConformalSets.Calibrate([0], new Matrix(1, 2, [1, 0]), new[] { 0 }, 1));
    }

    [Fact]
    public void Coverage_of_an_example_by_hand()
    {
        ConformalCoverage coverage = ConformalCoverage.Of(0.8, [0, 1, 1, 2], [[0], [1, 0], [0], [2, 1, 0]], new[] { 7, 7, 7, 8 }, 4);

        Assert.Equal(0.75, coverage.CellCoverage);
        Assert.Equal(((2 / 3.0) + 1) / 2, coverage.DonorCoverage, 1e-12);
        Assert.Equal(1.75, coverage.MeanSize);
        Assert.Equal(0.5, coverage.Singletons);
        Assert.Equal([1, 0.5, 1, double.NaN], coverage.ClassCoverage);
    }

    // Donors of 1 or 12 cells; those of large donors are easy, and all cells of a donor share a difficulty.
    private static (double ByDonors, double ByCells) Coverage(double level, ConformalOptions options, int trials)
    {
        int byDonors = 0, byCells = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            var random = new SeededRandom(trial);
            var truth = new List<int>();
            var rows = new List<double[]>();
            var donors = new List<int>();
            for (int donor = 0; donor <= 40; donor++)
            {
                int cells = random.NextInt(2) == 0 ? 1 : 12;
                double ease = (cells == 1 ? 0 : 2) + random.NextNormal();
                for (int cell = 0; cell < (donor == 40 ? 1 : cells); cell++)
                {
                    double right = 1 / (1 + Math.Exp(-ease - (0.5 * random.NextNormal())));
                    int label = random.NextInt(2);
                    truth.Add(label);
                    rows.Add(label == 0 ? [right, 1 - right] : [1 - right, right]);
                    donors.Add(donor);
                }
            }

            int last = truth.Count - 1;
            var known = new Matrix(last, 2, [.. rows.Take(last).SelectMany(row => row)]);
            byDonors += Covers(options);
            byCells += Covers(options with { Exchangeability = ConformalExchangeability.Cells });

            int Covers(ConformalOptions how) => ConformalSets.Calibrate([.. truth.Take(last)], known, donors.Take(last).ToArray(), level, how)
                .SetsOf(new Matrix(1, 2, rows[last]))[0].Contains(truth[last]) ? 1 : 0;
        }

        return ((double)byDonors / trials, (double)byCells / trials);
    }
}
