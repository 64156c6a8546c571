using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EphysTx.Workbook.Reports;

/// <summary>Writes JSON with sorted keys, so that equal content is equal bytes.</summary>
internal static class SortedJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions AsJupyter = new(Options) { IndentSize = 1 };

    public static string Write(JsonObject content) => Sort(content)!.ToJsonString(Options) + "\n";

    /// <summary>The same with one space of indentation, as Jupyter saves notebooks.</summary>
    public static string WriteNotebook(JsonObject content) => Sort(content)!.ToJsonString(AsJupyter) + "\n";

    private static JsonNode? Sort(JsonNode? node) => node switch
    {
        JsonObject content => new JsonObject(content.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sort(entry.Value)))),
        JsonArray list => new JsonArray(list.Select(Sort).ToArray()),
        _ => node?.DeepClone(),
    };
}
