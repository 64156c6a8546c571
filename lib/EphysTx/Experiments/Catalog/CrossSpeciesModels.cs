using EphysTx.Transfer;

namespace EphysTx.Experiments;

/// <summary>Tabular models that learn from both species, with their controls.</summary>
public static class CrossSpeciesModels
{
    /// <summary>Name of the twin that knows no mouse, with which the others are compared.</summary>
    public const string Twin = "lda, no mouse";

    /// <summary>Name of the model that learns from the mouse as well.</summary>
    public const string CrossSpecies = "cross-species lda";

    /// <summary>Name of the control whose mouse labels are shuffled.</summary>
    public const string Shuffled = "cross-species lda, mouse labels shuffled";

    /// <summary>Name of the model that chooses inside its training part how much it trusts the mouse.</summary>
    public const string Chosen = "cross-species lda, trust chosen";

    /// <summary>Model, twin and controls.</summary>
    public static IReadOnlyList<IExperimentArm> Transfer { get; } =
    [
        new TabularTransferArm(Twin, new CrossSpeciesDiscriminantTrainer(), TransferControl.TargetOnly),
        new TabularTransferArm(CrossSpecies, new CrossSpeciesDiscriminantTrainer()),
        new TabularTransferArm(Shuffled, new CrossSpeciesDiscriminantTrainer(), TransferControl.PermutedSource),
        new TabularTransferArm(Chosen, new TransferSelection()),
        new TabularTransferArm(Chosen + ", mouse labels shuffled", new TransferSelection(), TransferControl.PermutedSource),
    ];
}
