using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace EphysTx.Workbook.Reports;

/// <summary>
/// Markdown of our own notebooks as HTML. Mathematics stays text: there is nothing on the page that could draw it.
/// Links between notebooks lead to their reading copies, links to other files of the checkout to those files.
/// </summary>
internal sealed class MarkdownPage(string notebookFolder, string outputFolder, IReadOnlySet<string> notebookNames)
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoIdentifiers(Markdig.Extensions.AutoIdentifiers.AutoIdentifierOptions.GitHub)
        .UseFootnotes()
        .UseTaskLists()
        .UseDefinitionLists()
        .UseAutoLinks()
        .UseEmphasisExtras()
        .Build();

    public string Render(string markdown)
    {
        MarkdownDocument document = Markdown.Parse(markdown, Pipeline);
        foreach (LinkInline link in document.Descendants<LinkInline>())
        {
            link.Url = Rewrite(link.Url);
        }

        return document.ToHtml(Pipeline).TrimEnd();
    }

    private string? Rewrite(string? url)
    {
        if (string.IsNullOrEmpty(url) || url[0] is '#' or '/' || url.Contains(':', StringComparison.Ordinal))
        {
            return url;
        }

        int hash = url.IndexOf('#', StringComparison.Ordinal);
        (string file, string fragment) = hash < 0 ? (url, "") : (url[..hash], url[hash..]);
        file = Uri.UnescapeDataString(file);
        if (Path.GetExtension(file) is ".dib" or ".ipynb" && Path.GetDirectoryName(file) is "" or "." && notebookNames.Contains(Path.GetFileNameWithoutExtension(file)))
        {
            return Uri.EscapeDataString(Path.GetFileNameWithoutExtension(file)) + ".html" + fragment;
        }

        string path = Path.GetFullPath(file, notebookFolder);
        return Path.Exists(path) ? Html.Link(outputFolder, path) + fragment : url;
    }
}
