using EphysTx.Recordings;

namespace EphysTx.Features.Extraction;

/// <summary>What came of an extraction: the funnel, and what failed for which reason.</summary>
/// <param name="Files">Recordings that were asked for.</param>
/// <param name="Readable">Those that could be opened.</param>
/// <param name="WithSweeps">Those of them that have sweeps.</param>
/// <param name="Succeeded">Those of them that did not fail as a whole.</param>
/// <param name="Resumed">How many were taken over from an earlier run.</param>
/// <param name="Families">Per family how many cells have it, in order.</param>
/// <param name="CellReasons">Failed recordings by reason, the most frequent first.</param>
/// <param name="FamilyReasons">Missing families of the other recordings by family and reason.</param>
public sealed record ExtractionSummary(
    int Files,
    int Readable,
    int WithSweeps,
    int Succeeded,
    int Resumed,
    IReadOnlyList<(string Family, int Present)> Families,
    IReadOnlyList<(FailureReason Reason, int Count)> CellReasons,
    IReadOnlyList<(string Family, FailureReason Reason, int Count)> FamilyReasons)
{
    /// <summary>How many recordings failed as a whole.</summary>
    public int Failed => Files - Succeeded;

    /// <summary>Counts what came of cells.</summary>
    public static ExtractionSummary Of(IReadOnlyCollection<ExtractedCell> cells, int resumed = 0)
    {
        ArgumentNullException.ThrowIfNull(cells);
        List<ExtractedCell> succeeded = [.. cells.Where(cell => cell.Error is null)];
        return new ExtractionSummary(
            cells.Count,
            cells.Count(cell => cell.IsReadable),
            cells.Count(cell => cell.IsReadable && cell.Sweeps > 0),
            succeeded.Count,
            resumed,
            [.. FeatureTableLayout.FamiliesOf(succeeded).Select(name => (name, succeeded.Count(cell => cell.Families.Any(family => family.Name == name && family.Values is not null))))],
            [.. cells.Where(cell => cell.Error is not null).GroupBy(cell => cell.Error!.Reason).Select(group => (group.Key, group.Count())).OrderByDescending(pair => pair.Item2).ThenBy(pair => pair.Key)],
            [.. succeeded.SelectMany(cell => cell.Families).Where(family => family.Values is null)
                .GroupBy(family => (family.Name, family.Failure?.Reason ?? FailureReason.NotReported))
                .Select(group => (group.Key.Name, group.Key.Item2, group.Count()))
                .OrderBy(row => row.Name, StringComparer.Ordinal).ThenByDescending(row => row.Item3).ThenBy(row => row.Item2)]);
    }
}
