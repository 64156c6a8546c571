namespace EphysTx.Cohorts;

/// <summary>Brings cohorts to the four subclasses that both species have.</summary>
public static class LabelAlignment
{
    /// <summary>The cohort with Sncg treated by a policy; dropped cells are a further step of its funnel.</summary>
    /// <param name="cohort">Any cohort; one without Sncg comes out with the same cells.</param>
    /// <param name="policy">Where Sncg goes; default Vip.</param>
    /// <returns>The aligned cohort under the same name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The policy keeps Sncg, which is none of the four.</exception>
    /// <exception cref="EphysTxException">A cell has a subclass that the cohort contract does not know.</exception>
    public static Cohort ToSharedFour(Cohort cohort, SncgPolicy policy = SncgPolicy.AsVip)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        if (cohort.Cells.FirstOrDefault(cell => !Subclass.MouseFive.Contains(cell.Subclass)) is { } foreign)
        {
            throw new EphysTxException($"Cell {foreign.Id} of {cohort.Name} has the subclass '{foreign.Subclass}', which is none of {string.Join(", ", Subclass.MouseFive)}.");
        }

        return policy switch
        {
            SncgPolicy.AsVip => Merge(cohort, Subclass.Vip),
            SncgPolicy.AsLamp5 => Merge(cohort, Subclass.Lamp5),
            SncgPolicy.Drop => Drop(cohort),
            _ => throw new ArgumentOutOfRangeException(nameof(policy), policy, "Sncg is none of the four shared subclasses."),
        };
    }

    private static Cohort Merge(Cohort cohort, string into) =>
        cohort.Relabel(cell => cell.Subclass == Subclass.Sncg ? into : cell.Subclass, cohort.Name);

    private static Cohort Drop(Cohort cohort)
    {
        Cohort kept = cohort.Where(cell => cell.Subclass != Subclass.Sncg, cohort.Name);
        int dropped = cohort.Cells.Count - kept.Cells.Count;
        FunnelDrop[] drops = dropped > 0 ? [new FunnelDrop("no counterpart among the human labels", Subclass.Sncg, dropped)] : [];
        return kept.WithFunnel(new Funnel([.. cohort.Funnel.Steps, new FunnelStep("cells of the four shared subclasses", kept.Cells.Count, drops)]));
    }
}
