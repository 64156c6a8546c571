namespace EphysTx.Cohorts;

/// <summary>A value that a cell cannot have. It stays in the cohort as published; whoever analyses it should know.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="Row">Its row in the cohort.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Value">The value as published, in the feature's unit.</param>
/// <param name="Why">Why it is impossible.</param>
public sealed record ImplausibleValue(string CellId, int Row, string Feature, double Value, string Why);

/// <summary>Finds values that contradict their definition. A rare but possible value is none.</summary>
public static class Plausibility
{
    private static readonly (Func<string, bool> Concerns, Func<double, bool> IsPossible, string Why)[] Rules =
    [
        (name => name == "input_resistance", value => value > 0, "a resistance is positive"),
        (name => name is "tau" or "sag_tau", value => value > 0, "a time constant is positive"),
        (name => name == "sag", value => value <= 1, "sag is a part of the deflection, so at most 1"),
        (name => name == "rheobase_i", value => value > 0, "a depolarising current is positive"),
        (name => name.StartsWith("width_", StringComparison.Ordinal), value => value > 0, "a spike's width is positive"),
        (name => name.StartsWith("upstroke_downstroke_ratio_", StringComparison.Ordinal), value => value > 0, "a ratio of two speeds is positive"),
        (name => name.StartsWith("latency_", StringComparison.Ordinal), value => value >= 0, "a spike cannot come before its stimulus"),
        (name => name.StartsWith("peak_deltav_", StringComparison.Ordinal), value => value > 0, "a peak lies above its threshold"),
        (name => name.StartsWith("avg_rate_", StringComparison.Ordinal), value => value >= 0, "a rate is not negative"),
        (name => name.Contains("_isi_", StringComparison.Ordinal) && !name.StartsWith("isi_norm", StringComparison.Ordinal), value => value >= 0, "an interval is not negative"),
        (name => name.StartsWith("isi_cv_", StringComparison.Ordinal), value => value >= 0, "a coefficient of variation is not negative"),
    ];

    /// <summary>The impossible values of a cohort, by row and then by column; empty where there is none.</summary>
    public static IReadOnlyList<ImplausibleValue> Find(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        var found = new List<ImplausibleValue>();
        var rules = cohort.Features.Select(feature => Rules.Where(rule => rule.Concerns(feature.Name)).ToArray()).ToArray();
        for (int row = 0; row < cohort.Cells.Count; row++)
        {
            for (int column = 0; column < rules.Length; column++)
            {
                double value = cohort.Values[row, column];
                foreach (var (_, isPossible, why) in double.IsNaN(value) ? [] : rules[column])
                {
                    if (!isPossible(value))
                    {
                        found.Add(new ImplausibleValue(cohort.Cells[row].Id, row, cohort.Features[column].Name, value, why));
                    }
                }
            }
        }

        return found;
    }
}
