namespace EphysTx.Simulation.Populations;

/// <summary>A subclass of a species, in the words of the published tables: <c>mouse</c> or <c>human</c>, and for example <c>Pvalb</c>.</summary>
/// <param name="Species">Species in lower case.</param>
/// <param name="Subclass">Transcriptomic subclass.</param>
public readonly record struct NeuronClass(string Species, string Subclass)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Species} {Subclass}";
}
