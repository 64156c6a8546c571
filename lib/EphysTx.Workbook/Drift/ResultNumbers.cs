using System.Globalization;
using System.Text.Json.Nodes;

namespace EphysTx.Workbook.Drift;

/// <summary>The numbers and texts of a results file by name: notebook, then the name that the notebook gave.</summary>
internal static class ResultNumbers
{
    // What a figure is called and says belongs to the figure; the check is about numbers.
    private static readonly string[] Apart = ["figures", "captions", "tables", "cohort", "profile"];

    /// <summary>All entries, for instance <c>04-random-forest-baseline forest.mouse.donor.macro_f1</c>.</summary>
    public static SortedDictionary<string, JsonValue?> Of(JsonObject results)
    {
        var found = new SortedDictionary<string, JsonValue?>(StringComparer.Ordinal);
        foreach ((string notebook, JsonNode? entry) in results["notebooks"] as JsonObject ?? [])
        {
            found[notebook + " status"] = entry?["status"] as JsonValue;
            foreach ((string name, JsonNode? value) in (entry?["results"] as JsonObject ?? []).Where(member => !Apart.Contains(member.Key)))
            {
                Add(found, notebook, name == "values" ? "" : name, value);
            }
        }

        return found;
    }

    /// <summary>The number of an entry, or null where it is a text or missing.</summary>
    public static double? Number(JsonValue? value) => value is not null && value.TryGetValue(out double number) ? number : null;

    /// <summary>An entry as a table shows it.</summary>
    public static string Text(JsonValue? value) => value is null ? "missing" : Number(value)?.ToString("G10", CultureInfo.InvariantCulture) ?? value.ToString();

    private static void Add(SortedDictionary<string, JsonValue?> found, string notebook, string name, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string key, JsonNode? value) in members)
                {
                    Add(found, notebook, name.Length == 0 ? key : $"{name}.{key}", value);
                }

                break;
            case JsonArray list:
                foreach ((int i, JsonNode? value) in list.Index())
                {
                    Add(found, notebook, string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]"), value);
                }

                break;
            default:
                found[$"{notebook} {name}"] = node as JsonValue;
                break;
        }
    }
}
