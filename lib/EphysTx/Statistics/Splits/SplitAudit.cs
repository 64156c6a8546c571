namespace EphysTx.Statistics;

/// <summary>What a split does to classes and donors, to show beside its results.</summary>
/// <param name="TrainPerClass">Training cells per class.</param>
/// <param name="TestPerClass">Test cells per class.</param>
/// <param name="TrainDonors">Donors with a training cell.</param>
/// <param name="TestDonors">Donors with a test cell.</param>
/// <param name="SharedDonors">Donors with cells on both sides; 0 under <see cref="SplitProtocol.Donor"/>.</param>
/// <param name="SharedTestCells">Test cells whose donor also has a training cell.</param>
public sealed record SplitAudit(int[] TrainPerClass, int[] TestPerClass, int TrainDonors, int TestDonors, int SharedDonors, int SharedTestCells)
{
    /// <summary>The fraction of the test cells whose donor also has a training cell, 0 … 1; 0 without test cells.</summary>
    public double SharedTestFraction => TestPerClass.Sum() is int cells and > 0 ? SharedTestCells / (double)cells : 0;

    /// <summary>Looks at one split.</summary>
    /// <param name="split">The split.</param>
    /// <param name="labels">Class number of each cell of the cohort.</param>
    /// <param name="donors">Donor of each cell of the cohort.</param>
    public static SplitAudit Of(Split split, int[] labels, DonorGroups donors)
    {
        ArgumentNullException.ThrowIfNull(split);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(donors);
        int classes = ClassCounts.CellsPerClass(labels).Length;
        HashSet<int> train = split.Train.Select(row => donors[row]).ToHashSet();
        HashSet<int> test = split.Test.Select(row => donors[row]).ToHashSet();
        return new SplitAudit(
            Count(split.Train, labels, classes),
            Count(split.Test, labels, classes),
            train.Count,
            test.Count,
            train.Intersect(test).Count(),
            split.Test.Count(row => train.Contains(donors[row])));
    }

    /// <summary>
    /// How unevenly the test parts of one run share the classes: the standard deviation over folds of the fraction of a
    /// class's cells that a fold tests, averaged over the classes that occur. 0 is perfectly even.
    /// </summary>
    public static double Unevenness(IReadOnlyList<Split> folds, int[] labels)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ArgumentNullException.ThrowIfNull(labels);
        int[] sizes = ClassCounts.CellsPerClass(labels);
        int[][] counts = folds.Select(fold => Count(fold.Test, labels, sizes.Length)).ToArray();
        return Enumerable.Range(0, sizes.Length)
            .Where(label => sizes[label] > 0)
            .Select(label => Deviation(counts.Select(fold => fold[label] / (double)sizes[label]).ToArray()))
            .DefaultIfEmpty(0)
            .Average();
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static int[] Count(int[] rows, int[] labels, int classes)
    {
        var counts = new int[classes];
        foreach (int row in rows)
        {
            counts[labels[row]]++;
        }

        return counts;
    }
}
