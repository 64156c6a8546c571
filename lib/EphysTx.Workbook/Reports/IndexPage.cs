using System.Text;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Notebooks;
using EphysTx.Workbook.Runs;

namespace EphysTx.Workbook.Reports;

/// <summary>What the index page shows.</summary>
internal sealed record IndexContent
{
    public required string Cohort { get; init; }

    public required string Profile { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required IReadOnlyList<ExecutedNotebook> Executed { get; init; }

    /// <summary>Notebooks that an earlier run finished and this one kept; they are among the others, too.</summary>
    public required IReadOnlyList<Notebook> Kept { get; init; }

    /// <summary>Notebooks that this run did not reach or was not asked for.</summary>
    public required IReadOnlyList<string> OtherNotebooks { get; init; }

    public required ResultsFile Results { get; init; }

    public required IReadOnlyList<Figure> Figures { get; init; }

    public required string OutFolder { get; init; }
}

/// <summary>The page to look at after a run.</summary>
internal static class IndexPage
{
    /// <summary>Larger figures are linked, not carried inside the page.</summary>
    private const long LargestInside = 2_000_000;

    public static string Render(IndexContent content)
    {
        var body = new StringBuilder();
        body.Append("<main>\n<h1>EphysTx workbook</h1>\n");
        body.Append("<p class=\"soft\">From patch-clamp recordings of cortical interneurons to transcriptomic subclass.</p>\n");
        body.Append("<dl class=\"facts\">");
        AppendFact(body, "Cohort", content.Cohort);
        AppendFact(body, "Profile", content.Profile);
        AppendFact(body, "Version", WorkbookApp.Version);
        AppendFact(body, "Time", RunProgress.Seconds(content.Elapsed));
        AppendFact(body, "Figures", content.Figures.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        body.Append("</dl>\n<h2>Notebooks</h2>\n<ul class=\"lessons\">\n");
        foreach (string name in content.Executed.Select(executed => executed.Notebook.Name).Concat(content.OtherNotebooks).Order(StringComparer.Ordinal))
        {
            AppendNotebook(body, content, name);
        }

        body.Append("</ul>\n<p class=\"soft\">The numbers of all notebooks: <a href=\"results.json\">results.json</a>; timings: <a href=\"run.json\">run.json</a>.</p>\n");
        if (content.Figures.Count > 0)
        {
            body.Append("<h2>Figures</h2>\n");
        }

        foreach (Figure figure in content.Figures)
        {
            AppendFigure(body, content, figure);
        }

        body.Append("</main>");
        return Html.Page($"EphysTx workbook — {content.Cohort}", body.ToString());
    }

    private static void AppendFact(StringBuilder body, string name, string value) =>
        body.Append("<div><dt>").Append(name).Append("</dt><dd>").Append(Html.Escape(value)).Append("</dd></div>");

    private static void AppendNotebook(StringBuilder body, IndexContent content, string name)
    {
        ExecutedNotebook? executed = content.Executed.FirstOrDefault(candidate => candidate.Notebook.Name == name);
        string page = Path.Combine(content.OutFolder, "notebooks", name + ".html");
        bool hasCopy = executed is not null || (content.Results.Status(name) is not null && File.Exists(page));
        string link = Uri.EscapeDataString(name);
        Notebook? known = executed?.Notebook ?? content.Kept.FirstOrDefault(candidate => candidate.Name == name);
        string title = Html.Escape(known?.Title ?? name);
        body.Append("<li><span class=\"name\">");
        body.Append(hasCopy ? $"<a href=\"notebooks/{link}.html\">{title}</a>" : $"<span>{title}</span>");
        body.Append(known is not null && known.Title != name ? $"<br><small>{Html.Escape(name)}</small>" : "").Append("</span>");
        body.Append("<small>").Append(executed switch
        {
            { Failure: { } failure } => $"<span class=\"failed\">stopped: {Html.Escape(failure.Location)}</span>",
            not null => $"<span class=\"ok\">ran</span> in {RunProgress.Seconds(executed.Elapsed)}",
            null when known is not null => "<span class=\"ok\">ran</span> in an earlier part of this run",
            null when hasCopy => $"from an earlier run ({Html.Escape(content.Results.Status(name)!)})",
            _ => "not run",
        }).Append("</small>");
        body.Append(hasCopy ? $"<small><a href=\"notebooks/{link}.ipynb\">.ipynb</a></small>" : "").Append("</li>\n");
    }

    private static void AppendFigure(StringBuilder body, IndexContent content, Figure figure)
    {
        string address = Html.Link(content.OutFolder, figure.Path);
        body.Append("<figure id=\"").Append(Html.Escape(Path.GetFileNameWithoutExtension(figure.Path))).Append("\">");
        body.Append(new FileInfo(figure.Path).Length <= LargestInside
            ? Html.Picture(File.ReadAllText(figure.Path), figure.Caption)
            : $"<img src=\"{address}\" alt=\"{Html.Escape(figure.Caption)}\">");
        body.Append("<figcaption><strong>").Append(Html.Escape(figure.Title)).Append("</strong>");
        body.Append(" <a href=\"").Append(address).Append("\">svg</a>");
        body.Append(figure.CsvPath is { } csv ? $" · <a href=\"{Html.Link(content.OutFolder, csv)}\">csv</a>" : "");
        body.Append(figure.Notebook is { } notebook ? $" · from <a href=\"notebooks/{Uri.EscapeDataString(notebook)}.html\">{Html.Escape(notebook)}</a>" : "");
        body.Append("</figcaption></figure>\n");
    }
}
