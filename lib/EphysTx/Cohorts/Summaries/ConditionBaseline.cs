namespace EphysTx.Cohorts;

/// <summary>
/// How much of the subclass an annotation gives away that is no electrophysiology, such as the culture condition: the
/// accuracy of naming, for each value of the annotation, its most frequent subclass.
/// </summary>
/// <param name="Accuracy">Share of cells named right from the annotation alone, on the cells themselves, 0 to 1.</param>
/// <param name="MajorityAccuracy">Share of cells of the most frequent subclass: what knowing nothing gives.</param>
/// <param name="MostTiedClass">The subclass with the largest share of cells under one value of the annotation.</param>
/// <param name="MostTiedValue">That value.</param>
/// <param name="MostTiedShare">That share, 0 to 1.</param>
public sealed record ConditionBaseline(double Accuracy, double MajorityAccuracy, string MostTiedClass, string MostTiedValue, double MostTiedShare)
{
    /// <summary>Measures an annotation of a cohort.</summary>
    /// <exception cref="EphysTxException">The cohort has no cell.</exception>
    public static ConditionBaseline Of(Cohort cohort, string annotation)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        if (cohort.Cells.Count == 0)
        {
            throw new EphysTxException($"The cohort {cohort.Name} has no cell; choose another cohort.");
        }

        (IReadOnlyList<string> values, int[,] counts) = CohortSummary.CrossTabulate(cohort, annotation);
        int right = 0;
        for (int value = 0; value < values.Count; value++)
        {
            right += Enumerable.Range(0, cohort.Classes.Length).Max(label => counts[label, value]);
        }

        int[] perClass = Enumerable.Range(0, cohort.Classes.Length)
            .Select(label => Enumerable.Range(0, values.Count).Sum(value => counts[label, value]))
            .ToArray();
        (int tiedClass, int tiedValue) = Enumerable.Range(0, cohort.Classes.Length)
            .SelectMany(label => Enumerable.Range(0, values.Count).Select(value => (label, value)))
            .MaxBy(pair => (double)counts[pair.label, pair.value] / perClass[pair.label]);
        return new ConditionBaseline(
            (double)right / cohort.Cells.Count,
            (double)perClass.Max() / cohort.Cells.Count,
            cohort.Classes[tiedClass],
            values[tiedValue],
            (double)counts[tiedClass, tiedValue] / perClass[tiedClass]);
    }
}
