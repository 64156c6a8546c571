using EphysTx.Cohorts;
using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>
/// Components of several families side by side: the flat table that the published classifiers take. Fitted once, it transforms any
/// cells with the loadings and the standardisation of the cells it was fitted on.
/// </summary>
/// <param name="Families">Fitted components, in column order.</param>
public sealed record FamilyDecomposition(IReadOnlyList<FamilyComponents> Families)
{
    /// <summary>Family and component index (from 0) of each column of the result.</summary>
    public IReadOnlyList<(string Family, int Component)> Columns =>
        Families.SelectMany(family => family.Kept.Select(component => (family.Family.Name, component))).ToArray();

    /// <summary>Fits all families of a plan, in parallel; the result does not depend on the number of threads.</summary>
    /// <param name="families">Per family name its table, cells × columns, the same cells in the same order; NaN where missing.</param>
    /// <param name="plan">Which families, and how.</param>
    /// <param name="threads">Most threads, 1 or more; −1 is one per core.</param>
    /// <param name="cancellation">Ends the fit early with an exception.</param>
    /// <exception cref="EphysTxException">The plan names a family that is not there, or one that cannot be decomposed.</exception>
    public static FamilyDecomposition Fit(
        IReadOnlyDictionary<string, Matrix> families, SparsePcaPlan plan, int threads = -1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(families);
        ArgumentNullException.ThrowIfNull(plan);
        plan.Check();
        foreach (SparsePcaFamily family in plan.Families.Where(family => !families.ContainsKey(family.SourceName)))
        {
            throw new EphysTxException($"The sparse-PCA plan needs the family {family.SourceName}, but the cells have {string.Join(", ", families.Keys)}; leave it out of the plan or give it.");
        }

        CellCount(plan.Families.Select(family => families[family.SourceName]));
        var fitted = new FamilyComponents[plan.Families.Count];
        var errors = new EphysTxException?[fitted.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, fitted.Length, parallel, i =>
        {
            SparsePcaFamily family = plan.Families[i];
            try
            {
                fitted[i] = FamilyComponents.Fit(family, families[family.SourceName], plan.SmallestExplainedVariance, threads, cancellation);
            }
            catch (EphysTxException error)
            {
                errors[i] = error;
            }
        });

        // The first in the plan's order, so that the same input always names the same family.
        return Array.Find(errors, error => error is not null) is { } first ? throw first : new FamilyDecomposition(fitted);
    }

    /// <summary>Fits all families of a plan to the columns of a cohort.</summary>
    /// <inheritdoc cref="Fit(IReadOnlyDictionary{string, Matrix}, SparsePcaPlan, int, CancellationToken)"/>
    public static FamilyDecomposition Fit(Cohort cohort, SparsePcaPlan plan, int threads = -1, CancellationToken cancellation = default) =>
        Fit(TablesOf(cohort), plan, threads, cancellation);

    /// <summary>
    /// Standardised scores, cells × <see cref="Columns"/>. A family that a cell lacks, or that is not in the tables at all, is
    /// missing (NaN) in its columns; families without components are passed over.
    /// </summary>
    /// <exception cref="EphysTxException">None of the fitted families is there, or a table has another layout than in the fit.</exception>
    public Matrix Transform(IReadOnlyDictionary<string, Matrix> families)
    {
        ArgumentNullException.ThrowIfNull(families);
        Matrix[] known = Families.Where(family => families.ContainsKey(family.Family.SourceName)).Select(family => families[family.Family.SourceName]).ToArray();
        if (known.Length == 0)
        {
            throw new EphysTxException($"The cells have none of the decomposed families {string.Join(", ", Families.Select(family => family.Family.SourceName))}; give at least one.");
        }

        var result = new Matrix(CellCount(known), Columns.Count);
        Array.Fill(result.Values, double.NaN);
        int column = 0;
        foreach (FamilyComponents family in Families)
        {
            if (families.TryGetValue(family.Family.SourceName, out Matrix? values))
            {
                Matrix scores = family.Transform(values);
                for (int row = 0; row < scores.Rows; row++)
                {
                    scores.Row(row).CopyTo(result.Row(row)[column..]);
                }
            }

            column += family.Kept.Length;
        }

        return result;
    }

    /// <summary>Standardised scores of a cohort's cells.</summary>
    /// <inheritdoc cref="Transform(IReadOnlyDictionary{string, Matrix})"/>
    public Matrix Transform(Cohort cohort) => Transform(TablesOf(cohort));

    private static Dictionary<string, Matrix> TablesOf(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return cohort.Families.ToDictionary(family => family.Name, family => cohort.Values.SelectColumns(family.Columns.ToArray()), StringComparer.Ordinal);
    }

    private static int CellCount(IEnumerable<Matrix> tables)
    {
        int[] counts = tables.Select(table => table.Rows).Distinct().ToArray();
        return counts.Length == 1 ? counts[0]
            : throw new EphysTxException($"The families have tables of {string.Join(" and ", counts)} cells; give the same cells in the same order in each.");
    }
}
