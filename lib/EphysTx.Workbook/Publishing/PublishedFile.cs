using System.Text;
using System.Text.Json.Nodes;
using EphysTx.Figures;
using EphysTx.Workbook.Notebooks;
using EphysTx.Workbook.Reports;

namespace EphysTx.Workbook.Publishing;

/// <summary>A file of the repository that a run gives.</summary>
/// <param name="Path">Path seen from the repository, with <c>/</c>.</param>
/// <param name="Content">Its text.</param>
internal sealed record PublishedFile(string Path, string Content)
{
    /// <summary>Length in bytes.</summary>
    public long Length => Encoding.UTF8.GetByteCount(Content);

    /// <summary>What a run gives: its results, and under the full profile figures, tables, the gallery and the reading copies too.</summary>
    public static IReadOnlyList<PublishedFile> Of(FinishedRun run)
    {
        var results = new PublishedFile(PublishedNames.Results(run.Cohort, run.Profile), SortedJson.Write(run.Results));
        return run.Profile != "full" ? [results] :
        [
            results,
            .. run.Items.Where(item => !item.ShowsCells).SelectMany(item => item.Files).Distinct().Select(file => new PublishedFile(file, File.ReadAllText(System.IO.Path.Combine(run.Folder, file)))),
            .. run.Notebooks.Select(notebook => new PublishedFile(PublishedNames.Rendered(notebook.Name), Rendered(run, notebook))),
            new PublishedFile(PublishedNames.Gallery, GalleryPage.Html(run)),
            new PublishedFile(PublishedNames.GalleryText, GalleryPage.Text(run)),
        ];
    }

    /// <summary>Why it may not stand in the repository, or null.</summary>
    /// <param name="limits">How large files may be.</param>
    /// <param name="folders">Folders of this machine that it must not name.</param>
    public string? Problem(PublishLimits limits, IEnumerable<string> folders) =>
        Length > limits.For(Path) ? FormattableString.Invariant($"{Path} has {Length:N0} bytes, {limits.For(Path):N0} are allowed; show less in it")
        : MachinePaths.Find(Content, folders) is { } path ? $"{Path} names {path}, a path of this machine"
        : Path.EndsWith(".md", StringComparison.Ordinal) || !SingleCells.IsMarked(Unescaped()) ? null
        : $"{Path} shows single cells of published tables";

    // In a notebook the mark stands inside a JSON text.
    private string Unescaped() => Content.Replace("\\\"", "\"", StringComparison.Ordinal);

    private static string Rendered(FinishedRun run, Notebook notebook)
    {
        JsonObject executed = ResultsFile.ReadObject(run.ExecutedCopy(notebook));
        return SortedJson.WriteNotebook(RenderedCopy.Make(executed, notebook, run));
    }
}
