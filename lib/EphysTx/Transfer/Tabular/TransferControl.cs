namespace EphysTx.Transfer;

/// <summary>What a transfer model is told about the source; the controls are how its gain is proven.</summary>
public enum TransferControl
{
    /// <summary>The source and its true labels.</summary>
    None,

    /// <summary>Nothing: the twin, in everything else the same model.</summary>
    TargetOnly,

    /// <summary>The source with its labels shuffled over its cells: a gain that stays is not from what the source knows about the classes.</summary>
    PermutedSource,
}
