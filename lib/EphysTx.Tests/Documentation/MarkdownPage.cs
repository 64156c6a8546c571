using System.Text.RegularExpressions;

namespace EphysTx.Tests.Documentation;

/// <summary>A page of the documentation: its tables and its fenced boxes, by the heading that they stand under.</summary>
internal sealed partial class MarkdownPage
{
    private MarkdownPage(string name, string text)
    {
        Name = name;
        Text = text;
        string heading = "", language = "";
        List<string>? box = null;
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
            {
                if (box is not null)
                {
                    Boxes.Add(new Box(heading, language, box));
                    box = null;
                }
                else
                {
                    language = line[3..].Trim();
                    box = [];
                }
            }
            else if (box is not null)
            {
                box.Add(line);
            }
            else if (line.StartsWith('#'))
            {
                heading = line.TrimStart('#').Trim();
            }
            else if (line.StartsWith('|') && !line.StartsWith("|--", StringComparison.Ordinal))
            {
                Rows.Add(new Row(heading, [.. line.Trim('|').Split('|').Select(cell => cell.Trim())]));
            }
        }
    }

    /// <summary>Path below the checkout.</summary>
    public string Name { get; }

    public string Text { get; }

    /// <summary>Rows of all tables, their heads among them.</summary>
    public List<Row> Rows { get; } = [];

    public List<Box> Boxes { get; } = [];

    public static MarkdownPage Read(params string[] path) =>
        new(string.Join('/', path), File.ReadAllText(Path.Combine([SharedData.RepositoryRoot, .. path])));

    /// <summary>Every page of the checkout.</summary>
    public static IEnumerable<MarkdownPage> All() => new[] { "", "docs", "data", "environment", "figures", "environment/cluster" }
        .Select(folder => Path.Combine(SharedData.RepositoryRoot, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.GetFiles(folder, "*.md"))
        .Select(file => Read(Path.GetRelativePath(SharedData.RepositoryRoot, file).Replace('\\', '/')));

    /// <summary>What a text has between backticks.</summary>
    public static string[] Code(string text) => [.. Backticks().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("(?<!`)`([^`\n]+)`(?!`)")]
    private static partial Regex Backticks();

    internal sealed record Row(string Heading, string[] Cells);

    internal sealed record Box(string Heading, string Language, IReadOnlyList<string> Lines);
}
