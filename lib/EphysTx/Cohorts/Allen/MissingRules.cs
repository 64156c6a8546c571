using EphysTx.Numerics;

namespace EphysTx.Cohorts.Allen;

/// <summary>
/// Says why a value of the published tables is missing. In this order: the definition divides by zero; every value of the family is blank; the same
/// sweep is known to have too few spikes for the measure; otherwise the table does not say why.
/// </summary>
/// <param name="TooFewSpikes">Per feature what shows that its sweep had too few spikes.</param>
internal sealed record MissingRules(IReadOnlyDictionary<string, MissingRules.SpikeEvidence> TooFewSpikes)
{
    /// <summary>
    /// A measure needs some number of spikes. The sweep is 1 s long, so its rate in Hz counts its spikes. Where the table has no rate, a
    /// present latency shows that the sweep was analysed and has a spike, and the blank interval measure that it has no more than the measure cannot do with.
    /// </summary>
    /// <param name="Feature">Rate or latency of the same sweep in the same table.</param>
    /// <param name="SpikesNeeded">Spikes that the measure needs; null where the feature's presence is the evidence.</param>
    public sealed record SpikeEvidence(string Feature, int? SpikesNeeded);

    /// <summary>The mouse tables: S and D chose their hero sweeps independently, so each measure asks its own table.</summary>
    public static MissingRules Mouse { get; } = new(
        new Dictionary<string, SpikeEvidence>
        {
            ["adapt_hero"] = new("latency_hero", null),
            ["mean_isi_hero"] = new("latency_hero", null),
            ["median_isi_hero"] = new("avg_rate_hero", 2),
            ["isi_cv_hero"] = new("avg_rate_hero", 2),
            ["first_isi_inv_hero"] = new("avg_rate_hero", 2),
        });

    /// <summary>The human table.</summary>
    public static MissingRules Human { get; } = new(
        new Dictionary<string, SpikeEvidence>
        {
            ["adapt_hero"] = new("avg_rate_hero", 3),
            ["isi_norm_sq_var_hero"] = new("avg_rate_hero", 3),
            ["mean_isi_hero"] = new("avg_rate_hero", 2),
            ["median_isi_hero"] = new("avg_rate_hero", 2),
            ["isi_cv_hero"] = new("avg_rate_hero", 2),
            ["first_isi_inv_hero"] = new("avg_rate_hero", 2),
            ["ahp_delay_ratio_hero"] = new("avg_rate_hero", 2),
            ["mean_isi_rheo"] = new("avg_rate_rheo", 2),
            ["first_isi_inv_rheo"] = new("avg_rate_rheo", 2),
        });

    /// <summary>The reasons, row-major, cells × features. An infinite value, which a division by zero leaves, becomes missing.</summary>
    public MissingReason[] Classify(IReadOnlyList<FeatureDefinition> features, Matrix values)
    {
        int width = features.Count;
        var columns = features.Select((feature, column) => (feature.Name, column)).ToDictionary(pair => pair.Name, pair => pair.column);
        int[][] families = [.. features.Select((feature, column) => (feature.Family, column)).GroupBy(pair => pair.Family, pair => pair.column).Select(group => group.ToArray())];
        var reasons = new MissingReason[values.Values.Length];
        for (int i = 0; i < reasons.Length; i++)
        {
            if (double.IsInfinity(values.Values[i]))
            {
                values.Values[i] = double.NaN;
                reasons[i] = MissingReason.Undefined;
            }
        }

        for (int row = 0; row < values.Rows; row++)
        {
            foreach (int[] family in families)
            {
                bool isBlank = family.All(column => double.IsNaN(values[row, column]));
                foreach (int column in family.Where(column => double.IsNaN(values[row, column]) && reasons[(row * width) + column] == MissingReason.Present))
                {
                    reasons[(row * width) + column] = isBlank ? MissingReason.FamilyNotReported : ReasonOf(features[column].Name, values.Row(row), columns);
                }
            }
        }

        return reasons;
    }

    private MissingReason ReasonOf(string feature, ReadOnlySpan<double> row, Dictionary<string, int> columns)
    {
        bool isTooFew = TooFewSpikes.TryGetValue(feature, out SpikeEvidence? evidence) && columns.TryGetValue(evidence.Feature, out int column) && !double.IsNaN(row[column])
            && (evidence.SpikesNeeded is not { } needed || Math.Round(row[column]) < needed);
        return isTooFew ? MissingReason.TooFewSpikes : MissingReason.NotReported;
    }
}
