using System.Text.RegularExpressions;
using EphysTx.Tests.Architecture;

namespace EphysTx.Tests.Documentation;

/// <summary>docs/architecture.md and the code say the same.</summary>
public partial class ArchitecturePageTests
{
    private static readonly string[] PagePath = ["docs", "architecture.md"];

    [Fact]
    public void The_page_lists_the_rooms_in_their_order_with_what_each_uses()
    {
        ILookup<int, int> uses = Rooms.Uses()
            .Select(use => (User: Rooms.Of(use.User), Used: Rooms.Of(use.Used)))
            .Where(use => use.User >= 0 && use.Used >= 0 && use.User != use.Used)
            .Distinct()
            .ToLookup(use => use.User, use => use.Used);
        string[] expected = [.. Rooms.Names.Select((name, room) => $"{name}: {string.Join(", ", uses[room].Order().Select(used => Rooms.Names[used]).DefaultIfEmpty("–"))}")];
        if (Environment.GetEnvironmentVariable("EPHYSTX_WRITE_DOCS") == "1")
        {
            string path = Path.Combine([SharedData.RepositoryRoot, .. PagePath]);
            File.WriteAllText(path, RoomRow().Replace(File.ReadAllText(path), row => $"| `{row.Groups[1].Value}` | {row.Groups[2].Value} | {expected[Rooms.Names.ToList().IndexOf(row.Groups[1].Value)].Split(": ")[1]} |"));
        }

        string[] listed = [.. RoomRow().Matches(MarkdownPage.Read(PagePath).Text).Select(row => $"{row.Groups[1].Value}: {row.Groups[3].Value.Trim()}")];
        Assert.True(expected.SequenceEqual(listed), $"docs/architecture.md differs from the code; run this test once with EPHYSTX_WRITE_DOCS=1 and commit the page. Expected:\n{string.Join('\n', expected)}");
    }

    [Fact]
    public void Names_on_the_page_are_names_of_the_code()
    {
        MarkdownPage page = MarkdownPage.Read(PagePath);
        HashSet<string> types = [.. new[] { Rooms.Library, typeof(EphysTx.Hdf5.Hdf5File).Assembly, typeof(EphysTx.Workbook.WorkbookApp).Assembly, typeof(ArchitecturePageTests).Assembly }.SelectMany(assembly => assembly.GetTypes()).Select(type => type.Name)];
        string[] names = [.. MarkdownPage.Code(page.Text).Where(code => TypeName().IsMatch(code)).Select(code => code.Split('.')[0]).Distinct().Except(Rooms.Names)];

        Assert.True(names.Length > 10);
        string[] others = ["EphysTx", "Optimize", "Execution", "Kernel", "Runs", "Reports", "Commands"];
        Assert.Equal([], names.Except(types).Except(others));
    }

    [Fact]
    public void Links_between_pages_lead_somewhere()
    {
        string[] broken =
        [
            .. from page in MarkdownPage.All()
               from Match link in Link().Matches(page.Text)
               let target = link.Groups[1].Value.Split('#')[0]
               where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal)
               let path = Path.GetFullPath(Path.Combine(SharedData.RepositoryRoot, Path.GetDirectoryName(page.Name)!, target))
               where !Path.Exists(path)
               select $"{page.Name}: {link.Groups[1].Value}",
        ];

        Assert.Empty(broken);
    }

    [GeneratedRegex(@"^\| `([A-Z][A-Za-z0-9]+)` \| ([^|]*) \| ?([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex RoomRow();

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]+(\.[A-Z][A-Za-z0-9]+)?$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}
