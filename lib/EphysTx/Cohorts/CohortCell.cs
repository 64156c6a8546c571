namespace EphysTx.Cohorts;

/// <summary>One cell of a cohort: who it is, not what was measured.</summary>
/// <param name="Id">Identifier, unique in the cohort (the Allen cell specimen id).</param>
/// <param name="Subclass">Harmonised transcriptomic subclass; one of the cohort's classes.</param>
/// <param name="DonorId">Animal or patient the cell is from. Cells of one donor are not independent.</param>
/// <param name="Annotations">Further published columns by name (t-type, structure, condition …); an absent or empty entry is not reported.</param>
public sealed record CohortCell(string Id, string Subclass, string DonorId, IReadOnlyDictionary<string, string> Annotations)
{
    /// <summary>The annotation that holds a cell's transcriptomic type, the finer label inside its subclass.</summary>
    public const string TranscriptomicType = "ttype";

    /// <summary>An annotation's text, or an empty text where it is not reported.</summary>
    public string Annotation(string name) => Annotations.TryGetValue(name, out string? value) ? value : "";
}
