using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using EphysTx.Workbook.Reports;

namespace EphysTx.Workbook.Publishing;

/// <summary>
/// What stands in the repository, held against itself: results, figures, tables, gallery and reading copies must speak of the same things, none missing and none left over.
/// </summary>
/// <param name="root">Root folder of the repository.</param>
/// <param name="cohort">The cells.</param>
internal sealed partial class PublishedState(string root, string cohort)
{
    private readonly PublishLimits _limits = new();

    /// <summary>Whether a full run has been published.</summary>
    public bool IsPublished => File.Exists(PathOf(PublishedNames.Results(cohort, "full")));

    /// <summary>Everything that does not fit, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        string[] present = [.. Files($"figures/{cohort}"), .. Files(PublishedNames.RenderedFolder), .. new[] { PublishedNames.Gallery, PublishedNames.GalleryText }.Where(file => File.Exists(PathOf(file)))];
        string quick = PublishedNames.Results(cohort, "quick");
        if (!IsPublished)
        {
            return [.. present.Where(file => file.EndsWith(".ipynb", StringComparison.Ordinal) || file == PublishedNames.Gallery).Select(file => $"{file} is here without the results that it came from")];
        }

        JsonObject results = ResultsFile.ReadObject(PathOf(PublishedNames.Results(cohort, "full")));
        RunItem[] items = [.. (results["notebooks"] as JsonObject ?? []).SelectMany(entry => RunItem.Of(entry.Key, entry.Value?["results"]))];
        string[] notebooks = [.. (results["notebooks"] as JsonObject ?? []).Select(entry => entry.Key)];
        string[] expected =
        [
            PublishedNames.Results(cohort, "full"), PublishedNames.Gallery, PublishedNames.GalleryText,
            .. items.Where(item => !item.ShowsCells).SelectMany(item => item.Files), .. notebooks.Select(PublishedNames.Rendered),
        ];
        return
        [
            .. expected.Except(present).Select(file => $"{file} is missing"),
            .. present.Except(expected).Where(file => file != quick).Select(file => $"{file} is left over: no notebook of the published run made it"),
            .. present.Select(file => new PublishedFile(file, File.ReadAllText(PathOf(file))).Problem(_limits, [root])).OfType<string>(),
            .. expected.All(present.Contains) ? [.. Shown(items), .. Rendered(items), .. DeadLinks()] : Array.Empty<string>(),
        ];
    }

    /// <summary>The pages show each kept figure, link each kept table, and none of those that are not kept.</summary>
    private IEnumerable<string> Shown(RunItem[] items)
    {
        string html = File.ReadAllText(PathOf(PublishedNames.Gallery)), text = File.ReadAllText(PathOf(PublishedNames.GalleryText));
        foreach (RunItem item in items)
        {
            string link = item.Path["figures/".Length..];
            (string inHtml, string inText) = item.IsFigure ? ($"src=\"{link}\"", $"]({link})\n") : ($"href=\"{link}\"", $"]({link})");
            if (html.Contains(inHtml, StringComparison.Ordinal) == item.ShowsCells || text.Contains(inText, StringComparison.Ordinal) == item.ShowsCells)
            {
                yield return item.ShowsCells ? $"the gallery shows {item.Path}, which holds single cells" : $"the gallery does not show {item.Path}";
            }
        }

        int shown = Picture().Count(html), kept = items.Count(item => item is { IsFigure: true, ShowsCells: false });
        if (shown != kept)
        {
            yield return $"the gallery shows {shown} figures, {kept} are kept";
        }
    }

    /// <summary>The picture in the reading copy is the picture in the folder.</summary>
    private IEnumerable<string> Rendered(RunItem[] items)
    {
        foreach (IGrouping<string, RunItem> notebook in items.Where(item => item is { IsFigure: true, ShowsCells: false }).GroupBy(item => item.Notebook))
        {
            string copy = PublishedNames.Rendered(notebook.Key);
            HashSet<string> pictures = [.. (ResultsFile.ReadObject(PathOf(copy))["cells"] as JsonArray ?? [])
                .SelectMany(cell => cell?["outputs"] as JsonArray ?? []).Select(output => (string?)output?["data"]?["image/svg+xml"]).OfType<string>()];
            foreach (RunItem item in notebook.Where(item => !pictures.Contains(File.ReadAllText(PathOf(item.Path)))))
            {
                yield return $"{copy} does not show {item.Path} as it is here";
            }
        }
    }

    private IEnumerable<string> DeadLinks() => Target().Matches(File.ReadAllText(PathOf(PublishedNames.Gallery))).Select(match => Uri.UnescapeDataString(match.Groups[1].Value))
        .Where(link => !link.StartsWith('#') && !File.Exists(Path.GetFullPath(link, PathOf("figures"))))
        .Select(link => $"{PublishedNames.Gallery} links to {link}, which is not there");

    private IEnumerable<string> Files(string folder) => Directory.Exists(PathOf(folder))
        ? Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/')).Order(StringComparer.Ordinal)
        : [];

    private string PathOf(string relative) => Path.Combine(root, relative);

    [GeneratedRegex("<img ")]
    private static partial Regex Picture();

    [GeneratedRegex("(?:href|src)=\"([^\"]+)\"")]
    private static partial Regex Target();
}
