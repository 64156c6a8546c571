using EphysTx.Statistics;

namespace EphysTx.Tests.Statistics;

public class SplitsTests
{
    [Fact]
    public void Runs_and_folds_are_numbered_and_seeded_as_in_the_paper()
    {
        (int[] labels, string[] donors) = SplitCases.Random(1);
        Split[] splits = Splits.RepeatedKFold(labels, donors, folds: 5, repeats: 10, SplitProtocol.Donor, seed: 9);
        Assert.Equal(50, splits.Length);
        Assert.Equal((9, 4009, 18), (splits[0].Seed, splits[4].Seed, splits[45].Seed));
        Assert.Equal((2, 3), (splits[13].Run, splits[13].Fold));
        Assert.Equal(50, splits.Select(split => split.Seed).Distinct().Count());

        // A run is the same alone as among others.
        Split[] third = Splits.KFold(labels, donors, 5, SplitProtocol.Donor, seed: 11);
        Assert.Equal(third.Select(split => split.Test), splits.Where(split => split.Run == 2).Select(split => split.Test));
    }

    [Fact]
    public void Repeated_hold_outs_are_seeded_by_run()
    {
        (int[] labels, string[] donors) = SplitCases.Random(2);
        ThreeWaySplit[] splits = Splits.RepeatedTrainValidationTest(labels, donors, 10, SplitProtocol.Paper, seed: 23);
        Assert.Equal(Enumerable.Range(23, 10).Select(seed => (long)seed), splits.Select(split => split.Seed));
        Assert.Equal(Enumerable.Range(0, 10), splits.Select(split => split.Run));
        Assert.Equal(10, splits.Select(split => string.Join(',', split.Test)).Distinct().Count());
    }

    [Theory]
    [InlineData(SplitProtocol.Paper)]
    [InlineData(SplitProtocol.Donor)]
    public void A_validation_part_is_taken_from_training_and_leaves_the_test_part_alone(SplitProtocol protocol)
    {
        (int[] labels, string[] donors) = SplitCases.Random(3);
        foreach (Split split in Splits.KFold(labels, donors, 5, protocol, seed: 4))
        {
            ThreeWaySplit divided = Splits.WithValidation(split, labels, donors, protocol);
            Assert.Equal(split.Test, divided.Test);
            Assert.Equal((split.Seed, split.Fold), (divided.Seed, divided.Fold));
            Assert.Equal(split.Train, divided.Train.Concat(divided.Validation).Order());
            Assert.InRange(divided.Validation.Length / (double)split.Train.Length, 0.23, 0.27);
            Assert.Equal(divided.Train.Order(), divided.Train);
            if (protocol == SplitProtocol.Donor)
            {
                SplitCases.AssertDonorsApart(donors, divided.Train, divided.Validation, divided.Test);
            }
        }
    }

    [Fact]
    public void Inner_folds_divide_the_training_part_only()
    {
        (int[] labels, string[] donors) = SplitCases.Random(4);
        Split outer = Splits.HoldOut(labels, donors, SplitProtocol.Donor, seed: 1, test: 0.25);
        Split[] inner = Splits.Inner(outer, labels, donors, 3, SplitProtocol.Donor);
        Assert.Equal(outer.Train, inner.SelectMany(split => split.Test).Order());
        Assert.All(inner, split => Assert.Equal(outer.Train, split.Train.Concat(split.Test).Order()));
        Assert.All(inner, split => SplitCases.AssertDonorsApart(donors, split.Train, split.Test, outer.Test));
    }

    [Fact]
    public void The_audit_counts_what_crosses_over()
    {
        int[] labels = [0, 0, 1, 1, 1, 0];
        string[] donors = ["a", "a", "b", "b", "c", "c"];
        var audit = SplitAudit.Of(new Split([0, 2, 3], [1, 4, 5]), labels, donors);
        Assert.Equal([1, 2], audit.TrainPerClass);
        Assert.Equal([2, 1], audit.TestPerClass);
        Assert.Equal((2, 2, 1, 1), (audit.TrainDonors, audit.TestDonors, audit.SharedDonors, audit.SharedTestCells));
        Assert.Equal(1 / 3.0, audit.SharedTestFraction);
    }

    [Fact]
    public void Unevenness_is_the_deviation_of_class_shares()
    {
        // Class 0: 3 and 1 of 4 cells, shares 0.75 and 0.25, deviation 0.25; class 1: 1 and 1 of 2, deviation 0.
        int[] labels = [0, 0, 0, 0, 1, 1];
        Split[] folds = [new([3, 5], [0, 1, 2, 4]), new([0, 1, 2, 4], [3, 5])];
        Assert.Equal(0.125, SplitAudit.Unevenness(folds, labels), 15);
    }

    [Fact]
    public void Cells_and_donors_per_class_are_counted()
    {
        int[] labels = [0, 0, 2, 2, 2];
        string[] donors = ["a", "a", "a", "b", "c"];
        Assert.Equal([2, 0, 3], ClassCounts.CellsPerClass(labels));
        Assert.Equal([1, 0, 3], ClassCounts.DonorsPerClass(labels, donors));
        Assert.Equal(1, ClassCounts.MinimumDonorsPerClass(labels, donors));
    }

    [Fact]
    public void A_class_with_fewer_donors_than_folds_is_refused_unless_it_may_be_spread()
    {
        int[] labels = [.. Enumerable.Repeat(0, 30), .. Enumerable.Repeat(1, 6)];
        int[] donors = [.. Enumerable.Range(0, 30), .. Enumerable.Range(0, 6).Select(i => 30 + (i % 3))];
        string message = Assert.Throws<EphysTxException>(() => Splits.KFold(labels, donors, 5, SplitProtocol.Donor, 1)).Message;
        Assert.Contains("Class 1 has only 3 donors", message, StringComparison.Ordinal);

        Split[] spread = Splits.KFold(labels, donors, 5, SplitProtocol.Donor, 1, SmallClasses.Spread);
        Assert.Equal([0, 0, 2, 2, 2], spread.Select(split => split.Test.Count(row => labels[row] == 1)).Order());

        // Six cells are enough for five folds when donors do not count.
        Assert.All(Splits.KFold(labels, donors, 5, SplitProtocol.Paper, 1), split => Assert.Contains(split.Test, row => labels[row] == 1));
        Assert.Throws<EphysTxException>(() => Splits.KFold(labels, donors, 7, SplitProtocol.Paper, 1));
    }

    [Fact]
    public void A_small_class_is_in_each_part_of_a_hold_out()
    {
        int[] labels = [.. Enumerable.Repeat(0, 50), 1, 1, 1];
        ThreeWaySplit split = Splits.TrainValidationTest(labels, null, SplitProtocol.Paper, seed: 1);
        Assert.All(new[] { split.Train, split.Validation, split.Test }, part => Assert.Single(part, row => labels[row] == 1));
    }

    [Fact]
    public void A_class_that_no_arrangement_can_spread_is_refused()
    {
        // Each class has two donors, one for each part, but any two of the three donors would have to be apart.
        int[] labels = [0, 1, 0, 2, 1, 2];
        string[] donors = ["a", "a", "b", "b", "c", "c"];
        string message = Assert.Throws<EphysTxException>(() => Splits.KFold(labels, donors, 2, SplitProtocol.Donor, 1)).Message;
        Assert.Contains("has 2 donors, but no arrangement", message, StringComparison.Ordinal);
        Assert.Equal(2, Splits.KFold(labels, donors, 2, SplitProtocol.Donor, 1, SmallClasses.Spread).Length);
    }

    [Fact]
    public void Faults_are_named()
    {
        int[] labels = [0, 1, 0, 1];
        string[] donors = ["a", "b", "c", "d"];
        Assert.Throws<EphysTxException>(() => Splits.KFold(labels, null, 2, SplitProtocol.Donor, 1));
        Assert.Throws<EphysTxException>(() => Splits.KFold(labels, donors[..3], 2, SplitProtocol.Paper, 1));
        Assert.Throws<EphysTxException>(() => Splits.KFold([0, -1, 0, 1], donors, 2, SplitProtocol.Paper, 1));
        Assert.Throws<EphysTxException>(() => Splits.KFold(labels, donors, 5, SplitProtocol.Donor, 1, SmallClasses.Spread));
        Assert.Throws<EphysTxException>(() => Splits.KFold([], Array.Empty<string>(), 2, SplitProtocol.Paper, 1));
        Assert.Contains("row 2", Assert.Throws<EphysTxException>(() => DonorGroups.From(["a", "b", " ", "d"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.KFold(labels, donors, 1, SplitProtocol.Paper, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.HoldOut(labels, donors, SplitProtocol.Paper, 1, test: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Splits.TrainValidationTest(labels, donors, SplitProtocol.Paper, 1, validation: 0.5, test: 0.5));
    }
}
