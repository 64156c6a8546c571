using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>Gives each cell a part; checks what both protocols need checked.</summary>
internal static class Partition
{
    /// <summary>Per cell the number of its part; part p gets about <c>fractions[p]</c> of each class.</summary>
    public static int[] Assign(int[] labels, DonorGroups? donors, double[] fractions, SplitProtocol protocol, long seed, SmallClasses smallClasses)
    {
        ArgumentNullException.ThrowIfNull(labels);
        bool grouped = protocol == SplitProtocol.Donor;
        if (grouped && donors is null)
        {
            throw new EphysTxException("A split by donor needs the donor of each cell; give donors, or use SplitProtocol.Paper.");
        }

        if (donors is not null && donors.Cells != labels.Length)
        {
            throw new EphysTxException($"There are {labels.Length} labels but {donors.Cells} donor ids; give one of each a cell.");
        }

        int negative = Array.FindIndex(labels, label => label < 0);
        if (negative >= 0)
        {
            throw new EphysTxException($"The cell in row {negative} (counted from 0) has label {labels[negative]}; labels count classes from 0.");
        }

        DonorGroups units = grouped ? donors! : DonorGroups.Ungrouped(labels.Length);
        if (units.Count < fractions.Length)
        {
            throw new EphysTxException($"{units.Count} {Noun(grouped)} cannot be divided into {fractions.Length} parts; use fewer parts or more {Noun(grouped)}.");
        }

        var random = new SeededRandom(seed);
        int[] parts = grouped ? DonorPartition.Assign(labels, units, fractions, random) : StratifiedPartition.Assign(labels, fractions, random);
        if (smallClasses == SmallClasses.Refuse)
        {
            ThrowOnAbsentClass(labels, parts, units, fractions.Length, grouped);
        }

        return parts;
    }

    /// <summary>The rows whose part a test accepts, ascending.</summary>
    public static int[] Rows(int[] parts, Predicate<int> accepts) =>
        Enumerable.Range(0, parts.Length).Where(row => accepts(parts[row])).ToArray();

    private static void ThrowOnAbsentClass(int[] labels, int[] parts, DonorGroups units, int partCount, bool grouped)
    {
        int[] unitsPerClass = ClassCounts.DonorsPerClass(labels, units);
        var present = new bool[unitsPerClass.Length, partCount];
        for (int row = 0; row < labels.Length; row++)
        {
            present[labels[row], parts[row]] = true;
        }

        for (int label = 0; label < unitsPerClass.Length; label++)
        {
            bool everywhere = Enumerable.Range(0, partCount).All(part => present[label, part]);
            if (unitsPerClass[label] == 0 || everywhere)
            {
                continue;
            }

            string why = unitsPerClass[label] < partCount
                ? $"has only {unitsPerClass[label]} {Noun(grouped)}, fewer than the {partCount} parts of the split"
                : $"has {unitsPerClass[label]} {Noun(grouped)}, but no arrangement was found that puts it in each of the {partCount} parts";
            throw new EphysTxException($"Class {label} {why}; use fewer parts, leave the class out, or allow it with SmallClasses.Spread.");
        }
    }

    private static string Noun(bool grouped) => grouped ? "donors" : "cells";
}
