namespace EphysTx.Sequence;

/// <summary>How synthetic cells are made.</summary>
public sealed record SmoteOptions
{
    /// <summary>
    /// Most neighbours of a cell that a synthetic cell may lie towards; 1 or more. Never more than the smallest class that is
    /// enlarged allows: its number of cells − 1.
    /// </summary>
    public int Neighbours { get; init; } = 5;

    internal void Check()
    {
        if (Neighbours < 1)
        {
            throw new EphysTxException($"SMOTE was asked for {Neighbours} neighbours; give 1 or more.");
        }
    }
}
