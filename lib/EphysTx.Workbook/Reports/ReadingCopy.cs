using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Notebooks;

namespace EphysTx.Workbook.Reports;

/// <summary>An executed notebook as a page to read: prose, results, and the code folded away.</summary>
internal static class ReadingCopy
{
    public static string Render(ExecutedNotebook executed, string folder, IReadOnlySet<string> notebookNames)
    {
        Notebook notebook = executed.Notebook;
        var prose = new MarkdownPage(notebook.Folder, folder, notebookNames);
        string[] order = notebookNames.Order(StringComparer.Ordinal).ToArray();
        int index = Array.IndexOf(order, notebook.Name);
        string links = string.Concat(
            "<a href=\"../index.html\">All notebooks and figures</a>",
            index > 0 ? Link("← ", order[index - 1], "") : "",
            index >= 0 && index + 1 < order.Length ? Link("", order[index + 1], " →") : "",
            $"<a href=\"{Uri.EscapeDataString(notebook.Name)}.ipynb\">as .ipynb</a>");

        var body = new StringBuilder();
        body.Append("<nav>").Append(links).Append("</nav>\n<main>\n");
        foreach (ExecutedCell cell in executed.Cells)
        {
            AppendCell(body, cell, prose);
        }

        body.Append("</main>\n<nav class=\"end\">").Append(links).Append("</nav>");
        return Html.Page(notebook.Title, body.ToString());
    }

    private static string Link(string before, string name, string after) =>
        $"<a href=\"{Uri.EscapeDataString(name)}.html\">{before}{Html.Escape(name)}{after}</a>";

    private static void AppendCell(StringBuilder body, ExecutedCell executed, MarkdownPage prose)
    {
        NotebookCell cell = executed.Cell;
        if (cell.Language == NotebookCell.Markdown)
        {
            body.Append("<section class=\"prose\">\n").Append(prose.Render(cell.Source)).Append("\n</section>\n");
            return;
        }

        if (cell.Language == NotebookCell.Raw)
        {
            return;
        }

        body.Append("<section class=\"cell\">\n");
        if (cell.Language == NotebookCell.CSharp)
        {
            string number = executed.Number?.ToString(CultureInfo.InvariantCulture) ?? " ";
            bool failed = executed.Outputs.Any(output => output is ErrorOutput);
            body.Append(failed ? "<details open>" : "<details>")
                .Append("<summary><span class=\"number\">[").Append(number).Append("]</span> ").Append(Html.Escape(cell.Title))
                .Append("</summary><pre><code>").Append(CodeColours.Render(cell.Source)).Append("</code></pre></details>\n");
        }

        foreach (CellOutput output in executed.Outputs)
        {
            AppendOutput(body, output, prose);
        }

        body.Append("</section>\n");
    }

    private static void AppendOutput(StringBuilder body, CellOutput output, MarkdownPage prose)
    {
        switch (output)
        {
            case StreamOutput stream:
                body.Append("<div class=\"out text ").Append(stream.Name).Append("\"><pre>").Append(Html.Escape(stream.Text.ToString().TrimEnd('\n'))).Append("</pre></div>\n");
                break;
            case DisplayOutput shown when Best(shown.Bundle, prose) is { Length: > 0 } best:
                body.Append(best).Append('\n');
                break;
            case ErrorOutput { Failure: var failure }:
                body.Append("<div class=\"error\"><strong>").Append(Html.Escape(failure.Sentence)).Append("</strong>");
                string details = string.Join('\n', IpynbWriter.Traceback(failure).Skip(1));
                body.Append(details.Length > 0 ? $"<pre>{Html.Escape(details)}</pre>" : "").Append("</div>\n");
                break;
        }
    }

    /// <summary>The representation that says most on a page without scripts.</summary>
    private static string Best(MimeBundle bundle, MarkdownPage prose)
    {
        if (bundle["image/svg+xml"] is { } svg)
        {
            return $"<div class=\"out\">{Html.Picture(svg, Description(svg) ?? bundle["text/plain"] ?? "figure")}</div>";
        }

        foreach (string type in new[] { "image/png", "image/jpeg" })
        {
            if (bundle[type] is { } picture)
            {
                return $"<div class=\"out\"><img src=\"data:{type};base64,{picture.Trim()}\" alt=\"{Html.Escape(bundle["text/plain"] ?? "picture")}\"></div>";
            }
        }

        // The formatters' HTML of a number or a list of words is its plain text in a frame.
        if (bundle["text/html"] is { } html && !html.StartsWith("<div class=\"dni-plaintext\">", StringComparison.Ordinal))
        {
            return $"<div class=\"out html\">{html}</div>";
        }

        if (bundle["text/markdown"] is { } markdown)
        {
            return $"<div class=\"out\">{prose.Render(markdown)}</div>";
        }

        string? text = bundle["text/plain"] ?? bundle.Parts.Select(part => part.Value).FirstOrDefault();
        if (bundle["application/json"] is { } json)
        {
            text = Indented(json);
        }

        return string.IsNullOrEmpty(text) ? "" : $"<div class=\"out text\"><pre>{Html.Escape(text)}</pre></div>";
    }

    private static string? Description(string svg)
    {
        try
        {
            using XmlReader reader = XmlReader.Create(new StringReader(svg), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
            return XElement.Load(reader).Elements().FirstOrDefault(child => child.Name.LocalName == "title")?.Value.Trim();
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string Indented(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return JsonSerializer.Serialize(document, IndentedJson);
        }
        catch (JsonException)
        {
            return json;
        }
    }

    private static readonly JsonSerializerOptions IndentedJson = new() { WriteIndented = true, NewLine = "\n" };
}
