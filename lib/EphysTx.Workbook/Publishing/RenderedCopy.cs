using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EphysTx.Figures;
using EphysTx.Workbook.Notebooks;

namespace EphysTx.Workbook.Publishing;

/// <summary>
/// Makes the reading copy of an executed notebook: what GitHub and Jupyter show without a kernel and nothing twice. Figures stay as SVG, tables as HTML; outputs that show
/// single cells are replaced by the command that draws them; links lead on from the folder of the copies.
/// </summary>
internal static partial class RenderedCopy
{
    private const string Svg = "image/svg+xml";
    private const string Html = "text/html";
    private const string Text = "text/plain";
    private const string Markdown = "text/markdown";

    /// <summary>Makes the copy.</summary>
    /// <param name="executed">The executed notebook, nbformat 4; it is changed.</param>
    /// <param name="notebook">Its source.</param>
    /// <param name="run">The run.</param>
    public static JsonObject Make(JsonObject executed, Notebook notebook, FinishedRun run)
    {
        JsonArray cells = executed["cells"]!.AsArray();
        HashSet<string> lessons = [.. run.Notebooks.Select(one => one.Name)];
        foreach (JsonObject cell in cells.OfType<JsonObject>())
        {
            if ((string?)cell["cell_type"] == "markdown")
            {
                cell["source"] = Lines(RewriteLinks(Joined(cell["source"]), lessons));
            }

            foreach (JsonObject output in (cell["outputs"] as JsonArray ?? []).OfType<JsonObject>())
            {
                if (output["data"] is JsonObject data)
                {
                    output["data"] = Reduce(data, PublishedNames.Command(run, notebook.Name));
                }
            }
        }

        cells.Insert(0, new JsonObject
        {
            ["cell_type"] = "markdown",
            ["id"] = "reading-copy",
            ["metadata"] = new JsonObject(),
            ["source"] = Lines(
                $"*Reading copy of [{notebook.FileName}](../{notebook.FileName}), run on `{run.Cohort}` with the profile {run.Profile}. To run it: `{PublishedNames.Command(run, notebook.Name)}`. " +
                "All figures: [gallery](../../figures/README.md).*"),
        });
        return executed;
    }

    /// <summary>Markdown whose links led from <c>notebooks/</c>, for a file in <c>notebooks/rendered/</c>; lessons lead to their copies.</summary>
    public static string RewriteLinks(string markdown, IReadOnlySet<string> lessons) => LinkTarget().Replace(markdown, match =>
    {
        string target = match.Groups[1].Value;
        if (target.StartsWith('#') || target.StartsWith('/') || target.Contains(':', StringComparison.Ordinal))
        {
            return match.Value;
        }

        string file = target.Split('#')[0], rest = target[file.Length..];
        return file.EndsWith(".dib", StringComparison.Ordinal) && lessons.Contains(file[..^4]) ? $"]({file[..^4]}.ipynb{rest})" : $"](../{target})";
    });

    /// <summary>One shown value with what a reader needs of it.</summary>
    private static JsonObject Reduce(JsonObject data, string command)
    {
        if (data.Any(part => part.Key is Svg or Html && SingleCells.IsMarked(Joined(part.Value))))
        {
            return new JsonObject { [Html] = Lines($"<p><em>{PublishedNames.LeftOut}</em> <code>{command}</code></p>"), [Text] = Lines($"{PublishedNames.LeftOut} {command}") };
        }

        // A figure in words is its title here: the numbers stand beside it as CSV.
        return data.ContainsKey(Svg)
            ? new JsonObject { [Svg] = Joined(data[Svg]), [Text] = Lines(Joined(data[Text]).Split('\n')[0]) }
            : new JsonObject(data.Where(part => part.Key is Html or Text || (part.Key == Markdown && !data.ContainsKey(Html))).Select(part => KeyValuePair.Create(part.Key, part.Value?.DeepClone())));
    }

    private static string Joined(JsonNode? text) => text is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)text ?? "";

    private static JsonArray Lines(string text)
    {
        string[] lines = text.Split('\n');
        return new JsonArray([.. lines.Select((line, i) => (JsonNode)JsonValue.Create(i < lines.Length - 1 ? line + "\n" : line)).Where(line => ((string)line!).Length > 0)]);
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkTarget();
}
