using EphysTx.Cohorts;
using EphysTx.Features.Families;
using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>A sparse-PCA plan that suits the families of a cohort.</summary>
/// <param name="Plan">One entry per family that can be decomposed.</param>
/// <param name="LeftOut">Families without an entry, each with the reason in a few words.</param>
public sealed record CohortPlan(SparsePcaPlan Plan, IReadOnlyList<KeyValuePair<string, string>> LeftOut)
{
    private const int MostScalarComponents = 3;

    /// <summary>
    /// The plan of a cohort: for the twelve families from recordings <see cref="SparsePcaPlan.TwelveFamilies"/>, with no more
    /// nonzero loadings than a family has columns; for a table of scalar features up to three components of each family,
    /// half of the loadings nonzero, on standardised columns (and scores of them) because their units differ. A family with fewer than two
    /// columns, or with too few complete cells, is left out.
    /// </summary>
    /// <param name="cohort">The cohort whose cells will be decomposed.</param>
    /// <exception cref="EphysTxException">No family of the cohort can be decomposed.</exception>
    public static CohortPlan Of(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        var published = SparsePcaPlan.TwelveFamilies.Families.ToDictionary(family => family.Name, StringComparer.Ordinal);
        var entries = new List<SparsePcaFamily>();
        var leftOut = new List<KeyValuePair<string, string>>();
        foreach (FeatureFamily family in cohort.Families)
        {
            SparsePcaFamily entry = published.TryGetValue(family.Name, out SparsePcaFamily? known) ? Fitted(known, family.Columns.Count) : Scalar(family);
            if (WhyNot(cohort.Values.SelectColumns(family.Columns.ToArray()), entry) is { } reason)
            {
                leftOut.Add(new(family.Name, reason));
            }
            else
            {
                entries.Add(entry);
            }
        }

        return entries.Count == 0
            ? throw new EphysTxException($"No family of {cohort.Name} can be decomposed: {string.Join("; ", leftOut.Select(pair => $"{pair.Key}, {pair.Value}"))}.")
            : new CohortPlan(new SparsePcaPlan(entries), leftOut);
    }

    /// <summary>Whether a family of this name is a curve from a recording (one of <see cref="FamilyNames.All"/>), and not a set of scalars.</summary>
    public static bool IsCurve(string family) => FamilyNames.All.Contains(family);

    private static SparsePcaFamily Fitted(SparsePcaFamily known, int width) => known with
    {
        Components = Math.Min(known.Components, width),
        Nonzero = [.. known.Nonzero.Take(width).Select(count => Math.Min(count, width))],
    };

    private static SparsePcaFamily Scalar(FeatureFamily family)
    {
        int width = family.Columns.Count;
        int components = Math.Min(MostScalarComponents, width);
        return new SparsePcaFamily(family.Name, components, [.. Enumerable.Repeat(Math.Min(width, (width / 2) + 1), components)]) { UseCorrelation = true, StandardizeScores = true };
    }

    private static string? WhyNot(Matrix values, SparsePcaFamily entry)
    {
        if (values.Columns < 2)
        {
            return "it has a single column";
        }

        int complete = Enumerable.Range(0, values.Rows).Count(row => !values.Row(row).ContainsAnyExceptInRange(double.NegativeInfinity, double.PositiveInfinity));
        return complete <= entry.Components ? $"{complete} of {values.Rows} cells have all of it, too few for {entry.Components} components" : null;
    }
}
