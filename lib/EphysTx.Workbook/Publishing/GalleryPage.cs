using System.Globalization;
using System.Text;
using EphysTx.Workbook.Notebooks;
using EphysTx.Workbook.Reports;

namespace EphysTx.Workbook.Publishing;

/// <summary>All figures of a run on one page without scripts, next to their files: with caption, notebook and the command that draws them. The words are the figures' own.</summary>
internal static class GalleryPage
{
    private const string Introduction = "Each figure is drawn by a notebook from data to picture; the plotted numbers stand beside it as CSV, the numbers of the text in";

    /// <summary>The page as HTML, for the folder <c>figures</c>.</summary>
    public static string Html(FinishedRun run)
    {
        var body = new StringBuilder("<main>\n<h1>Figures</h1>\n");
        body.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">Cells: {E(run.Cohort)}. Profile: {E(run.Profile)}. {Introduction} <a href=\"{Link(PublishedNames.Results(run.Cohort, run.Profile))}\">results.json</a>. All at once: <code>{E(PublishedNames.Program)} publish</code></p>\n<nav aria-label=\"Notebooks\">\n");
        foreach (Notebook notebook in WithItems(run))
        {
            body.Append(CultureInfo.InvariantCulture, $"<a href=\"#{notebook.Name}\">{E(notebook.Title)}</a>\n");
        }

        body.Append("</nav>\n");
        foreach (Notebook notebook in WithItems(run))
        {
            body.Append(CultureInfo.InvariantCulture, $"<section aria-labelledby=\"{notebook.Name}\">\n<h2 id=\"{notebook.Name}\">{E(notebook.Title)}</h2>\n");
            body.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\"><a href=\"../{PublishedNames.Rendered(notebook.Name)}\">executed notebook</a> · <a href=\"../notebooks/{notebook.FileName}\">source</a> · <code>{E(PublishedNames.Command(run, notebook.Name))}</code></p>\n");
            foreach (RunItem item in ItemsOf(run, notebook).Where(item => item is { IsFigure: true, ShowsCells: false }))
            {
                AppendFigure(body, run, item);
            }

            AppendList(body, "Tables", ItemsOf(run, notebook).Where(item => item is { IsFigure: false, ShowsCells: false }).Select(item => $"<a href=\"{Link(item.Path)}\">{E(item.Title)}</a>"));
            AppendList(body, "Not kept here, because they show single cells of the published tables; the command above draws them", ItemsOf(run, notebook).Where(item => item.ShowsCells).Select(item => $"{E(item.Title)} ({E(item.Name)})"));
            body.Append("</section>\n");
        }

        return Reports.Html.Page($"Figures — {run.Cohort}", body.Append("</main>").ToString());
    }

    /// <summary>The same as Markdown, which GitHub shows for the folder.</summary>
    public static string Text(FinishedRun run)
    {
        var text = new StringBuilder("# Figures\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Cells: `{run.Cohort}`. Profile: {run.Profile}. {Introduction} [results.json]({Link(PublishedNames.Results(run.Cohort, run.Profile))}). The same as a page: [index.html](index.html).\n\n");
        text.Append(CultureInfo.InvariantCulture, $"This page and everything that it shows is written by one command, which runs the notebooks first:\n\n```\n{PublishedNames.Program} publish\n```\n");
        foreach (Notebook notebook in WithItems(run))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {notebook.Title}\n\n[executed notebook](../{PublishedNames.Rendered(notebook.Name)}) · [source](../notebooks/{notebook.FileName}) · `{PublishedNames.Command(run, notebook.Name)}`\n");
            foreach (RunItem item in ItemsOf(run, notebook).Where(item => item is { IsFigure: true, ShowsCells: false }))
            {
                text.Append(CultureInfo.InvariantCulture, $"\n![{M(Alt(run, item)).Replace('[', '(').Replace(']', ')')}]({Link(item.Path)})\n\n**{M(Sentence(item.Title))}**{Space(M(item.Subtitle))}{Space(M(string.Join(" ", item.Notes.Select(Sentence))))} `{item.Name}`, [numbers]({Link(Path.ChangeExtension(item.Path, ".csv"))})\n");
            }

            AppendTextList(text, "Tables", ItemsOf(run, notebook).Where(item => item is { IsFigure: false, ShowsCells: false }).Select(item => $"[{M(item.Title)}]({Link(item.Path)})"));
            AppendTextList(text, "Not kept here, because they show single cells of the published tables; the command above draws them", ItemsOf(run, notebook).Where(item => item.ShowsCells).Select(item => $"{M(item.Title)} (`{item.Name}`)"));
        }

        return text.ToString();
    }

    private static void AppendFigure(StringBuilder body, FinishedRun run, RunItem item)
    {
        string notes = string.Join(" ", item.Notes.Select(Sentence));
        body.Append(CultureInfo.InvariantCulture, $"<figure id=\"{item.Name}\">\n<a href=\"{Link(item.Path)}\"><img loading=\"lazy\" src=\"{Link(item.Path)}\" alt=\"{E(Alt(run, item))}\"></a>\n");
        body.Append(CultureInfo.InvariantCulture, $"<figcaption><strong>{E(Sentence(item.Title))}</strong>{Space(E(item.Subtitle))}{Space(E(notes))} <a href=\"{Link(item.Path)}\">svg</a> · <a href=\"{Link(Path.ChangeExtension(item.Path, ".csv"))}\">csv</a></figcaption>\n</figure>\n");
    }

    private static void AppendList(StringBuilder body, string heading, IEnumerable<string> items)
    {
        string[] all = [.. items];
        body.Append(all.Length == 0 ? "" : $"<p class=\"soft\">{heading}: {string.Join("; ", all)}.</p>\n");
    }

    private static void AppendTextList(StringBuilder text, string heading, IEnumerable<string> items)
    {
        string[] all = [.. items];
        text.Append(all.Length == 0 ? "" : $"\n{heading}: {string.Join("; ", all)}.\n");
    }

    private static IEnumerable<Notebook> WithItems(FinishedRun run) => run.Notebooks.Where(notebook => ItemsOf(run, notebook).Any());

    private static IEnumerable<RunItem> ItemsOf(FinishedRun run, Notebook notebook) => run.Items.Where(item => item.Notebook == notebook.Name);

    // For those who do not see it: title, what is plotted, axes.
    private static string Alt(FinishedRun run, RunItem item) => FigureList.Read(Path.Combine(run.Folder, item.Path), item.Notebook).Caption;

    /// <summary>A path in the repository, seen from the folder <c>figures</c>.</summary>
    private static string Link(string path) => string.Join('/', path["figures/".Length..].Split('/').Select(Uri.EscapeDataString));

    private static string Sentence(string text) => text.Length == 0 || text[^1] is '.' or '?' or '!' ? text : text + ".";

    private static string Space(string text) => text.Length == 0 ? "" : " " + text;

    private static string E(string text) => Reports.Html.Escape(text);

    private static string M(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
