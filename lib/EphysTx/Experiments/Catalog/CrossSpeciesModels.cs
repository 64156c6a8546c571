using EphysTx.Tabular;
using EphysTx.Transfer;

namespace EphysTx.Experiments;

/// <summary>Tabular models that learn from both species, with their controls.</summary>
public static class CrossSpeciesModels
{
    /// <summary>Name of the twin that knows no mouse, with which the others are compared.</summary>
    public const string Twin = "lda, no mouse";

    /// <summary>Name of the model that learns from the mouse as well.</summary>
    public const string CrossSpecies = "cross-species lda";

    /// <summary>Name of the model that chooses inside its training part how much it trusts the mouse.</summary>
    public const string Chosen = "cross-species lda, trust chosen";

    /// <summary>Name of the model that learns from the mouse and from the transcriptomic types of the human training cells.</summary>
    public const string WithTypes = "cross-species subtype lda";

    /// <summary>Model, twin and controls.</summary>
    public static IReadOnlyList<IExperimentArm> Transfer { get; } = Arms(Twin, CrossSpecies, new CrossSpeciesDiscriminantOptions());

    /// <summary>The same with a centre for each transcriptomic type.</summary>
    public static IReadOnlyList<IExperimentArm> TransferWithTypes { get; } =
        Arms("subtype lda, no mouse", WithTypes, new CrossSpeciesDiscriminantOptions { Subtypes = new SubtypeDiscriminantOptions() });

    private static IReadOnlyList<IExperimentArm> Arms(string twin, string name, CrossSpeciesDiscriminantOptions options)
    {
        var fixedTrust = new CrossSpeciesDiscriminantTrainer(options);
        var chosenTrust = new TransferSelection(TransferSelection.Trusts(options));
        return
        [
            new TabularTransferArm(twin, fixedTrust, TransferControl.TargetOnly),
            new TabularTransferArm(name, fixedTrust),
            new TabularTransferArm(name + ", mouse labels shuffled", fixedTrust, TransferControl.PermutedSource),
            new TabularTransferArm(name + ", trust chosen", chosenTrust),
            new TabularTransferArm(name + ", trust chosen, mouse labels shuffled", chosenTrust, TransferControl.PermutedSource),
        ];
    }
}
