using System.Text.Json.Nodes;

namespace EphysTx.Workbook.Publishing;

/// <summary>A figure or table that a notebook recorded, with the words that it carries itself.</summary>
/// <param name="Notebook">Name of the notebook.</param>
/// <param name="Path">Path seen from the output folder, with <c>/</c>; the same seen from the repository.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Subtitle">What is plotted; empty for none.</param>
/// <param name="Notes">Remarks, the source of the numbers last.</param>
/// <param name="ShowsCells">Whether single cells can be read off it, so that it is not passed on.</param>
internal sealed record RunItem(string Notebook, string Path, string Title, string Subtitle, IReadOnlyList<string> Notes, bool ShowsCells)
{
    /// <summary>File name without ending.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Whether it is a picture.</summary>
    public bool IsFigure => Path.EndsWith(".svg", StringComparison.Ordinal);

    /// <summary>Its files: the picture, if it is one, and the numbers.</summary>
    public IEnumerable<string> Files => IsFigure ? [Path, System.IO.Path.ChangeExtension(Path, ".csv")] : [Path];

    /// <summary>What a notebook's results say of its figures, then of its tables.</summary>
    /// <exception cref="EphysTxException">The results say of a figure neither caption nor whether it shows cells: they are of an older version.</exception>
    public static IEnumerable<RunItem> Of(string notebook, JsonNode? results)
    {
        foreach (string path in (results?["figures"] as JsonArray ?? []).Select(figure => (string)figure!))
        {
            yield return Of(notebook, path, results?["captions"]?[path]);
        }

        foreach ((string path, JsonNode? table) in results?["tables"] as JsonObject ?? [])
        {
            yield return Of(notebook, path, table);
        }
    }

    /// <summary>A text member, or an empty text.</summary>
    internal static string Text(JsonNode? parent, string name) => parent?[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    // Without the word of the figure nothing is passed on.
    private static RunItem Of(string notebook, string path, JsonNode? caption) => caption?["shows_cells"] is JsonValue cells && cells.TryGetValue(out bool showsCells)
        ? new RunItem(notebook, path, Text(caption, "title"), Text(caption, "subtitle"), [.. (caption["notes"] as JsonArray ?? []).Select(note => (string)note!)], showsCells)
        : throw new EphysTxException($"The results of {notebook} do not say whether {path} shows single cells; run the notebook again with this version.");
}
