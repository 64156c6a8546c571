using System.Text.RegularExpressions;
using EphysTx.Workbook.Notebooks;

namespace EphysTx.Tests.Notebooks;

/// <summary>What every lesson has, so that it loads in any host and reads like the others.</summary>
public class LessonFilesTests
{
    private const string LoadLine = "#r \"../lib/EphysTx/bin/notebook/EphysTx.dll\"";

    internal static string Folder { get; } = Path.Combine(SharedData.RepositoryRoot, "notebooks");

    public static TheoryData<string> Lessons => new(Directory
        .GetFiles(Folder, "*.dib")
        .Select(path => Path.GetFileName(path))
        .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task A_lesson_opens_with_its_card(string file)
    {
        Notebook lesson = await Read(file);

        string card = lesson.Cells[0].Source;
        Assert.StartsWith("# " + file[..2] + " · ", card, StringComparison.Ordinal);
        foreach (string entry in new[] { "The question", "You will learn", "Needs", "Reads", "Writes", "ext" })
        {
            Assert.Contains(entry, card, StringComparison.Ordinal);
        }

        // What is needed: data, time, memory.
        string needs = card.Split('\n').Single(line => line.StartsWith("| **Needs**", StringComparison.Ordinal));
        Assert.Matches("tables|cells|library|networks", needs);
        Assert.Matches("second|minute|hour", needs);
        Assert.Matches(@"\d+ MB of memory", needs);
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task The_first_code_cell_loads_the_library_and_no_other_cell_loads_anything(string file)
    {
        string[] code = await Code(file);

        Assert.StartsWith(LoadLine, code[0], StringComparison.Ordinal);
        Assert.Contains($"Lesson.OpenAsync(\"{Path.GetFileNameWithoutExtension(file)}\")", code[0], StringComparison.Ordinal);
        Assert.All(code.Skip(1), cell => Assert.DoesNotContain("#r", cell, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task A_cell_has_at_most_25_lines_and_no_extension_method(string file)
    {
        foreach (string cell in await Code(file))
        {
            Assert.InRange(cell.Split('\n').Length, 1, 25);
            Assert.DoesNotMatch(@"static .*\(this ", cell);
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task Links_lead_to_lessons_that_exist(string file)
    {
        Notebook lesson = await Read(file);
        string folder = Path.Combine(SharedData.RepositoryRoot, "notebooks");
        foreach (Match link in lesson.Cells.SelectMany(cell => Regex.Matches(cell.Source, @"\]\(([^)#]+\.dib)\)")))
        {
            Assert.True(File.Exists(Path.Combine(folder, link.Groups[1].Value)), $"{file} links to {link.Groups[1].Value}, which does not exist.");
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Sources_hold_no_outputs_and_unix_line_ends(string file)
    {
        string text = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "notebooks", file));

        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
        Assert.StartsWith("#!meta", text, StringComparison.Ordinal);
    }

    private static async Task<string[]> Code(string file) =>
        (await Read(file)).Cells.Where(cell => cell.Language == NotebookCell.CSharp).Select(cell => cell.Source).ToArray();

    private static Task<Notebook> Read(string file) =>
        NotebookFile.ReadAsync(Path.Combine(SharedData.RepositoryRoot, "notebooks", file), CancellationToken.None);
}
