using EphysTx.Statistics;

namespace EphysTx.Tests.Statistics;

public class SplitPropertyTests
{
    public static TheoryData<SplitProtocol> Protocols => [SplitProtocol.Paper, SplitProtocol.Donor];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Folds_test_each_cell_once_and_train_on_the_others(SplitProtocol protocol)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            (int[] labels, string[] donors) = SplitCases.Random(seed);
            Split[] splits = Splits.KFold(labels, donors, 5, protocol, seed, SmallClasses.Spread);
            SplitCases.AssertPartition(labels.Length, splits.Select(split => split.Test).ToArray());
            Assert.All(splits, split => SplitCases.AssertPartition(labels.Length, split.Train, split.Test));
            Assert.Equal([0, 1, 2, 3, 4], splits.Select(split => split.Fold));
            if (protocol == SplitProtocol.Donor)
            {
                Assert.All(splits, split => SplitCases.AssertDonorsApart(donors, split.Train, split.Test));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Every_class_with_enough_donors_or_cells_is_in_every_test_fold(SplitProtocol protocol)
    {
        int smallClasses = 0;
        for (int seed = 0; seed < 60; seed++)
        {
            (int[] labels, string[] donors) = SplitCases.Random(seed);
            int[] units = protocol == SplitProtocol.Donor ? ClassCounts.DonorsPerClass(labels, donors) : ClassCounts.CellsPerClass(labels);
            foreach (Split split in Splits.KFold(labels, donors, 5, protocol, seed, SmallClasses.Spread))
            {
                int[] counts = SplitAudit.Of(split, labels, donors).TestPerClass;
                Assert.All(Enumerable.Range(0, counts.Length), label => Assert.True(units[label] < 5 || counts[label] > 0, $"seed {seed}, class {label}"));
            }

            smallClasses += units.Count(count => count < 8);
        }

        Assert.True(protocol == SplitProtocol.Paper || smallClasses > 0, "No case was hard enough to show anything.");
    }

    [Fact]
    public void Stratified_folds_hold_each_class_and_the_whole_to_within_one_cell()
    {
        for (int seed = 0; seed < 60; seed++)
        {
            (int[] labels, string[] donors) = SplitCases.Random(seed);
            int[] sizes = ClassCounts.CellsPerClass(labels);
            Split[] splits = Splits.KFold(labels, donors, 5, SplitProtocol.Paper, seed, SmallClasses.Spread);
            Assert.InRange(splits.Max(split => split.Test.Length) - splits.Min(split => split.Test.Length), 0, 1);
            foreach (Split split in splits)
            {
                int[] counts = SplitAudit.Of(split, labels, donors).TestPerClass;
                Assert.All(Enumerable.Range(0, sizes.Length), label => Assert.InRange(counts[label], sizes[label] / 5, (sizes[label] + 4) / 5));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Three_way_hold_outs_divide_the_cells_in_the_wanted_proportions(SplitProtocol protocol)
    {
        for (int seed = 0; seed < 60; seed++)
        {
            (int[] labels, string[] donors) = SplitCases.Random(seed);
            ThreeWaySplit split = Splits.TrainValidationTest(labels, donors, protocol, seed, smallClasses: SmallClasses.Spread);
            SplitCases.AssertPartition(labels.Length, split.Train, split.Validation, split.Test);
            int slack = protocol == SplitProtocol.Donor ? 3 : 1;
            int[] sizes = ClassCounts.CellsPerClass(labels);
            foreach ((int[] part, double fraction) in new[] { (split.Train, 0.6), (split.Validation, 0.2), (split.Test, 0.2) })
            {
                for (int label = 0; label < sizes.Length; label++)
                {
                    Assert.InRange(part.Count(row => labels[row] == label), (fraction * sizes[label]) - slack, (fraction * sizes[label]) + slack);
                }
            }

            if (protocol == SplitProtocol.Donor)
            {
                SplitCases.AssertDonorsApart(donors, split.Train, split.Validation, split.Test);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void The_same_seed_gives_the_same_split_and_another_seed_another(SplitProtocol protocol)
    {
        (int[] labels, string[] donors) = SplitCases.Random(7);
        Split[] one = Splits.KFold(labels, donors, 5, protocol, 3);
        Split[] same = Splits.KFold([.. labels], donors.ToArray(), 5, protocol, 3);
        Split[] other = Splits.KFold(labels, donors, 5, protocol, 4);
        Assert.Equal(one.Select(split => split.Test), same.Select(split => split.Test));
        Assert.NotEqual(one[0].Test, other[0].Test);
    }

    [Fact]
    public void The_names_of_donors_and_the_numbers_of_classes_do_not_matter()
    {
        (int[] labels, string[] donors) = SplitCases.Random(8);
        string[] renamed = donors.Select(donor => new string(donor.Reverse().ToArray()) + "'").ToArray();
        int[] numbered = donors.Select(donor => 1000 - (7 * int.Parse(donor[6..], System.Globalization.CultureInfo.InvariantCulture))).ToArray();
        Split[] named = Splits.KFold(labels, donors, 5, SplitProtocol.Donor, 3);
        Assert.Equal(named.Select(split => split.Test), Splits.KFold(labels, renamed, 5, SplitProtocol.Donor, 3).Select(split => split.Test));
        Assert.Equal(named.Select(split => split.Test), Splits.KFold(labels, numbered, 5, SplitProtocol.Donor, 3).Select(split => split.Test));
    }

    // Over many seeds any two donors meet in a fold about one time in five: improving must not freeze the arrangement.
    [Fact]
    public void Different_seeds_mix_the_donors()
    {
        (int[] labels, string[] donors) = SplitCases.Random(9);
        string[] names = donors.Distinct().Take(12).ToArray();
        var together = new int[names.Length, names.Length];
        const int seeds = 500;
        for (int seed = 0; seed < seeds; seed++)
        {
            Split[] splits = Splits.KFold(labels, donors, 5, SplitProtocol.Donor, seed);
            int[] fold = names.Select(name => Array.FindIndex(splits, split => split.Test.Any(row => donors[row] == name))).ToArray();
            for (int i = 0; i < names.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    together[i, j] += fold[i] == fold[j] ? 1 : 0;
                }
            }
        }

        double[] rates = (from i in Enumerable.Range(0, names.Length) from j in Enumerable.Range(0, i) select together[i, j] / (double)seeds).ToArray();
        Assert.InRange(rates.Average(), 0.15, 0.25);
        Assert.True(rates.Max() < 0.4, $"two donors meet in {rates.Max()} of the seeds");
    }
}
