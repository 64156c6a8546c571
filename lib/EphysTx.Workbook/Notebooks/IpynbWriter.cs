using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EphysTx.Workbook.Execution;

namespace EphysTx.Workbook.Notebooks;

/// <summary>
/// Writes an executed notebook as nbformat 4.5, in the form that Jupyter itself saves (sorted keys, one space of
/// indentation, texts as lists of lines), so that a difference between two files is a difference of content.
/// </summary>
internal static class IpynbWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(Stream stream, ExecutedNotebook executed)
    {
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("cells");
            var ids = new HashSet<string>(StringComparer.Ordinal);
            for (int i = 0; i < executed.Cells.Count; i++)
            {
                WriteCell(json, executed.Cells[i], CellId(executed.Cells[i].Cell.Id, i, ids));
            }

            json.WriteEndArray();
            WriteMetadata(json);
            json.WriteNumber("nbformat", 4);
            json.WriteNumber("nbformat_minor", 5);
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    /// <summary>The cell's own id where it is a valid and new one, else one made from its place.</summary>
    private static string CellId(string? own, int index, HashSet<string> taken)
    {
        if (own is { Length: > 0 and <= 64 } && own.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') && taken.Add(own))
        {
            return own;
        }

        string id = $"cell-{index + 1:D3}";
        while (!taken.Add(id))
        {
            id += "-x";
        }

        return id;
    }

    private static void WriteCell(Utf8JsonWriter json, ExecutedCell executed, string id)
    {
        NotebookCell cell = executed.Cell;
        json.WriteStartObject();
        json.WriteString("cell_type", cell.IsCode ? "code" : cell.Language);
        if (cell.IsCode)
        {
            WriteNumber(json, executed.Number);
        }

        json.WriteString("id", id);
        json.WriteStartObject("metadata");
        if (cell.IsCode)
        {
            json.WriteStartObject("dotnet_interactive");
            json.WriteString("language", cell.Language);
            json.WriteEndObject();
            json.WriteStartObject("polyglot_notebook");
            json.WriteString("kernelName", cell.Language);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        if (cell.IsCode)
        {
            json.WriteStartArray("outputs");
            foreach (CellOutput output in executed.Outputs)
            {
                WriteOutput(json, output, executed.Number);
            }

            json.WriteEndArray();
        }

        WriteLines(json, "source", cell.Source);
        json.WriteEndObject();
    }

    private static void WriteOutput(Utf8JsonWriter json, CellOutput output, int? number)
    {
        json.WriteStartObject();
        switch (output)
        {
            case StreamOutput stream:
                json.WriteString("name", stream.Name);
                json.WriteString("output_type", "stream");
                WriteLines(json, "text", stream.Text.ToString());
                break;
            case DisplayOutput shown:
                WriteBundle(json, shown.Bundle);
                if (shown.IsResult)
                {
                    WriteNumber(json, number);
                }

                json.WriteStartObject("metadata");
                json.WriteEndObject();
                json.WriteString("output_type", shown.IsResult ? "execute_result" : "display_data");
                break;
            case ErrorOutput { Failure: var failure }:
                json.WriteString("ename", failure.Kind);
                json.WriteString("evalue", WellFormed(failure.Message));
                json.WriteString("output_type", "error");
                json.WriteStartArray("traceback");
                foreach (string line in Traceback(failure))
                {
                    json.WriteStringValue(WellFormed(line));
                }

                json.WriteEndArray();
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>What a notebook shows below a failed cell.</summary>
    internal static IEnumerable<string> Traceback(CellFailure failure) =>
        new[] { failure.Sentence, failure.Excerpt }.Where(part => part.Length > 0).Concat(failure.Trace);

    private static void WriteBundle(Utf8JsonWriter json, MimeBundle bundle)
    {
        json.WriteStartObject("data");
        foreach ((string mimeType, string text) in bundle.Parts)
        {
            if (MimeBundle.IsJson(mimeType) && TryParse(text) is { } document)
            {
                using (document)
                {
                    json.WritePropertyName(mimeType);
                    document.RootElement.WriteTo(json);
                }
            }
            else if (mimeType == "image/svg+xml")
            {
                json.WriteString(mimeType, WellFormed(text));
            }
            else
            {
                WriteLines(json, mimeType, text);
            }
        }

        json.WriteEndObject();
    }

    private static JsonDocument? TryParse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void WriteNumber(Utf8JsonWriter json, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber("execution_count", value);
        }
        else
        {
            json.WriteNull("execution_count");
        }
    }

    /// <summary>Half of a surrogate pair, as a cut text may have, cannot be written as UTF-8.</summary>
    private static string WellFormed(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static void WriteLines(Utf8JsonWriter json, string name, string value)
    {
        string text = WellFormed(value);
        json.WriteStartArray(name);
        for (int start = 0; start < text.Length;)
        {
            int end = text.IndexOf('\n', start) + 1;
            end = end == 0 ? text.Length : end;
            json.WriteStringValue(text.AsSpan(start, end - start));
            start = end;
        }

        json.WriteEndArray();
    }

    private static void WriteMetadata(Utf8JsonWriter json)
    {
        json.WriteStartObject("metadata");
        json.WriteStartObject("kernelspec");
        json.WriteString("display_name", ".NET (C#)");
        json.WriteString("language", "C#");
        json.WriteString("name", ".net-csharp");
        json.WriteEndObject();
        json.WriteStartObject("language_info");
        json.WriteString("file_extension", ".cs");
        json.WriteString("mimetype", "text/x-csharp");
        json.WriteString("name", "polyglot-notebook");
        json.WriteString("pygments_lexer", "csharp");
        json.WriteEndObject();
        json.WriteStartObject("polyglot_notebook");
        json.WriteStartObject("kernelInfo");
        json.WriteString("defaultKernelName", NotebookCell.CSharp);
        json.WriteStartArray("items");
        json.WriteStartObject();
        json.WriteStartArray("aliases");
        json.WriteEndArray();
        json.WriteString("languageName", NotebookCell.CSharp);
        json.WriteString("name", NotebookCell.CSharp);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
