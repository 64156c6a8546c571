using EphysTx.Cohorts;
using EphysTx.Decomposition;
using EphysTx.Experiments;
using EphysTx.Figures;

namespace EphysTx.Notebooks;

/// <summary>Tables of the sparse principal components.</summary>
public static class DecompositionTables
{
    /// <summary>What becomes of each family: columns, cells fitted, nonzero loadings, components kept, variance explained.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="decomposition">Its components.</param>
    /// <param name="plan">The plan they were fitted with.</param>
    public static DisplayTable Families(Cohort cohort, FamilyDecomposition decomposition, CohortPlan plan)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(decomposition);
        ArgumentNullException.ThrowIfNull(plan);
        return new DisplayTable(
            $"Families of {cohort.Name} and their sparse components",
            [
                new("family"), new("columns"), new("cells with all of it"), new("nonzero loadings of each component"), new("components fitted"), new("kept"),
                new("variance explained by the kept ones", "%", "0.0"),
            ],
            decomposition.Families.Select(family => (IReadOnlyList<object?>)
            [
                CohortTables.FamilyName(family.Family.Name),
                family.Loadings.Rows,
                family.Cells,
                family.Family.Nonzero.Count == 0 ? "all" : string.Join(", ", family.Family.Nonzero),
                family.ExplainedVariance.Length,
                family.Kept.Length,
                100 * family.Kept.Sum(component => family.ExplainedVariance[component]),
            ]).ToArray())
        {
            Footnotes =
            [
                FormattableString.Invariant($"A component is kept where it explains {100 * plan.Plan.SmallestExplainedVariance:0.#} % of its family's variance or more."),
                .. plan.LeftOut.Select(pair => $"Left out: {CohortTables.FamilyName(pair.Key)}, because {pair.Value}."),
            ],
        };
    }

    /// <summary>The components that set the classes apart best.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="separation">All components.</param>
    /// <param name="rows">How many are listed.</param>
    public static DisplayTable Separation(Cohort cohort, IReadOnlyList<ComponentSeparation> separation, int rows = 8)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(separation);
        return new DisplayTable(
            $"Components of {cohort.Name} that set the classes apart",
            [new("family"), new("component"), new("of the family's variance", "%", "0.0"), new("of its own variance between classes", "%", "0.0")],
            separation.OrderByDescending(one => one.BetweenClasses).Take(rows).Select(one => (IReadOnlyList<object?>)
            [
                CohortTables.FamilyName(one.Family), one.Component + 1, 100 * one.ExplainedVariance, 100 * one.BetweenClasses,
            ]).ToArray());
    }

    /// <summary>How often the nearest cells of other donors are of the same class, in the components and in the map.</summary>
    /// <param name="rows">Cohort, where the neighbours were looked for, and what was found.</param>
    public static DisplayTable Neighbours(IReadOnlyList<(Cohort Cohort, string Where, NeighbourAgreement Agreement)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string[] classes = [.. rows.SelectMany(row => row.Cohort.Classes).Distinct().Order(StringComparer.Ordinal)];
        return new DisplayTable(
            $"Of the {rows.Select(row => row.Agreement.Neighbours).FirstOrDefault()} nearest cells of other donors, how many are of the same class",
            [new("cells"), new("neighbours in"), .. classes.Select(name => new TableColumn(name, "%", "0")), new("mean of classes", "%", "0"), new("by chance", "%", "0")],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                row.Cohort.Name,
                row.Where,
                .. classes.Select(name => Array.IndexOf(row.Cohort.Classes, name) is var label and >= 0 ? 100 * row.Agreement.PerClass[label] : (object?)null),
                100 * row.Agreement.Mean,
                100 * row.Agreement.MeanChance,
            ]).ToArray());
    }

    /// <summary>The forest on sparse components beside the forest on the columns.</summary>
    public static DisplayTable Forests(IReadOnlyList<ComponentForest> forests)
    {
        ArgumentNullException.ThrowIfNull(forests);
        return new DisplayTable(
            "Random forest on sparse components and on the columns themselves",
            [new("cells"), new("mean number of components"), new("columns"), new("macro-F1, components"), new("macro-F1, columns"), new("difference")],
            forests.Select(forest => (IReadOnlyList<object?>)
            [
                forest.Components.Cohort.Name,
                forest.MeanComponents.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture),
                forest.Components.Cohort.Features.Count,
                new Estimate(forest.Components.MacroF1.Estimate, forest.Components.MacroF1.Lower, forest.Components.MacroF1.Upper),
                new Estimate(forest.Columns.MacroF1.Estimate, forest.Columns.MacroF1.Lower, forest.Columns.MacroF1.Upper),
                new Estimate(forest.Difference.MeanDifference, forest.Difference.Lower, forest.Difference.Upper),
            ]).ToArray())
        {
            Footnotes =
            [
                "Donor protocol; components fitted to the training cells of each split. Brackets: 95 % intervals, of macro-F1 over donors, of the difference by the corrected paired test over splits.",
                FormattableString.Invariant($"Published for mouse, on sparse components of twelve families: macro-F1 {PublishedResults.Mouse[0].MacroF1.Mean:0.000} ({PublishedResults.Citation})."),
            ],
        };
    }
}
