using System.Diagnostics;
using EphysTx.Statistics;
using Xunit.Abstractions;

namespace EphysTx.Tests.Statistics;

public class DonorSplitTests(ITestOutputHelper output)
{
    // From Fixtures/make_fixtures.py --splits: the unevenness of scikit-learn 1.2.1's StratifiedGroupKFold(5) without
    // shuffling, its best case (shuffle=True gives 0.025 and more). It prints 0.000483 and 0.003797, rounded.
    [SharedDataTheory("data", "allen_scalars")]
    [InlineData("mouse", 0.000483)]
    [InlineData("human", 0.003797)]
    public void Five_folds_of_the_real_cells_are_at_least_as_even_as_those_of_scikit_learn(string species, double reference)
    {
        (int[] labels, string[] donors) = Read(species);
        var clock = Stopwatch.StartNew();
        Split[] splits = Splits.RepeatedKFold(labels, donors, folds: 5, repeats: 20, SplitProtocol.Donor, seed: 1);
        output.WriteLine($"{clock.Elapsed.TotalMilliseconds / 20} ms a run");

        // Where a class does not divide by five, some folds must have one cell more than others: the least there can be.
        double least = ClassCounts.CellsPerClass(labels).Average(size => Math.Sqrt(size % 5 / 5.0 * (1 - (size % 5 / 5.0))) / size);
        foreach (IGrouping<int, Split> run in splits.GroupBy(split => split.Run))
        {
            double unevenness = SplitAudit.Unevenness(run.ToArray(), labels);
            output.WriteLine($"run {run.Key}: {unevenness}, least possible {least}");
            Assert.InRange(unevenness, 0, reference);
            Assert.Equal(least, unevenness, 12);
            Assert.All(run, split => Assert.Equal(0, SplitAudit.Of(split, labels, donors).SharedTestCells));
        }
    }

    // Counts of the classes in each part, at most this many cells from the exact 60 / 20 / 20 %.
    [SharedDataTheory("data", "allen_scalars")]
    [InlineData("mouse")]
    [InlineData("human")]
    public void Hold_outs_of_the_real_cells_are_within_one_cell_of_the_wanted_counts(string species)
    {
        (int[] labels, string[] donors) = Read(species);
        int[] sizes = ClassCounts.CellsPerClass(labels);
        double worst = 0;
        foreach (ThreeWaySplit split in Splits.RepeatedTrainValidationTest(labels, donors, 20, SplitProtocol.Donor, seed: 23))
        {
            SplitCases.AssertDonorsApart(donors, split.Train, split.Validation, split.Test);
            foreach ((int[] part, double fraction) in new[] { (split.Train, 0.6), (split.Validation, 0.2), (split.Test, 0.2) })
            {
                worst = Math.Max(worst, Enumerable.Range(0, sizes.Length).Max(label => Math.Abs(part.Count(row => labels[row] == label) - (fraction * sizes[label]))));
            }
        }

        output.WriteLine($"largest deviation {worst} cells");
        Assert.InRange(worst, 0, 1);
    }

    // The paper's protocol leaks: nearly every human test cell has a cell of the same patient in training.
    [SharedDataFact("data", "allen_scalars")]
    public void Splits_that_ignore_donors_share_most_of_them()
    {
        (int[] labels, string[] donors) = Read("human");
        double shared = Splits.KFold(labels, donors, 5, SplitProtocol.Paper, seed: 9).Average(split => SplitAudit.Of(split, labels, donors).SharedTestFraction);
        output.WriteLine($"{shared:P1} of the test cells share a donor with training");
        Assert.InRange(shared, 0.9, 1);
    }

    private static (int[] Labels, string[] Donors) Read(string species)
    {
        string[] lines = File.ReadAllLines(SharedData.Path("data", "allen_scalars", $"{species}_scalar_features.csv"));
        string[] header = lines[0].Split(',');
        int subclass = Array.IndexOf(header, "subclass");
        int donor = Array.IndexOf(header, "donor_id");
        string[][] rows = lines.Skip(1).Select(line => line.Split(',')).ToArray();
        string[] classes = rows.Select(row => row[subclass]).Distinct().Order(StringComparer.Ordinal).ToArray();
        return (rows.Select(row => Array.IndexOf(classes, row[subclass])).ToArray(), rows.Select(row => row[donor]).ToArray());
    }
}
