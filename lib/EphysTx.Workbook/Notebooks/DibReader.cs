using System.Text.Json;

namespace EphysTx.Workbook.Notebooks;

/// <summary>
/// Reads <c>.dib</c>: text in which a line <c>#!kernel</c> starts a cell; <c>#!meta</c> starts a JSON header that may
/// name further kernels. Other <c>#!</c> lines are magic commands and stay in their cell. Cells without text are dropped.
/// </summary>
internal static class DibReader
{
    public static IReadOnlyList<NotebookCell> Parse(string text, string fileName)
    {
        var cells = new List<NotebookCell>();
        var declared = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string language = NotebookCell.CSharp;
        var lines = new List<string>();
        bool meta = false;

        void EndCell()
        {
            if (meta)
            {
                ReadHeader(string.Join('\n', lines), fileName, declared, ref language);
            }
            else if (Trim(lines) is { Length: > 0 } source)
            {
                cells.Add(new NotebookCell(language, source));
            }

            lines.Clear();
        }

        foreach (string line in NotebookFile.Normalise(text).Split('\n'))
        {
            string? selector = KernelNames.Selector(line);
            bool isMeta = selector == "meta";
            string? kernel = selector is null ? null : KernelNames.Find(selector) ?? (declared.Contains(selector) ? selector : null);
            if (!isMeta && kernel is null)
            {
                lines.Add(line);
                continue;
            }

            EndCell();
            meta = isMeta;
            language = kernel ?? language;
        }

        EndCell();
        return cells;
    }

    /// <summary>The lines as one text, without blank lines at either end.</summary>
    internal static string Trim(List<string> lines)
    {
        int first = lines.FindIndex(line => !string.IsNullOrWhiteSpace(line));
        int last = lines.FindLastIndex(line => !string.IsNullOrWhiteSpace(line));
        return first < 0 ? "" : string.Join('\n', lines.GetRange(first, last - first + 1)).TrimEnd();
    }

    private static void ReadHeader(string json, string fileName, HashSet<string> declared, ref string language)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("kernelInfo", out JsonElement info))
            {
                return;
            }

            if (info.TryGetProperty("defaultKernelName", out JsonElement name) && name.GetString() is { } text)
            {
                language = KernelNames.Resolve(text);
            }

            if (info.TryGetProperty("items", out JsonElement items))
            {
                foreach (JsonElement item in items.EnumerateArray())
                {
                    AddNames(item, declared);
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new EphysTxException($"{fileName}: the header after #!meta is not the JSON that it should be ({error.Message}).", error);
        }
    }

    private static void AddNames(JsonElement item, HashSet<string> declared)
    {
        if (item.TryGetProperty("name", out JsonElement name) && name.GetString() is { } text)
        {
            declared.Add(text);
        }

        if (item.TryGetProperty("aliases", out JsonElement aliases))
        {
            declared.UnionWith(aliases.EnumerateArray().Select(alias => alias.GetString() ?? ""));
        }
    }
}
