using System.Text.RegularExpressions;
using EphysTx.Workbook.Notebooks;

namespace EphysTx.Tests.Notebooks;

/// <summary>Each lesson ends in exercises that neither fail nor look answered, and each exercise has a worked solution apart that checks itself.</summary>
public class ExerciseFilesTests
{
    private const string LoadLine = "#r \"../../lib/EphysTx/bin/notebook/EphysTx.dll\"";

    public static TheoryData<string> Lessons => LessonFilesTests.Lessons;

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task A_lesson_ends_in_two_to_four_exercises_that_say_that_they_are_not_answered(string file)
    {
        NotebookCell[] cells = await Cells(file);
        int start = Array.FindIndex(cells, cell => cell.Source.StartsWith("## Exercises", StringComparison.Ordinal));
        Assert.True(start > 0, $"{file} has no section '## Exercises'.");
        NotebookCell[] stubs = cells[(start + 1)..^1];
        string[] questions = Questions(cells[start].Source);

        Assert.InRange(questions.Length, 2, 4);
        Assert.Equal(questions.Length, stubs.Length);
        Assert.Equal(NotebookCell.Markdown, cells[^1].Language);
        foreach ((int index, NotebookCell stub) in stubs.Index())
        {
            string[] lines = stub.Source.Split('\n');
            Assert.Equal(NotebookCell.CSharp, stub.Language);
            Assert.StartsWith($"// Exercise {index + 1}. ", lines[0], StringComparison.Ordinal);
            Assert.All(lines[..^1], line => Assert.StartsWith("// ", line, StringComparison.Ordinal));
            Assert.Equal($"Exercise.NotAnswered({index + 1})", lines[^1]);
        }
    }

    [Theory]
    [MemberData(nameof(Lessons))]
    public async Task Every_exercise_has_a_solution_that_repeats_the_question_and_checks_itself(string file)
    {
        NotebookCell[] lesson = await Cells(file);
        string name = Path.GetFileNameWithoutExtension(file), solutions = $"solutions/{name}.solutions.dib";
        string exercises = lesson.Single(cell => cell.Source.StartsWith("## Exercises", StringComparison.Ordinal)).Source;
        Assert.Contains($"]({solutions})", exercises, StringComparison.Ordinal);

        NotebookCell[] solved = await Cells(solutions);
        Assert.Contains($"](../{file})", solved[0].Source, StringComparison.Ordinal);
        Assert.StartsWith($"# {Title(lesson)}: worked solutions", solved[0].Source, StringComparison.Ordinal);
        NotebookCell[] code = [.. solved.Where(cell => cell.IsCode)];
        Assert.StartsWith(LoadLine, code[0].Source, StringComparison.Ordinal);
        Assert.Contains($"Lesson.OpenAsync(\"{name}.solutions\")", code[0].Source, StringComparison.Ordinal);
        Assert.All(code, cell => Assert.InRange(cell.Source.Split('\n').Length, 1, 25));
        Assert.DoesNotContain(solved, cell => cell.Source.Contains("NotAnswered", StringComparison.Ordinal));

        string[] questions = Questions(exercises);
        int[] starts = [.. solved.Index().Where(cell => cell.Item.Source.StartsWith("## Exercise ", StringComparison.Ordinal)).Select(cell => cell.Index), solved.Length];
        Assert.Equal(questions.Length, starts.Length - 1);
        foreach ((int index, string question) in questions.Index())
        {
            string[] lines = solved[starts[index]].Source.Split('\n');
            Assert.Equal($"## Exercise {index + 1}", lines[0]);
            Assert.Equal($"*{question}*", lines[2]);
            string answer = string.Join('\n', solved[starts[index]..starts[index + 1]].Where(cell => cell.IsCode).Select(cell => cell.Source));
            Assert.Contains("Check.", answer, StringComparison.Ordinal);
            Assert.Contains("new Finding(", answer, StringComparison.Ordinal);
            Assert.Contains("lesson.Save(", answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void There_is_no_solution_without_a_lesson_and_their_links_lead_somewhere()
    {
        string folder = Path.Combine(LessonFilesTests.Folder, "solutions");
        string[] files = [.. Directory.GetFiles(folder, "*.dib").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
        string[] lessons = [.. Directory.GetFiles(LessonFilesTests.Folder, "*.dib").Select(path => Path.GetFileNameWithoutExtension(path) + ".solutions.dib").Order(StringComparer.Ordinal)];
        Assert.Equal(lessons, files);
        foreach (string file in files)
        {
            string text = File.ReadAllText(Path.Combine(folder, file));
            Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
            foreach (Match link in Regex.Matches(text, @"\]\(([^)#:]+)(?:#[^)]*)?\)"))
            {
                Assert.True(File.Exists(Path.Combine(folder, link.Groups[1].Value)), $"{file} links to {link.Groups[1].Value}, which does not exist.");
            }
        }
    }

    private static string Title(NotebookCell[] cells) => cells[0].Source.Split('\n')[0]["# ".Length..];

    // As a plain sentence: without emphasis and without links.
    private static string[] Questions(string exercises) => [.. Regex.Matches(exercises, @"^\d\. (.+)$", RegexOptions.Multiline)
        .Select(match => Regex.Replace(match.Groups[1].Value, @"\[([^\]]+)\]\([^)]*\)", "$1").Replace("*", "", StringComparison.Ordinal))];

    private static async Task<NotebookCell[]> Cells(string file) =>
        [.. (await NotebookFile.ReadAsync(Path.Combine(LessonFilesTests.Folder, file), CancellationToken.None)).Cells];
}
