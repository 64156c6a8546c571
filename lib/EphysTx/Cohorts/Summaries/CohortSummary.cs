namespace EphysTx.Cohorts;

/// <summary>Cells and donors of one subclass.</summary>
/// <param name="Subclass">The subclass.</param>
/// <param name="Cells">Number of cells.</param>
/// <param name="Donors">Number of donors with at least one such cell.</param>
/// <param name="CellsPerDonor">Per such donor its number of cells of this subclass, descending.</param>
public sealed record SubclassCount(string Subclass, int Cells, int Donors, IReadOnlyList<int> CellsPerDonor);

/// <summary>Share of missing values in one family and one subclass.</summary>
/// <param name="Family">The feature family.</param>
/// <param name="Subclass">The subclass.</param>
/// <param name="Share">Missing values divided by all values of the block, 0 to 1.</param>
public sealed record MissingShare(string Family, string Subclass, double Share);

/// <summary>Counts that describe a cohort before any model sees it.</summary>
public static class CohortSummary
{
    /// <summary>Cells and donors per subclass, in the order of <see cref="Cohort.Classes"/>.</summary>
    public static IReadOnlyList<SubclassCount> CountSubclasses(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return cohort.Classes
            .Select(subclass =>
            {
                int[] perDonor = cohort.Cells
                    .Where(cell => cell.Subclass == subclass)
                    .GroupBy(cell => cell.DonorId, StringComparer.Ordinal)
                    .Select(donor => donor.Count())
                    .OrderDescending()
                    .ToArray();
                return new SubclassCount(subclass, perDonor.Sum(), perDonor.Length, perDonor);
            })
            .ToArray();
    }

    /// <summary>Share of cells that have at least one other cell of the same donor in the cohort, 0 to 1.</summary>
    public static double ShareWithSiblings(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        int alone = cohort.Cells.GroupBy(cell => cell.DonorId, StringComparer.Ordinal).Count(donor => donor.Count() == 1);
        return cohort.Cells.Count == 0 ? double.NaN : 1 - ((double)alone / cohort.Cells.Count);
    }

    /// <summary>Share of missing values per family and subclass: every family of the cohort with every class.</summary>
    public static IReadOnlyList<MissingShare> MissingShares(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        var shares = new List<MissingShare>();
        foreach (FeatureFamily family in cohort.Families)
        {
            for (int label = 0; label < cohort.Classes.Length; label++)
            {
                int missing = 0;
                int all = 0;
                for (int row = 0; row < cohort.Cells.Count; row++)
                {
                    if (cohort.Labels[row] == label)
                    {
                        all += family.Columns.Count;
                        missing += family.Columns.Count(column => cohort.Missing(row, column) != MissingReason.Present);
                    }
                }

                shares.Add(new MissingShare(family.Name, cohort.Classes[label], all == 0 ? double.NaN : (double)missing / all));
            }
        }

        return shares;
    }

    /// <summary>Missing values per reason, most frequent first; present values are not listed.</summary>
    public static IReadOnlyList<(MissingReason Reason, int Count)> CountReasons(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        var counts = new SortedDictionary<MissingReason, int>();
        for (int row = 0; row < cohort.Cells.Count; row++)
        {
            for (int column = 0; column < cohort.Features.Count; column++)
            {
                MissingReason reason = cohort.Missing(row, column);
                if (reason != MissingReason.Present)
                {
                    counts[reason] = counts.GetValueOrDefault(reason) + 1;
                }
            }
        }

        return counts.Select(pair => (pair.Key, pair.Value)).OrderByDescending(pair => pair.Value).ToArray();
    }

    /// <summary>Cells per subclass and value of an annotation; shape classes × values, with the values in ordinal order.</summary>
    /// <remarks>A cell without the annotation counts under the empty value.</remarks>
    public static (IReadOnlyList<string> Values, int[,] Counts) CrossTabulate(Cohort cohort, string annotation)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        string[] values = cohort.Cells.Select(cell => cell.Annotation(annotation)).Distinct().Order(StringComparer.Ordinal).ToArray();
        var counts = new int[cohort.Classes.Length, values.Length];
        for (int row = 0; row < cohort.Cells.Count; row++)
        {
            counts[cohort.Labels[row], Array.IndexOf(values, cohort.Cells[row].Annotation(annotation))]++;
        }

        return (values, counts);
    }
}
