namespace EphysTx.Statistics;

/// <summary>How many cells and donors each class has: look here before choosing a number of folds.</summary>
public static class ClassCounts
{
    /// <summary>Cells per class; length is the largest label + 1.</summary>
    public static int[] CellsPerClass(int[] labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var counts = new int[labels.Length == 0 ? 0 : labels.Max() + 1];
        foreach (int label in labels)
        {
            counts[label]++;
        }

        return counts;
    }

    /// <summary>Donors that have a cell of each class; length is the largest label + 1. A donor may count for several classes.</summary>
    public static int[] DonorsPerClass(int[] labels, DonorGroups donors)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(donors);
        var counts = new int[labels.Length == 0 ? 0 : labels.Max() + 1];
        var seen = new HashSet<(int Label, int Donor)>();
        for (int cell = 0; cell < labels.Length; cell++)
        {
            if (seen.Add((labels[cell], donors[cell])))
            {
                counts[labels[cell]]++;
            }
        }

        return counts;
    }

    /// <summary>
    /// The fewest donors that any class which occurs has: the largest number of folds that can test each class in each
    /// fold under <see cref="SplitProtocol.Donor"/>. 0 without cells.
    /// </summary>
    public static int MinimumDonorsPerClass(int[] labels, DonorGroups donors) =>
        DonorsPerClass(labels, donors).Where(count => count > 0).DefaultIfEmpty(0).Min();
}
