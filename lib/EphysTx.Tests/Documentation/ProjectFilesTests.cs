using EphysTx.Workbook;

namespace EphysTx.Tests.Documentation;

/// <summary>The files that a project is known by.</summary>
public class ProjectFilesTests
{
    [Fact]
    public void Citation_and_changelog_have_the_version_of_the_assemblies()
    {
        Assert.Contains($"\nversion: {WorkbookApp.Version}\n", MarkdownPage.Read("CITATION.cff").Text, StringComparison.Ordinal);
        Assert.Matches($@"\n## \[[^\]]+\].*{System.Text.RegularExpressions.Regex.Escape(WorkbookApp.Version)}", MarkdownPage.Read("CHANGELOG.md").Text);
    }

    [Fact]
    public void The_README_has_question_figure_commands_results_citation_and_licences_in_this_order()
    {
        string text = MarkdownPage.Read("README.md").Text;
        int[] places = [.. new[] { "**Which transcriptomic subclass", "![", "\ndotnet run --project lib/EphysTx.Workbook\n", "\ndotnet test\n", "## The notebooks", "## Commands", "## Results", "## How to cite", "## Licences" }
            .Select(part => text.IndexOf(part, StringComparison.Ordinal))];

        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void The_README_leads_to_every_page_and_notebook()
    {
        string text = MarkdownPage.Read("README.md").Text;
        string[] names = [.. new[] { "docs", "notebooks" }.SelectMany(folder => Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, folder)).Where(file => Path.GetExtension(file) is ".md" or ".dib").Select(file => $"{folder}/{Path.GetFileName(file)}"))];

        string[] absent = [.. names.Where(name => !text.Contains($"]({name})", StringComparison.Ordinal))];
        Assert.True(absent.Length == 0, $"README.md has no link to {string.Join(", ", absent)}; add it under \"The notebooks\" or \"Where to go on\".");
    }
}
