using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>Settings of <see cref="SubtypeDiscriminantTrainer"/>.</summary>
public sealed record SubtypeDiscriminantOptions
{
    /// <summary>Fewest training cells of a subtype that gets a centre of its own, 1 or more; the rest of its class shares one.</summary>
    public int MinCells { get; init; } = 3;

    /// <summary>How many cells the centre of the class counts as in the centre of each subtype, 0 or more.</summary>
    public double PseudoCount { get; init; } = 5;

    /// <summary>How features are normalised.</summary>
    public NormalizingOptions Normalizing { get; init; } = new();

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MinCells, 1);
        if (!(PseudoCount >= 0) || !double.IsFinite(PseudoCount))
        {
            throw new ArgumentException($"The pseudo-count must be 0 or more and finite, not {PseudoCount}.");
        }
    }
}
