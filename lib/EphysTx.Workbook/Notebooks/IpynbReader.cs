using System.Text.Json;

namespace EphysTx.Workbook.Notebooks;

/// <summary>Reads <c>.ipynb</c> of nbformat 4 for the .NET kernel. Stored outputs are ignored: they are made anew.</summary>
internal static class IpynbReader
{
    public static IReadOnlyList<NotebookCell> Parse(string text, string fileName)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(NotebookFile.Normalise(text));
            JsonElement root = document.RootElement;
            if (!root.TryGetProperty("nbformat", out JsonElement format) || format.GetInt32() != 4)
            {
                throw new EphysTxException($"{fileName} is not a notebook of nbformat 4; save it again with a current Jupyter or VS Code.");
            }

            string language = DefaultLanguage(root, fileName);
            var cells = new List<NotebookCell>();
            foreach (JsonElement cell in root.GetProperty("cells").EnumerateArray())
            {
                NotebookCell read = ReadCell(cell, language);
                if (read.Source.Length > 0)
                {
                    cells.Add(read);
                }
            }

            return cells;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new EphysTxException($"{fileName} is not a valid notebook of nbformat 4 ({error.Message}).", error);
        }
    }

    private static NotebookCell ReadCell(JsonElement cell, string language)
    {
        string? id = cell.TryGetProperty("id", out JsonElement idElement) ? idElement.GetString() : null;
        JsonElement sourceElement = cell.GetProperty("source");
        string source = sourceElement.ValueKind == JsonValueKind.Array
            ? string.Concat(sourceElement.EnumerateArray().Select(line => line.GetString()))
            : sourceElement.GetString() ?? "";
        List<string> lines = [.. NotebookFile.Normalise(source).Split('\n')];

        switch (cell.GetProperty("cell_type").GetString())
        {
            case "markdown":
                return new NotebookCell(NotebookCell.Markdown, DibReader.Trim(lines), id);
            case "raw":
                return new NotebookCell(NotebookCell.Raw, DibReader.Trim(lines), id);
        }

        string kernel = CellLanguage(cell) ?? language;
        int first = lines.FindIndex(line => !string.IsNullOrWhiteSpace(line));
        if (first >= 0 && KernelNames.Selector(lines[first]) is { } selector && KernelNames.Find(selector) is { } selected)
        {
            // In Jupyter, which has one language per notebook, a cell switches kernels by its first line.
            kernel = selected;
            lines[first] = "";
        }

        return new NotebookCell(kernel, DibReader.Trim(lines), id);
    }

    private static string? CellLanguage(JsonElement cell)
    {
        if (!cell.TryGetProperty("metadata", out JsonElement metadata))
        {
            return null;
        }

        foreach ((string section, string name) in new[] { ("polyglot_notebook", "kernelName"), ("dotnet_interactive", "language") })
        {
            if (metadata.TryGetProperty(section, out JsonElement part) && part.TryGetProperty(name, out JsonElement value) && value.GetString() is { } text)
            {
                return KernelNames.Resolve(text);
            }
        }

        return null;
    }

    private static string DefaultLanguage(JsonElement root, string fileName)
    {
        if (!root.TryGetProperty("metadata", out JsonElement metadata))
        {
            return NotebookCell.CSharp;
        }

        if (metadata.TryGetProperty("kernelspec", out JsonElement spec) && spec.TryGetProperty("name", out JsonElement kernel)
            && kernel.GetString() is { } name && !name.StartsWith(".net", StringComparison.OrdinalIgnoreCase))
        {
            throw new EphysTxException($"{fileName} is a notebook for the kernel '{name}'; only .NET notebooks (.net-csharp) run here.");
        }

        return metadata.TryGetProperty("polyglot_notebook", out JsonElement polyglot)
            && polyglot.TryGetProperty("kernelInfo", out JsonElement info)
            && info.TryGetProperty("defaultKernelName", out JsonElement language)
            && language.GetString() is { } text
                ? KernelNames.Resolve(text)
                : NotebookCell.CSharp;
    }
}
