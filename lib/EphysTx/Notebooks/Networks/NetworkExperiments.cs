using EphysTx.Cohorts;
using EphysTx.Experiments;

namespace EphysTx.Notebooks;

/// <summary>The experiments of the network lessons: all models under the full profile, those that the lessons speak of under the quick one.</summary>
public static class NetworkExperiments
{
    // A mouse network takes some ten times as long as a human one, so that quick has fewer of them.
    private static readonly string[] QuickMouse = ["forest", "lda+boosting", "bilstm-last", SequenceModels.Attention];

    private static readonly string[] QuickHuman =
        [.. QuickMouse, "bilstm-attention-smote", "arcface-attention-smote", "bilstm-ends", "bilstm-mean", "masked-ends"];

    /// <summary>Tables and networks on the cells of a species.</summary>
    public static Experiment Compared(Species species, RunProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        Experiment all = Of(species);
        return profile.EveryNetwork ? all : all.WithArms(species == Species.Mouse ? QuickMouse : QuickHuman);
    }

    /// <summary>One network of a species alone, for what it makes of the families; its units are those of <see cref="Compared"/>.</summary>
    /// <param name="species">The species.</param>
    /// <param name="network">A network that is explained: <see cref="SequenceModels.Attention"/> or <c>masked-attention</c>.</param>
    public static Experiment Explained(Species species, string network = SequenceModels.Attention) => Of(species).WithArms([network]);

    private static Experiment Of(Species species) => ExperimentCatalog.Find(species == Species.Mouse ? "mouse-sequence" : "human-sequence");
}
