using System.Text.Json.Nodes;

namespace EphysTx.Tests.Workbook;

[Collection("Workbook")]
public class SolutionsRunTests
{
    [Fact]
    public async Task Solutions_run_when_asked_for_and_leave_the_lessons_results_alone()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "\"lesson\"");
        AddSolution(sandbox, "01-a.solutions.dib", "\"solved \" + System.IO.Path.GetFileName(System.IO.Directory.GetCurrentDirectory())");
        AddSolution(sandbox, "02-b.solutions.dib", "throw new Exception(\"not asked for\");");

        Assert.Equal(0, (await sandbox.RunAsync("run")).Code);
        byte[] before = await File.ReadAllBytesAsync(Path.Combine(sandbox.Out, "results.json"));
        Assert.False(Directory.Exists(Path.Combine(sandbox.Out, "solutions")));

        (int code, string output, string error) = await sandbox.RunAsync("run", "--solutions", "--only", "01-a");
        Assert.Equal(("", 0), (error, code));
        Assert.Contains("[01 a.solutions] done", output);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(sandbox.Out, "results.json")));
        Assert.Equal(["01-a.solutions"], JsonNode.Parse(sandbox.Text("solutions", "results.json"))!["notebooks"]!.AsObject().Select(entry => entry.Key));
        Assert.Contains("solved solutions", sandbox.Text("solutions", "notebooks", "01-a.solutions.ipynb"));
        Assert.Contains("01-a.solutions.html", sandbox.Text("solutions", "index.html"));
    }

    [Fact]
    public async Task A_solution_whose_check_fails_stops_the_run_with_its_claim()
    {
        using var sandbox = new WorkbookSandbox();
        AddSolution(sandbox, "01-a.solutions.dib", $"#r \"{WorkbookSandbox.BuiltLibrary}\"\nusing EphysTx.Notebooks;\nCheck.Equal(1, 2, 0.5, \"One is two\")");

        (int code, _, string error) = await sandbox.RunAsync("run", "--solutions", "--cohort", "mine");
        Assert.Equal(1, code);
        Assert.Contains("01-a.solutions.dib, cell 1", error);
        Assert.Contains("One is two (1 and 2)", error);
    }

    [Fact]
    public async Task Without_solutions_the_folder_is_named()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "1");
        (int code, _, string error) = await sandbox.RunAsync("run", "--solutions");
        Assert.Equal(1, code);
        Assert.Contains(Path.Combine("notebooks", "solutions"), error);
    }

    private static void AddSolution(WorkbookSandbox sandbox, string name, string cell)
    {
        Directory.CreateDirectory(Path.Combine(sandbox.Root, "notebooks", "solutions"));
        sandbox.AddNotebook(Path.Combine("solutions", name), cell);
    }
}
