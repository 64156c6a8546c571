namespace EphysTx.Cohorts;

/// <summary>Writes a <see cref="Funnel"/> step by step, so that its counts add up by construction.</summary>
internal sealed class FunnelBuilder
{
    private readonly List<FunnelStep> _steps = [];
    private Dictionary<(string Reason, string Subclass), int> _drops = [];

    public FunnelBuilder(int files, int cells)
    {
        _steps.Add(new FunnelStep("files", files, []));
        _steps.Add(new FunnelStep("cells in the metadata", cells, []));
    }

    /// <summary>Notes one dropped cell for the step that is being made.</summary>
    public void Drop(string reason, string subclass) => _drops[(reason, subclass)] = _drops.GetValueOrDefault((reason, subclass)) + 1;

    /// <summary>Ends a step: what remains is the step before less the drops.</summary>
    public void EndStep(string name)
    {
        FunnelDrop[] drops = [.. _drops
            .OrderBy(pair => pair.Key.Reason, StringComparer.Ordinal)
            .ThenByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key.Subclass, StringComparer.Ordinal)
            .Select(pair => new FunnelDrop(pair.Key.Reason, pair.Key.Subclass, pair.Value))];
        _steps.Add(new FunnelStep(name, _steps[^1].Remaining - drops.Sum(drop => drop.Count), drops));
        _drops = [];
    }

    public Funnel Build() => new([.. _steps]);
}
