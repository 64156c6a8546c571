using System.Text.RegularExpressions;

namespace EphysTx.Tests.Notebooks;

/// <summary>The glossary is in order, and whoever links to it arrives.</summary>
public partial class GlossaryTests
{
    private static readonly string Docs = Path.Combine(SharedData.RepositoryRoot, "docs");

    private static readonly (string Term, string Text)[] Entries = [.. File.ReadAllText(Path.Combine(Docs, "glossary.md"))
        .Split("\n### ").Skip(1).Select(entry => (entry.Split('\n')[0], entry[entry.IndexOf('\n', StringComparison.Ordinal)..].Trim()))];

    [Fact]
    public void Terms_are_sorted_and_stand_there_once()
    {
        string[] terms = [.. Entries.Select(entry => entry.Term)];
        Assert.InRange(terms.Length, 60, 200);
        Assert.Equal(terms.Order(StringComparer.OrdinalIgnoreCase), terms);
        Assert.Equal(terms.Length, terms.Select(Anchor).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Each_term_is_explained_in_a_few_sentences_and_says_where_it_is_used()
    {
        foreach ((string term, string text) in Entries)
        {
            string[] parts = text.Split("\n\n");
            Assert.Equal(2, parts.Length);
            Assert.True(parts[0].Length is > 40 and < 400, $"The explanation of {term} has {parts[0].Length} characters.");
            Assert.StartsWith("*Used in* [", parts[1], StringComparison.Ordinal);
            Assert.All(Link().Matches(text), link => Assert.True(File.Exists(Path.Combine(Docs, link.Groups[1].Value)), $"{term} links to {link.Groups[1].Value}, which does not exist."));
        }
    }

    [Fact]
    public void Every_link_of_a_lesson_leads_to_a_term_that_names_the_lesson_and_no_term_is_linked_twice_in_one()
    {
        Dictionary<string, string> texts = Entries.ToDictionary(entry => Anchor(entry.Term), entry => entry.Text, StringComparer.Ordinal);
        int links = 0;
        foreach (string path in Directory.GetFiles(LessonFilesTests.Folder, "*.dib"))
        {
            string file = Path.GetFileName(path);
            string[] anchors = [.. GlossaryLink().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)];
            links += anchors.Length;
            Assert.NotEmpty(anchors);
            Assert.Equal(anchors.Distinct(StringComparer.Ordinal), anchors);
            foreach (string anchor in anchors)
            {
                Assert.True(texts.TryGetValue(anchor, out string? text), $"{file} links to #{anchor}, which the glossary does not have.");
                Assert.True(text.Contains($"(../notebooks/{file})", StringComparison.Ordinal), $"{file} links to #{anchor}, which does not name that lesson.");
            }
        }

        Assert.True(links > 60);
    }

    [Fact]
    public void Links_of_the_teaching_page_lead_somewhere()
    {
        MatchCollection links = Link().Matches(File.ReadAllText(Path.Combine(Docs, "teaching.md")));
        Assert.True(links.Count > 9);
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Docs, link.Groups[1].Value)), $"teaching.md links to {link.Groups[1].Value}, which does not exist."));
    }

    // As the pages that show Markdown make an anchor of a heading.
    private static string Anchor(string term) => Space().Replace(Punctuation().Replace(term.ToLowerInvariant(), ""), "-");

    [GeneratedRegex(@"\]\(([^)#:]+)(?:#[^)]*)?\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\]\(\.\./docs/glossary\.md#([^)]*)\)")]
    private static partial Regex GlossaryLink();

    [GeneratedRegex(@"[^\w\s-]")]
    private static partial Regex Punctuation();

    [GeneratedRegex(@"\s")]
    private static partial Regex Space();
}
