using System.Text.Json.Nodes;

namespace EphysTx.Tests.Workbook;

[Collection("Workbook")]
public class ResumeTests
{
    private const string Count = "System.IO.File.AppendAllText(System.IO.Path.Combine(\"..\", \"count\"), \"a\");\n";

    private const string Figure = """
        var outFolder = Environment.GetEnvironmentVariable("EPHYSTX_OUT");
        System.IO.Directory.CreateDirectory($"{outFolder}/figures/allen-scalars");
        System.IO.Directory.CreateDirectory($"{outFolder}/results");
        System.IO.File.WriteAllText($"{outFolder}/figures/allen-scalars/01-x.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
        System.IO.File.WriteAllText($"{outFolder}/results/01-a.json", "{\"values\":{\"a\":0.5},\"figures\":[\"figures/allen-scalars/01-x.svg\"]}");
        """;

    [Fact]
    public async Task A_run_that_was_stopped_after_its_first_notebook_ends_in_the_same_bytes()
    {
        using var whole = new WorkbookSandbox();
        using var sandbox = new WorkbookSandbox();
        foreach (WorkbookSandbox one in new[] { whole, sandbox })
        {
            one.AddNotebook("01-a.dib", Count + Figure);
            one.AddNotebook("02-b.dib", "System.IO.File.WriteAllText(\"../begun\", \"\");\nwhile (!System.IO.File.Exists(\"../go\")) { System.Threading.Thread.Sleep(5); }", "3");
        }

        await File.WriteAllTextAsync(Path.Combine(whole.Root, "go"), "");
        Assert.Equal(0, (await whole.RunAsync()).Code);

        using var cancellation = new CancellationTokenSource();
        Task<(int Code, string Out, string Error)> run = sandbox.RunAsync(cancellation.Token);
        for (int i = 0; i < 1200 && !File.Exists(Path.Combine(sandbox.Root, "begun")); i++)
        {
            await Task.Delay(50);
        }

        await cancellation.CancelAsync();
        (int code, string output, _) = await run;
        Assert.Equal(130, code);
        Assert.Contains("the same command with --resume keeps the notebooks that are finished", output);
        Assert.False(File.Exists(Path.Combine(sandbox.Out, "results.json")));

        await File.WriteAllTextAsync(Path.Combine(sandbox.Root, "go"), "");
        (code, output, _) = await sandbox.RunAsync("run", "--resume");
        Assert.Equal(0, code);
        Assert.Contains("1/2 [01 a] finished before and nothing has changed since: kept", output);
        Assert.Equal("a", await File.ReadAllTextAsync(Path.Combine(sandbox.Root, "count")));
        foreach (string file in new[] { "results.json", "results/01-a.json", "figures/allen-scalars/01-x.svg", "notebooks/01-a.ipynb", "notebooks/02-b.ipynb", "notebooks/01-a.html", "notebooks/02-b.html", "finished/01-a.json", "finished/02-b.json" })
        {
            Assert.Equal(whole.Text(file), sandbox.Text(file));
        }

        Assert.Contains("<span class=\"ok\">ran</span> in an earlier part of this run", sandbox.Text("index.html"));
        Assert.Equal(["02-b"], JsonNode.Parse(sandbox.Text("run.json"))!["notebooks"]!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public async Task Whatever_a_notebook_depends_on_makes_it_run_again()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", Count + Figure);
        int runs = 0;
        await Expect(1);
        await Expect(1);
        await Expect(2, "--profile", "full");
        await Expect(2, "--profile", "full");
        await Expect(3);

        // Its source, a file beside it, the library, the data.
        sandbox.AddNotebook("01-a.dib", Count + Figure, "1");
        await Expect(4);
        sandbox.AddFile("helpers.cs", "int Three() => 3;");
        await Expect(5);
        await File.WriteAllTextAsync(Path.Combine(sandbox.Root, "lib", "EphysTx", "bin", "notebook", "EphysTx.dll"), "new");
        await Expect(6);
        Directory.CreateDirectory(Path.Combine(sandbox.Root, "data", "downloads"));
        await File.WriteAllTextAsync(Path.Combine(sandbox.Root, "data", "downloads", "table.csv"), "a");
        await Expect(7);

        // What it wrote: changed, gone, or the memory of it damaged.
        await File.WriteAllTextAsync(Path.Combine(sandbox.Out, "figures", "allen-scalars", "01-x.svg"), "<svg/>");
        await Expect(8);
        File.Delete(Path.Combine(sandbox.Out, "notebooks", "01-a.html"));
        await Expect(9);
        foreach (string damaged in new[] { "", "[]", "{}", "{\"inputs\":3,\"files\":{}}" })
        {
            await File.WriteAllTextAsync(Path.Combine(sandbox.Out, "finished", "01-a.json"), damaged);
            await Expect(runs + 1);
        }

        await Expect(runs);

        async Task Expect(int count, params string[] options)
        {
            (int code, _, string error) = await sandbox.RunAsync(["run", "--resume", .. options]);
            Assert.Equal("", error);
            Assert.Equal(0, code);
            runs = (await File.ReadAllTextAsync(Path.Combine(sandbox.Root, "count"))).Length;
            Assert.Equal(count, runs);
        }
    }

    [Fact]
    public async Task A_notebook_that_failed_is_not_finished_and_without_the_option_everything_runs()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", Count + "if (!System.IO.File.Exists(\"../good\")) throw new Exception(\"not yet\");");
        Assert.Equal(1, (await sandbox.RunAsync()).Code);
        await File.WriteAllTextAsync(Path.Combine(sandbox.Root, "good"), "");
        Assert.Equal(0, (await sandbox.RunAsync("run", "--resume")).Code);
        Assert.Equal(0, (await sandbox.RunAsync("run")).Code);
        Assert.Equal("aaa", await File.ReadAllTextAsync(Path.Combine(sandbox.Root, "count")));
    }

    [Fact]
    public async Task A_cell_that_says_how_far_it_is_leaves_no_trace_of_that_in_the_notebook()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "for (int i = 0; i < 3; i++) Console.Write($\"{i} of 3, {DateTime.Now.Ticks} left\\r\");\nConsole.WriteLine(\"all 3\");");
        Assert.Equal(0, (await sandbox.RunAsync()).Code);
        Assert.Equal("all 3\n", WorkbookSandbox.Joined(Assert.Single(sandbox.Outputs("01-a", 1))!["text"]));
    }
}
