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

    /// <summary>As <see cref="ToSharedFour"/>; a cohort with labels of another kind, none of them a subclass (dendrite types), keeps them.</summary>
    /// <exception cref="EphysTxException">Some labels are subclasses and some are not.</exception>
    public static Cohort ToShared(Cohort cohort, SncgPolicy policy = SncgPolicy.AsVip)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return cohort.Classes.Any(Subclass.MouseFive.Contains) ? ToSharedFour(cohort, policy) : cohort;
    }

    /// <summary>Both as in <see cref="ToShared"/>, the source without cells of a class that the target does not have: nothing could be said of them.</summary>
    /// <param name="target">The cells to tell apart; Sncg counts as Vip.</param>
    /// <param name="source">The cells to learn from.</param>
    /// <param name="policy">Where the Sncg cells of the source go.</param>
    /// <exception cref="EphysTxException">Some labels of a cohort are subclasses and some are not.</exception>
    public static (Cohort Target, Cohort Source) Pair(Cohort target, Cohort source, SncgPolicy policy = SncgPolicy.AsVip)
    {
        (target, source) = (ToShared(target), ToShared(source, policy));
        string[] classes = target.Classes;
        return (target, source.Classes.All(classes.Contains) ? source : source.Where(cell => classes.Contains(cell.Subclass), source.Name));
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
