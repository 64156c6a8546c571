using EphysTx.Cohorts;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Experiments;

/// <summary>How much macro-F1 falls on held-out donors when one feature family is shuffled among the test cells.</summary>
/// <param name="Cohort">Name of the cohort.</param>
/// <param name="Species">Species of the cohort.</param>
/// <param name="Family">The family.</param>
/// <param name="Drop">Mean and standard deviation of the fall over test parts (each the mean over its permutations).</param>
public sealed record FamilyImportance(string Cohort, Species Species, string Family, MetricSummary Drop)
{
    /// <summary>
    /// Permutation importance of every family of a cohort: on five donor-grouped folds, a forest learns on four and is
    /// tested on the fifth with one family permuted as a block.
    /// </summary>
    public static IReadOnlyList<FamilyImportance> Of(Cohort cohort, ForestBaselineOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(options);
        Split[] folds = Splits.KFold(cohort.Labels, cohort.Donors, 5, SplitProtocol.Donor, ForestBaseline.FirstSeed(cohort, options));
        var drops = cohort.Families.ToDictionary(family => family.Name, _ => new List<double>());
        foreach (Split fold in folds)
        {
            RandomForest forest = ForestBaseline.Fit(cohort, fold, options, cancellationToken);
            IReadOnlyList<PermutationDrop> ofFold = PermutationImportance.ByFamily(
                forest,
                cohort.Values.SelectRows(fold.Test),
                ForestBaseline.Take(cohort.Labels, fold.Test),
                cohort.Families,
                options.ImportanceRepeats,
                fold.Seed,
                cancellationToken);
            foreach (PermutationDrop drop in ofFold)
            {
                drops[drop.Name].Add(drop.MeanMacroF1Drop);
            }
        }

        return cohort.Families
            .Select(family => new FamilyImportance(cohort.Name, cohort.Species, family.Name, MetricSummary.Of(drops[family.Name])))
            .ToArray();
    }
}
