using System.Text.Json.Nodes;

namespace EphysTx.Tests.Workbook;

[Collection("Workbook")]
public class FailureTests
{
    [Fact]
    public async Task A_failing_cell_stops_the_run_and_leaves_what_was_done()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "\"fine\"");
        sandbox.AddNotebook("02-b.dib", "var values = new[] { 1, 2 };", "// Take one too many\nConsole.WriteLine(\"before\");\nint Pick(int i) => values[i];\nPick(2)", "\"never\"");
        sandbox.AddNotebook("03-c.dib", "\"never\"");
        (int code, string output, string error) = await sandbox.RunAsync();

        Assert.Equal(1, code);
        Assert.StartsWith("ephystx: 02-b.dib, cell 2, line 3: IndexOutOfRangeException: Index was outside the bounds of the array.\n    3 | int Pick(int i) => values[i];\n", error);
        Assert.Contains(Path.Combine(sandbox.Out, "notebooks", "02-b.ipynb"), error);
        Assert.DoesNotContain("   at ", error);
        Assert.Contains("[02 b] cell 2/3  Take one too many … FAILED", output);
        Assert.Equal(["stream", "error"], sandbox.Outputs("02-b", 2).Select(entry => (string?)entry!["output_type"]));
        JsonNode? failed = sandbox.Outputs("02-b", 2)[1];
        Assert.Equal("IndexOutOfRangeException", (string?)failed!["ename"]);
        Assert.Contains("at 02-b.dib, cell 2, line 4", failed["traceback"]!.AsArray().Select(line => (string?)line));
        Assert.Null(sandbox.Ipynb("02-b")["cells"]![2]!["execution_count"]);
        Assert.True(File.Exists(Path.Combine(sandbox.Out, "notebooks", "01-a.ipynb")));
        Assert.False(File.Exists(Path.Combine(sandbox.Out, "notebooks", "03-c.ipynb")));
        JsonNode notebooks = JsonNode.Parse(sandbox.Text("results.json"))!["notebooks"]!;
        Assert.Equal(["01-a", "02-b"], notebooks.AsObject().Select(entry => entry.Key));
        Assert.Equal("failed", (string?)notebooks["02-b"]!["status"]);
        Assert.Contains("stopped: 02-b.dib, cell 2, line 3", sandbox.Text("index.html"));
        Assert.Contains("IndexOutOfRangeException", sandbox.Text("notebooks", "02-b.html"));
        Assert.Empty(sandbox.Leftovers());
    }

    [Fact]
    public async Task A_compiler_error_names_place_code_and_source_line()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "var a = 1;", "var b = 2;\nvar c = a + missing;\nint d = \"text\";");
        (int code, _, string error) = await sandbox.RunAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("ephystx: 01-a.dib, cell 2, line 2, column 13: error CS0103: The name 'missing' does not exist in the current context\n    2 | var c = a + missing;\n      |             ^\n", error);
        Assert.Contains("cell 2, line 3, column 9: error CS0029", sandbox.Outputs("01-a", 2)[0]!["traceback"]!.ToJsonString());
    }

    [Fact]
    public async Task An_error_inside_a_task_is_found_in_its_cell()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "1", "Task.Run(() =>\n{\n    throw new InvalidOperationException(\"deep\");\n}).Wait();");
        (int code, _, string error) = await sandbox.RunAsync();
        Assert.Equal(1, code);
        Assert.StartsWith("ephystx: 01-a.dib, cell 2, line 3: InvalidOperationException: deep\n", error);
    }

    [Theory]
    [InlineData("var line = new string('x', 1_000_000);\nfor (int i = 0; i < 100; i++) Console.WriteLine(line);")]
    [InlineData("Console.WriteLine(new string('x', 100_000_000));")]
    [InlineData("while (!System.IO.File.Exists(\"../stop\")) Console.WriteLine(\"for ever\");")]
    [InlineData("while (!System.IO.File.Exists(\"../stop\")) { try { Console.WriteLine(\"for ever\"); } catch { } }")]
    [InlineData("while (true) { Console.Write(\"a\"); Console.Error.Write(\"b\"); }")]
    [InlineData("System.Threading.Tasks.Parallel.For(0, 8, _ => { while (true) Console.Write(\"many\"); });")]
    public async Task A_cell_that_prints_too_much_ends_with_a_clear_error_and_bounded_memory(string cell)
    {
        using var sandbox = new WorkbookSandbox();
        string stop = Path.Combine(sandbox.Root, "stop");
        sandbox.AddNotebook("01-a.dib", cell.Replace("../stop", stop, StringComparison.Ordinal));
        var clock = System.Diagnostics.Stopwatch.StartNew();
        (int code, _, string error) = await sandbox.RunAsync();
        await File.WriteAllTextAsync(stop, "");
        Assert.Equal(1, code);
        Assert.StartsWith("ephystx: 01-a.dib, cell 1: printed more than 4 MB; write it to a file or print less\n", error);
        Assert.True(new FileInfo(Path.Combine(sandbox.Out, "notebooks", "01-a.ipynb")).Length < 200_000);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(30), $"It took {clock.Elapsed}.");
    }

    [Fact]
    public async Task The_limit_for_printed_text_can_be_set()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "Console.Write(new string('x', 5_000_000));");
        Assert.Equal(0, (await sandbox.RunAsync("--max-output", "6")).Code);
        Assert.Equal(1, (await sandbox.RunAsync("--max-output", "0.5")).Code);
    }

    [Theory]
    [InlineData("new string('x', 9_000_000)", "shows a value of more than 8 MB")]
    [InlineData("new string('x', 9_000_000).DisplayAs(\"text/html\");", "shows a value of more than 8 MB")]
    [InlineData("try { display(new string('x', 9_000_000)); } catch { }\n1", "shows a value of more than 8 MB")]
    [InlineData("while (true) display(new string('x', 1_000_000));", "shows values of more than 64 MB together")]
    [InlineData("var shown = display(1);\nfor (int i = 0; i < 100; i++) shown.Update(new string('x', 1_000_000));\nthrow new Exception(\"updates are free\");", "updates are free")]
    public async Task A_cell_that_shows_too_much_ends_with_a_clear_error(string cell, string expected)
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", cell);
        (int code, _, string error) = await sandbox.RunAsync();
        Assert.Equal(1, code);
        Assert.Contains(expected, error);
    }

    [Fact]
    public async Task A_cell_over_its_time_ends_the_run()
    {
        using var sandbox = new WorkbookSandbox();
        string stop = Path.Combine(sandbox.Root, "stop");
        sandbox.AddNotebook("01-a.dib", $"Console.WriteLine(\"begun\");\nwhile (!System.IO.File.Exists(@\"{stop}\")) System.Threading.Thread.Sleep(5);");
        (int code, _, string error) = await sandbox.RunAsync("--cell-timeout", "0.4");
        await File.WriteAllTextAsync(stop, "");
        Assert.Equal(1, code);
        Assert.StartsWith("ephystx: 01-a.dib, cell 1: did not end within 0.4 s; give it more with --cell-timeout", error);
        Assert.Equal(["stream", "error"], sandbox.Outputs("01-a", 1).Select(entry => (string?)entry!["output_type"]));
    }
}
