using EphysTx.Cohorts;
using EphysTx.Experiments;

namespace EphysTx.Notebooks;

/// <summary>
/// The experiments of the network lessons: all models under the full profile, but for the ensemble of mouse networks, which would take as long as all others together; those that the
/// lessons speak of under the quick one.
/// </summary>
public static class NetworkExperiments
{
    // Linear discriminant and boosting take minutes a fit on the thousands of columns that twelve families have, a network some seconds.
    private const int WideTable = 500;
    private const string Vote = "lda+boosting";
    private const string Ensemble = "masked-ends x5";

    // A mouse network takes some five times as long as a human one, so that quick has fewer of them.
    private static readonly string[] QuickMouse = [BaselineArms.Forest, Vote, "bilstm-last", SequenceModels.Attention];

    private static readonly string[] QuickHuman =
        [.. QuickMouse, "bilstm-attention-smote", "bilstm-ends", "masked-ends"];

    private static readonly string[] QuickWide = [BaselineArms.Forest, "bilstm-last", SequenceModels.Attention, "bilstm-ends", "masked-ends"];

    /// <summary>Tables and networks on some cells.</summary>
    public static Experiment Compared(Cohort cohort, RunProfile profile)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(profile);
        Experiment all = Of(cohort.Species);
        string[] quick = (cohort.Species, cohort.Features.Count) switch
        {
            (Species.Mouse, > WideTable) => [.. QuickMouse.Where(arm => arm != Vote)],
            (Species.Mouse, _) => QuickMouse,
            (_, > WideTable) => QuickWide,
            _ => QuickHuman,
        };
        string[] full = [.. NamesOf(all).Where(arm => cohort.Species == Species.Human || arm != Ensemble)];
        return all.WithArms(profile.EveryNetwork ? full : quick);
    }

    /// <summary>Names of the models that a profile leaves out.</summary>
    public static IReadOnlyList<string> LeftOut(Cohort cohort, RunProfile profile)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        return [.. NamesOf(Of(cohort.Species)).Except(NamesOf(Compared(cohort, profile)))];
    }

    /// <summary>One network of a species alone, for what it makes of the families; its units are those of <see cref="Compared"/>.</summary>
    /// <param name="species">The species.</param>
    /// <param name="network">A network that is explained: <see cref="SequenceModels.Attention"/> or <c>masked-attention</c>.</param>
    public static Experiment Explained(Species species, string network = SequenceModels.Attention) => Of(species).WithArms([network]);

    private static IEnumerable<string> NamesOf(Experiment experiment) => experiment.Tasks.SelectMany(task => task.Arms).Select(arm => arm.Name).Distinct();

    private static Experiment Of(Species species) => ExperimentCatalog.Find(species == Species.Mouse ? "mouse-sequence" : "human-sequence");
}
