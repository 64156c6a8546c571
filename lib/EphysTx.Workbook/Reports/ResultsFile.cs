using System.Text.Json;
using System.Text.Json.Nodes;
using EphysTx.Storage;

namespace EphysTx.Workbook.Reports;

/// <summary>
/// <c>results.json</c>: what the notebooks wrote through the library, put together. It holds nothing that differs between
/// two runs of the same commit; timings are in <c>run.json</c>.
/// </summary>
internal sealed class ResultsFile
{
    private static readonly string[] Header = ["ephystx", "cohort", "profile"];

    private readonly string _path;
    private readonly JsonObject _content;
    private readonly JsonObject _notebooks;

    private ResultsFile(string path, JsonObject content, JsonObject notebooks)
    {
        _path = path;
        _content = content;
        _notebooks = notebooks;
    }

    /// <summary>
    /// Starts from the results of an earlier run when that was of the same version, cohort and profile: <c>--only</c> and
    /// <c>--from</c> renew their notebooks and keep the others.
    /// </summary>
    public static ResultsFile Open(string path, string cohort, string profile, IReadOnlySet<string> existingNotebooks)
    {
        var notebooks = new JsonObject();
        var content = new JsonObject { ["ephystx"] = WorkbookApp.Version, ["cohort"] = cohort, ["profile"] = profile, ["notebooks"] = notebooks };
        if (TryRead(path) is { } earlier
            && Header.All(key => JsonNode.DeepEquals(earlier[key], content[key]))
            && earlier["notebooks"] is JsonObject kept)
        {
            foreach ((string name, JsonNode? entry) in kept)
            {
                if (existingNotebooks.Contains(name) && entry is JsonObject)
                {
                    notebooks[name] = entry.DeepClone();
                }
            }
        }

        return new ResultsFile(path, content, notebooks);
    }

    /// <summary>Reads a notebook's own results file.</summary>
    /// <exception cref="EphysTxException">It is not a JSON object.</exception>
    public static JsonObject ReadObject(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject
                ?? throw new EphysTxException($"The results file {path} must hold a JSON object.");
        }
        catch (JsonException error)
        {
            throw new EphysTxException($"The results file {path} is not valid JSON ({error.Message}).", error);
        }
    }

    public void Set(string notebook, string status, JsonObject results) =>
        _notebooks[notebook] = new JsonObject { ["status"] = status, ["results"] = results };

    /// <summary>The status of a notebook, or null where it has never run with these settings.</summary>
    public string? Status(string notebook) => (_notebooks[notebook] as JsonObject)?["status"] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <summary>The figures that notebooks recorded (<c>"figures": [name or path, …]</c>), or null when none recorded any.</summary>
    public IReadOnlyList<(string Notebook, string Figure)>? Figures()
    {
        (string, string)[] recorded = _notebooks
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SelectMany(entry => (entry.Value?["results"]?["figures"] as JsonArray ?? [])
                .Select(figure => figure is JsonValue value && value.TryGetValue(out string? text) ? (entry.Key, text) : (entry.Key, "")))
            .Where(figure => figure.Item2.Length > 0)
            .ToArray();
        return recorded.Length == 0 ? null : recorded;
    }

    public void Write() => AtomicFile.WriteText(_path, SortedJson.Write(_content));

    private static JsonObject? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) as JsonObject : null;
        }
        catch (JsonException)
        {
            // Not ours or damaged: it is written anew.
            return null;
        }
    }
}
