namespace EphysTx.Cohorts.Sources;

/// <summary>
/// Files are not here and cannot be fetched, and nobody named a place for them: no mirror is set and none of the files is here damaged. Only then may something else stand in for them.
/// </summary>
internal sealed class SourcesAbsentException(string message, string summary, Exception innerException) : EphysTxException(message, innerException)
{
    /// <summary>The same in half a sentence.</summary>
    public string Summary { get; } = summary;
}
