using EphysTx.Cohorts;
using EphysTx.Numerics;

namespace EphysTx.Transfer;

/// <summary>Gives two cohorts the same families with the same widths, so that one encoder can take both.</summary>
public static class FamilyAlignment
{
    /// <summary>
    /// The families that both have, in the order of the first. Where one is wider, the other is padded at its right with missing values, for
    /// it has none there.
    /// </summary>
    /// <exception cref="EphysTxException">They have no family in common.</exception>
    public static (Cohort First, Cohort Second) Align(Cohort first, Cohort second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        (FeatureFamily A, FeatureFamily B)[] common =
        [
            .. first.Families.Join(second.Families, family => family.Name, family => family.Name, (a, b) => (a, b)),
        ];
        if (common.Length == 0)
        {
            throw new EphysTxException(
                $"{first.Name} and {second.Name} have no family in common ({string.Join(", ", first.Families.Select(family => family.Name))} and {string.Join(", ", second.Families.Select(family => family.Name))}), so nothing can be carried over.");
        }

        FeatureDefinition[] features = [.. common.SelectMany(pair => pair.A.Columns.Count >= pair.B.Columns.Count
            ? pair.A.Columns.Select(column => first.Features[column])
            : pair.B.Columns.Select(column => second.Features[column]))];
        int[] widths = [.. common.Select(pair => Math.Max(pair.A.Columns.Count, pair.B.Columns.Count))];
        return (Rebuild(first, [.. common.Select(pair => pair.A)], widths, features), Rebuild(second, [.. common.Select(pair => pair.B)], widths, features));
    }

    private static Cohort Rebuild(Cohort cohort, FeatureFamily[] families, int[] widths, FeatureDefinition[] features)
    {
        var values = new Matrix(cohort.Cells.Count, features.Length);
        var missing = new MissingReason[values.Values.Length];
        for (int row = 0; row < values.Rows; row++)
        {
            int at = 0;
            for (int family = 0; family < families.Length; family++)
            {
                for (int k = 0; k < widths[family]; k++, at++)
                {
                    int column = k < families[family].Columns.Count ? families[family].Columns[k] : -1;
                    values[row, at] = column < 0 ? double.NaN : cohort.Values[row, column];
                    missing[(row * features.Length) + at] = column < 0 ? MissingReason.NotReported : cohort.Missing(row, column);
                }
            }
        }

        return new Cohort(cohort.Name, cohort.Species, cohort.IsSimulated, cohort.Cells, features, values, missing, cohort.Funnel);
    }
}
