using System.Globalization;
using System.Text.Json.Nodes;

namespace EphysTx.Workbook.Drift;

/// <summary>A number that is not what it was, or is not where it should be.</summary>
/// <param name="Name">Notebook and name.</param>
/// <param name="Committed">What the repository has.</param>
/// <param name="Now">What the run gave.</param>
/// <param name="Allowed">What would have been accepted.</param>
internal sealed record DriftRow(string Name, string Committed, string Now, string Allowed);

/// <summary>The results of a run beside those in the repository.</summary>
/// <param name="Compared">Entries that both have.</param>
/// <param name="Drifted">Entries that differ by more than is allowed, are missing or are new.</param>
/// <param name="Outside">Estimates of the quick profile outside the full run's interval: no drift, since they are what they were, but not to be quoted.</param>
internal sealed record DriftReport(int Compared, IReadOnlyList<DriftRow> Drifted, IReadOnlyList<DriftRow> Outside)
{
    /// <summary>Compares a run with the committed run of the same profile and, where it is the quick one, with the committed full run.</summary>
    /// <param name="now">Results of the run.</param>
    /// <param name="committed">Committed results of the same profile.</param>
    /// <param name="full">Committed results of the full profile; null where the run itself is full or none are committed.</param>
    /// <param name="tolerance">What is accepted.</param>
    public static DriftReport Of(JsonObject now, JsonObject committed, JsonObject? full, DriftTolerance tolerance)
    {
        SortedDictionary<string, JsonValue?> ran = ResultNumbers.Of(now), before = ResultNumbers.Of(committed);
        List<DriftRow> drifted =
        [
            .. before.Where(entry => !ran.ContainsKey(entry.Key)).Select(entry => new DriftRow(entry.Key, ResultNumbers.Text(entry.Value), "missing", "any value")),
            .. ran.Where(entry => !before.ContainsKey(entry.Key)).Select(entry => new DriftRow(entry.Key, "missing", ResultNumbers.Text(entry.Value), "nothing new")),
            .. before.Where(entry => ran.ContainsKey(entry.Key) && !tolerance.Accepts(entry.Value, ran[entry.Key]))
                .Select(entry => new DriftRow(entry.Key, ResultNumbers.Text(entry.Value), ResultNumbers.Text(ran[entry.Key]), tolerance.Words(entry.Value))),
        ];
        var outside = new List<DriftRow>();
        if (full is not null)
        {
            SortedDictionary<string, JsonValue?> whole = ResultNumbers.Of(full);
            drifted.AddRange(ran.Where(entry => !whole.ContainsKey(entry.Key)).Select(entry => new DriftRow(entry.Key, "not in the full run", ResultNumbers.Text(entry.Value), "a full run that has it")));
            outside.AddRange(ran.Select(entry => Outlier(entry.Key, entry.Value, whole)).OfType<DriftRow>());
        }

        return new DriftReport(before.Keys.Count(ran.ContainsKey), [.. drifted.OrderBy(row => row.Name, StringComparer.Ordinal)], outside);
    }

    private static DriftRow? Outlier(string name, JsonValue? value, SortedDictionary<string, JsonValue?> full)
    {
        double? low = ResultNumbers.Number(full.GetValueOrDefault(name + ".low")), high = ResultNumbers.Number(full.GetValueOrDefault(name + ".high"));
        return low is null || high is null || ResultNumbers.Number(value) is not { } number || (number >= low && number <= high) ? null : new DriftRow(
            name, ResultNumbers.Text(full.GetValueOrDefault(name)), ResultNumbers.Text(value), string.Create(CultureInfo.InvariantCulture, $"{low:0.0000} to {high:0.0000}"));
    }
}
