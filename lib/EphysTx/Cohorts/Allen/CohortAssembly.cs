using EphysTx.Numerics;

namespace EphysTx.Cohorts.Allen;

/// <summary>The last steps that both species share: options, reasons of missing values, funnel.</summary>
internal static class CohortAssembly
{
    public static Cohort Finish(
        string name, Species species, CohortCell[] cells, IReadOnlyList<FeatureDefinition> features, Matrix values, MissingRules rules, FunnelBuilder funnel, AllenScalarsOptions options)
    {
        var keep = new List<int>(cells.Length);
        for (int row = 0; row < cells.Length; row++)
        {
            if (!options.KeepCellsWithoutValues && !values.Row(row).ContainsAnyExcept(double.NaN))
            {
                funnel.Drop("every feature is blank", cells[row].Subclass);
            }
            else
            {
                keep.Add(row);
            }
        }

        funnel.EndStep("cells used");
        CohortCell[] kept = [.. keep.Select(row => cells[row])];
        Matrix keptValues = keep.Count == cells.Length ? values : values.SelectRows([.. keep]);
        return new Cohort(name, species, isSimulated: false, kept, features, keptValues, rules.Classify(features, keptValues), funnel.Build());
    }
}
