using System.Text.Json.Nodes;
using EphysTx.Workbook;
using EphysTx.Workbook.Runs;

namespace EphysTx.Tests.Workbook;

[Collection("Workbook")]
public class RunCommandTests
{
    private const string WriteResults = """
        // Write a result and a figure
        var outFolder = Environment.GetEnvironmentVariable("EPHYSTX_OUT");
        var cohort = Environment.GetEnvironmentVariable("EPHYSTX_COHORT");
        System.IO.Directory.CreateDirectory($"{outFolder}/figures/{cohort}");
        System.IO.Directory.CreateDirectory($"{outFolder}/results");
        System.IO.File.WriteAllText($"{outFolder}/figures/{cohort}/classes.svg", "<svg xmlns='http://www.w3.org/2000/svg'><title>Cells per class</title><desc>Bars &amp; counts.</desc></svg>");
        System.IO.File.WriteAllText($"{outFolder}/figures/{cohort}/classes.csv", "a,b\n");
        System.IO.File.WriteAllText($"{outFolder}/results/01-a.json", "{\"z\":0.5,\"a\":{\"y\":1,\"b\":2},\"figures\":[\"classes\"]}");
        Console.WriteLine(cohort + " " + Environment.GetEnvironmentVariable("EPHYSTX_PROFILE"));
        """;

    [Fact]
    public async Task Results_figures_and_index_are_put_together()
    {
        using var sandbox = new WorkbookSandbox("mit Leerzeichen und Ünï-cødé 🧠");
        sandbox.AddFile("01-a.dib", "#!markdown\n\n# First lesson\n\nSee [the next](02-b.dib).\n\n#!csharp\n\n" + WriteResults);
        sandbox.AddNotebook("02-b.dib", "new[] { 1, 2 }");
        string stale = Path.Combine(sandbox.Out, "figures", "mine", "old.svg");
        Directory.CreateDirectory(Path.GetDirectoryName(stale)!);
        await File.WriteAllTextAsync(stale, "<svg xmlns='http://www.w3.org/2000/svg'/>");
        string? before = Environment.GetEnvironmentVariable(NotebookEnvironment.Profile);

        (int code, string output, string error) = await sandbox.RunAsync("run", "--cohort", "mine", "--profile", "full");
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Equal(before, Environment.GetEnvironmentVariable(NotebookEnvironment.Profile));
        Assert.Contains("2 notebooks and 1 figure in ", output);
        Assert.Equal("mine full\n", WorkbookSandbox.Joined(sandbox.Outputs("01-a", 2)[0]!["text"]));
        Assert.Equal(
            $$$"""{"cohort":"mine","ephystx":"{{{WorkbookApp.Version}}}","notebooks":{"01-a":{"results":{"a":{"b":2,"y":1},"figures":["classes"],"z":0.5},"status":"ok"},"02-b":{"results":{},"status":"ok"}},"profile":"full"}""",
            JsonNode.Parse(sandbox.Text("results.json"))!.ToJsonString());
        Assert.True((double)JsonNode.Parse(sandbox.Text("run.json"))!["notebooks"]!["02-b"]!["seconds"]! > 0);

        string index = sandbox.Text("index.html");
        Assert.Contains("<a href=\"notebooks/01-a.html\">First lesson</a>", index);
        Assert.Contains("<strong>Cells per class</strong> <a", index);
        Assert.Contains("alt=\"Cells per class. Bars &amp; counts.\"", index);
        Assert.Contains("<a href=\"figures/mine/classes.svg\">svg</a> · <a href=\"figures/mine/classes.csv\">csv</a>", index);
        Assert.DoesNotContain("old.svg", index);
        Assert.DoesNotContain("<script", index);
        Assert.Contains("<a href=\"02-b.html\">the next</a>", sandbox.Text("notebooks", "01-a.html"));
        Assert.Empty(sandbox.Leftovers());
    }

    [Fact]
    public async Task Two_runs_give_the_same_bytes()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddFile("01-a.dib", "#!markdown\n\n# First\n\n#!csharp\n\n" + WriteResults + "\n\n#!csharp\n\nnew Dictionary<string, object> { [\"a\"] = 1.5, [\"b\"] = new[] { 1, 2 } }\n");
        string[] files = [Path.Combine("notebooks", "01-a.ipynb"), Path.Combine("notebooks", "01-a.html"), "results.json"];
        Assert.Equal(0, (await sandbox.RunAsync()).Code);
        byte[][] first = files.Select(file => File.ReadAllBytes(Path.Combine(sandbox.Out, file))).ToArray();
        Directory.Delete(sandbox.Out, recursive: true);
        Assert.Equal(0, (await sandbox.RunAsync()).Code);
        Assert.Equal(first, files.Select(file => File.ReadAllBytes(Path.Combine(sandbox.Out, file))).ToArray());
    }

    [Fact]
    public async Task Only_renews_its_notebook_and_does_not_take_old_results_for_new()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", WriteResults);
        sandbox.AddNotebook("02-b.dib", "2");
        Assert.Equal(0, (await sandbox.RunAsync()).Code);
        sandbox.AddNotebook("02-b.dib", "throw new Exception(\"now\");");
        Assert.Equal(1, (await sandbox.RunAsync("--only", "2")).Code);
        JsonNode notebooks = JsonNode.Parse(sandbox.Text("results.json"))!["notebooks"]!;
        Assert.Equal("0.5", notebooks["01-a"]!["results"]!["z"]!.ToJsonString());
        Assert.Equal("failed", (string?)notebooks["02-b"]!["status"]);

        // The results file of the first run is still there, but this run did not write it.
        sandbox.AddNotebook("01-a.dib", "1");
        Assert.Equal(0, (await sandbox.RunAsync("--only", "01-a.dib")).Code);
        Assert.Equal("{}", JsonNode.Parse(sandbox.Text("results.json"))!["notebooks"]!["01-a"]!["results"]!.ToJsonString());

        // Another cohort has nothing to do with these results.
        Assert.Equal(0, (await sandbox.RunAsync("--only", "01", "--cohort", "other")).Code);
        Assert.Equal(["01-a"], JsonNode.Parse(sandbox.Text("results.json"))!["notebooks"]!.AsObject().Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("01,04", null, "01-a 04-d")]
    [InlineData("4", null, "04-d")]
    [InlineData("02-b.ipynb", null, "02-b")]
    [InlineData(null, "02", "02-b 04-d")]
    [InlineData(null, null, "01-a 02-b 04-d")]
    public void Notebooks_are_chosen_by_number_or_name(string? only, string? from, string expected)
    {
        IReadOnlyList<string> chosen = NotebookChoice.Choose(["/n/01-a.dib", "/n/02-b.ipynb", "/n/04-d.dib"], only?.Split(',') ?? [], from);
        Assert.Equal(expected, string.Join(' ', chosen.Select(Path.GetFileNameWithoutExtension)));
    }

    [Fact]
    public async Task An_unknown_notebook_is_answered_with_those_that_exist()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "1");
        sandbox.AddNotebook("04-d.dib", "1");
        (int code, _, string error) = await sandbox.RunAsync("--only", "01,07");
        Assert.Equal(1, code);
        Assert.Equal("ephystx: --only 07: there is no such notebook; there are 01-a, 04-d.", error.TrimEnd());
    }

    [Theory]
    [InlineData("--profile", "slow")]
    [InlineData("--cell-timeout", "0")]
    [InlineData("--max-output", "many")]
    [InlineData("--only", "01", "--from", "01")]
    [InlineData("--cohort", "../elsewhere")]
    [InlineData("fly")]
    public async Task A_senseless_command_line_is_a_usage_error_in_one_line(params string[] args)
    {
        using var sandbox = new WorkbookSandbox();
        (int code, _, string error) = await sandbox.RunAsync(args);
        Assert.Equal(2, code);
        Assert.StartsWith("ephystx: ", error);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task Help_shows_examples_and_version_is_a_number()
    {
        using var sandbox = new WorkbookSandbox();
        (int code, string output, _) = await sandbox.RunAsync("--help");
        Assert.Equal(0, code);
        Assert.Contains("--from 04 --profile full", output);
        (code, output, _) = await sandbox.RunAsync("--version");
        Assert.Equal(0, code);
        Assert.Matches(@"^\d+\.\d+\.\d+\s*$", output);
    }

    [Fact]
    public async Task An_output_folder_that_cannot_be_written_is_named_before_any_cell_runs()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "1");
        string file = Path.Combine(sandbox.Root, "file");
        await File.WriteAllTextAsync(file, "mine");
        foreach (string folder in new[] { file, Path.Combine(file, "below") })
        {
            (int code, string output, string error) = await sandbox.RunAsync("--out", folder);
            Assert.Equal(1, code);
            Assert.StartsWith($"ephystx: The output folder {folder} cannot be written (", error);
            Assert.EndsWith("choose another one with --out DIR.", error.TrimEnd());
            Assert.DoesNotContain("cell", output);
        }

        Assert.Equal("mine", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task A_read_only_output_folder_is_named()
    {
        // The super-user may write anywhere.
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            return;
        }

        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "1");
        string folder = Directory.CreateDirectory(Path.Combine(sandbox.Root, "read-only")).FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        (int code, _, string error) = await sandbox.RunAsync("--out", folder);
        Assert.Equal(1, code);
        Assert.Contains("cannot be written", error);
    }

    [Fact]
    public async Task A_results_file_that_is_no_object_is_named()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", WriteResults + "\nSystem.IO.File.WriteAllText($\"{outFolder}/results/01-a.json\", \"[1]\");");
        (int code, _, string error) = await sandbox.RunAsync();
        Assert.Equal(1, code);
        Assert.Contains(Path.Combine("results", "01-a.json") + " must hold a JSON object", error);
        Assert.True(File.Exists(Path.Combine(sandbox.Out, "notebooks", "01-a.ipynb")));
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        using var sandbox = new WorkbookSandbox();
        (int code, _, string error) = await sandbox.RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("There is no notebook (.dib or .ipynb)", error);

        sandbox.AddNotebook("01-a.dib", "1");
        File.Delete(Path.Combine(sandbox.Root, "lib", "EphysTx", "bin", "notebook", "EphysTx.dll"));
        (code, _, error) = await sandbox.RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("is not built", error);
        Assert.Contains("run `dotnet build`", error);
    }

    [Fact]
    public async Task The_data_are_made_ready_before_the_first_cell_and_decide_on_the_cohort()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "// As if it had loaded EphysTx.dll.\nEnvironment.GetEnvironmentVariable(\"EPHYSTX_COHORT\") + Environment.GetEnvironmentVariable(\"EPHYSTX_DATA\")");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new WorkbookHost
        {
            Out = output,
            Error = error,
            StartFolder = sandbox.Root,
            PrepareData = (_, progress, _) =>
            {
                progress.Report("no network: simulated cells");
                return Task.FromResult(new PreparedData("simulated", "/data"));
            },
        };
        Assert.Equal(0, await WorkbookApp.RunAsync(["run"], host, CancellationToken.None));
        Assert.StartsWith("no network: simulated cells", output.ToString());
        Assert.Equal("simulated/data", WorkbookSandbox.Joined(sandbox.Outputs("01-a", 1)[0]!["data"]!["text/plain"]));

        host = host with { PrepareData = (_, _, _) => throw new EphysTxException("No mirror, no network.") };
        Assert.Equal(1, await WorkbookApp.RunAsync(["run"], host, CancellationToken.None));
        Assert.Equal("ephystx: No mirror, no network.", error.ToString().TrimEnd());

        host = host with { PrepareData = (_, _, _) => throw new InvalidOperationException("unforeseen") };
        Assert.Equal(70, await WorkbookApp.RunAsync(["run"], host, CancellationToken.None));
        Assert.Contains("InvalidOperationException: unforeseen. This is a bug", error.ToString());
        Assert.DoesNotContain("   at ", error.ToString());
    }
}
