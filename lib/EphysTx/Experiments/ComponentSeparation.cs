using EphysTx.Cohorts;
using EphysTx.Decomposition;
using EphysTx.Numerics;

namespace EphysTx.Experiments;

/// <summary>How far one component sets the classes apart.</summary>
/// <param name="Family">Family of the component.</param>
/// <param name="Component">Index of the component in its family, from 0.</param>
/// <param name="Column">Its column in the table of scores.</param>
/// <param name="ExplainedVariance">Share of the family's variance that it explains, 0 to 1.</param>
/// <param name="BetweenClasses">Share of the component's variance that lies between the classes (η²), 0 to 1; missing scores left out.</param>
public sealed record ComponentSeparation(string Family, int Component, int Column, double ExplainedVariance, double BetweenClasses)
{
    /// <summary>All kept components of a decomposition, in column order.</summary>
    /// <param name="cohort">The cells, with their classes.</param>
    /// <param name="decomposition">Fitted components.</param>
    /// <param name="scores">Its scores of the same cells.</param>
    public static IReadOnlyList<ComponentSeparation> Of(Cohort cohort, FamilyDecomposition decomposition, Matrix scores)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(decomposition);
        ArgumentNullException.ThrowIfNull(scores);
        var rows = new List<ComponentSeparation>();
        foreach (FamilyComponents family in decomposition.Families)
        {
            foreach (int component in family.Kept)
            {
                int column = rows.Count;
                rows.Add(new ComponentSeparation(
                    family.Family.Name, component, column, family.ExplainedVariance[component], BetweenShare(scores.Column(column), cohort.Labels)));
            }
        }

        return rows;
    }

    private static double BetweenShare(IReadOnlyList<double> values, int[] labels)
    {
        (double Value, int Label)[] present = [.. values.Zip(labels).Where(pair => !double.IsNaN(pair.First))];
        if (present.Length == 0)
        {
            return double.NaN;
        }

        double mean = present.Average(pair => pair.Value);
        double total = present.Sum(pair => (pair.Value - mean) * (pair.Value - mean));
        double between = present.GroupBy(pair => pair.Label).Sum(group => group.Count() * Math.Pow(group.Average(pair => pair.Value) - mean, 2));
        return total > 0 ? between / total : double.NaN;
    }
}
