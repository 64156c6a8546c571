using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>One centre of a class: a subtype, or what is left of the class.</summary>
/// <param name="Class">The class.</param>
/// <param name="Rows">Its training rows.</param>
/// <param name="OwnMean">Mean of these rows.</param>
/// <param name="Mean">The same, drawn towards the mean of the class.</param>
/// <param name="Share">Its share of the cells of the class.</param>
internal sealed record SubtypeCentre(int Class, int[] Rows, double[] OwnMean, double[] Mean, double Share)
{
    /// <summary>The centres of one class; those of subtypes in ordinal order of their names, the rest where it has rows among them.</summary>
    public static IEnumerable<SubtypeCentre> Of(
        Matrix values, int[] rows, int label, IReadOnlyList<string>? subtypes, SubtypeDiscriminantOptions options)
    {
        double[] classMean = MeanOf(values, rows);
        string NameOf(int row) => subtypes?[row] ?? "";
        var large = rows.GroupBy(NameOf).Where(group => group.Key.Length > 0 && group.Count() >= options.MinCells)
            .Select(group => group.Key).ToHashSet(StringComparer.Ordinal);
        return rows.GroupBy(row => large.Contains(NameOf(row)) ? NameOf(row) : "").OrderBy(group => group.Key, StringComparer.Ordinal).Select(group =>
        {
            int[] own = [.. group];
            double[] mean = MeanOf(values, own);
            double weight = own.Length / (own.Length + options.PseudoCount);
            double[] drawn = [.. mean.Zip(classMean, (a, b) => (weight * a) + ((1 - weight) * b))];
            return new SubtypeCentre(label, own, mean, drawn, (double)own.Length / rows.Length);
        });
    }

    /// <summary>The rows of some centres less the means of their own cells; other rows as they are.</summary>
    public static Matrix Residuals(Matrix values, IEnumerable<SubtypeCentre> centres)
    {
        Matrix residuals = values.Clone();
        foreach (SubtypeCentre centre in centres)
        {
            foreach (int row in centre.Rows)
            {
                LinearAlgebra.AddScaled(residuals.Row(row), -1, centre.OwnMean);
            }
        }

        return residuals;
    }

    /// <summary>Mean of some rows.</summary>
    public static double[] MeanOf(Matrix values, int[] rows)
    {
        var mean = new double[values.Columns];
        foreach (int row in rows)
        {
            LinearAlgebra.AddScaled(mean, 1.0 / rows.Length, values.Row(row));
        }

        return mean;
    }
}
