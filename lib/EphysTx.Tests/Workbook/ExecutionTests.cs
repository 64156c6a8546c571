using System.Globalization;
using System.Text.Json.Nodes;

namespace EphysTx.Tests.Workbook;

[Collection("Workbook")]
public class ExecutionTests
{
    [Fact]
    public async Task State_is_kept_from_cell_to_cell_and_is_fresh_for_each_notebook()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "int x = 20;\nint Twice(int n) => 2 * n;\nrecord Cell(string Name);", "x += 1;", "Twice(x)", "new Cell(\"Sst\").Name");
        sandbox.AddNotebook("02-b.dib", "var x = \"other\";", "x");
        (int code, string output, string error) = await sandbox.RunAsync();
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Empty(sandbox.Outputs("01-a", 1));
        Assert.Empty(sandbox.Outputs("01-a", 2));
        Assert.Equal("42", Plain(sandbox.Outputs("01-a", 3)));
        Assert.Equal("Sst", Plain(sandbox.Outputs("01-a", 4)));
        Assert.Equal("other", Plain(sandbox.Outputs("02-b", 2)));
        Assert.Contains("[01 a] cell 3/4  Twice(x) …", output);
        Assert.Contains("[02 b] done, 2 cells", output);
        Assert.Contains("index.html", output);
    }

    [Fact]
    public async Task Prints_and_displays_stand_in_the_order_of_the_cell()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook(
            "01-a.dib",
            """
            Console.WriteLine("one");
            Console.Write(2);
            display(HTML("<b>three</b>"));
            Console.Error.WriteLine("four");
            await Task.Run(() => Console.WriteLine("five"));
            "six".Display();
            "# seven".DisplayAs("text/markdown");
            var shown = display("before");
            shown.Update("eight");
            9
            """);
        (int code, _, string error) = await sandbox.RunAsync();
        Assert.Equal("", error);
        Assert.Equal(0, code);
        JsonArray outputs = sandbox.Outputs("01-a", 1);
        string[] seen = outputs.Select(output => (string)output!["output_type"]! switch
        {
            "stream" => (string)output["name"]! + ":" + WorkbookSandbox.Joined(output["text"]),
            string type => type + ":" + WorkbookSandbox.Joined(output["data"]!["text/plain"] ?? output["data"]!["text/markdown"]),
        }).ToArray();
        Assert.Equal(
            ["stdout:one\n2", "display_data:<b>three</b>", "stderr:four\n", "stdout:five\n", "display_data:six", "display_data:# seven", "display_data:eight", "execute_result:9"],
            seen);
        Assert.Equal("<b>three</b>", WorkbookSandbox.Joined(outputs[1]!["data"]!["text/html"]));
    }

    [Fact]
    public async Task A_value_is_shown_only_where_the_cell_ends_in_one()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "1 + 1;", "var y = 3;", "y = 4", "Console.Write(\"\")", "(object)null", "// only words", "using System.IO;", "await Task.FromResult(5)");
        (int code, _, string error) = await sandbox.RunAsync();
        Assert.Contains("CS0201", error); // `1 + 1;` is no statement, as in the kernel.
        Assert.Equal(1, code);

        sandbox.AddNotebook("01-a.dib", "var y = 3;", "y = 4", "Console.Write(\"\")", "(object)null", "// only words", "using System.IO;", "await Task.FromResult(5)");
        (code, _, error) = await sandbox.RunAsync();
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Equal([0, 1, 0, 1, 0, 0, 1], Enumerable.Range(1, 7).Select(cell => sandbox.Outputs("01-a", cell).Count));
        Assert.Equal("<null>", Plain(sandbox.Outputs("01-a", 4)));
    }

    [Fact]
    public async Task The_library_is_loaded_from_the_file_that_the_notebook_names()
    {
        using var sandbox = new WorkbookSandbox();
        string copy = Path.Combine(sandbox.Root, "lib", "EphysTx", "bin", "notebook");
        foreach (string file in Directory.GetFiles(Path.GetDirectoryName(WorkbookSandbox.BuiltLibrary)!, "*.dll"))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)), overwrite: true);
        }

        sandbox.AddNotebook(
            "01-a.dib",
            "#r \"../lib/EphysTx/bin/notebook/EphysTx.dll\"\nusing EphysTx;",
            "typeof(EphysTxException).Assembly.Location",
            "System.IO.Directory.GetCurrentDirectory()",
            "throw new EphysTxException(\"The file x.csv has no column y.\");");
        (int code, _, string error) = await sandbox.RunAsync();
        Assert.Equal(1, code);
        Assert.Equal(Path.Combine(copy, "EphysTx.dll"), Plain(sandbox.Outputs("01-a", 2)));
        Assert.Equal(Path.Combine(sandbox.Root, "notebooks"), Plain(sandbox.Outputs("01-a", 3)));

        // Such a message is a sentence for the reader; the exception's name would add nothing.
        Assert.StartsWith("ephystx: 01-a.dib, cell 4, line 1: The file x.csv has no column y.", error);
    }

    [Fact]
    public async Task Imports_run_in_the_place_where_they_stand()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddFile("helpers.cs", "int Three() => 3;\r\n");
        Directory.CreateDirectory(Path.Combine(sandbox.Root, "more"));
        File.WriteAllText(Path.Combine(sandbox.Root, "more", "parts.dib"), "#!markdown\n\nprose\n\n#!csharp\n\nint four = Three() + 1;\n\n#!csharp\n\nConsole.WriteLine(\"imported\");\n");
        sandbox.AddNotebook("01-a.dib", "#!import helpers.cs\n#!import \"../more/parts.dib\"\nConsole.WriteLine(Three() + four);");
        (int code, _, string error) = await sandbox.RunAsync("--only", "01");
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Equal("imported\n7\n", WorkbookSandbox.Joined(sandbox.Outputs("01-a", 1)[0]!["text"]));
    }

    [Theory]
    [InlineData("1", "#!import none.dib", "cell 1, line 1: #!import none.dib: there is no such file")]
    [InlineData("#!import loop.cs", "\n#!import loop.cs", "#!import loop.cs: the file imports itself")]
    [InlineData("1", "1\n#r \"nuget: MathNet.Numerics\"", "cell 1, line 2: #r \"nuget: MathNet.Numerics\" is not available headless")]
    [InlineData("1", "#r \"../none.dll\"", "cell 1, line 1: #r \"../none.dll\": there is no such file")]
    [InlineData("1", "#!time\n1", "cell 1, line 1: #!time is not available headless")]
    [InlineData("1", "#i \"nuget:https://example.invalid\"", "#i (package sources) is not available headless")]
    [InlineData("x.Foo()", "#!import loop.cs", "loop.cs, line 1, column 1: error CS0103")]
    public async Task What_only_the_kernel_can_do_or_find_is_named_with_its_line(string helper, string cell, string expected)
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddFile("loop.cs", helper);
        sandbox.AddNotebook("01-a.dib", cell);
        (int code, _, string error) = await sandbox.RunAsync();
        Assert.Equal(1, code);
        Assert.Contains(expected, error);
    }

    [Fact]
    public async Task A_cell_of_another_kernel_is_named_before_anything_runs()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "1");
        sandbox.AddFile("02-b.dib", "#!csharp\n\n1\n\n#!fsharp\n\nlet x = 1\n");
        (int code, string output, string error) = await sandbox.RunAsync();
        Assert.Equal(1, code);
        Assert.Contains("02-b.dib, cell 2 (let x = 1) is for the kernel 'fsharp', which is not available headless", error);
        Assert.DoesNotContain("cell 1/1", output);
    }

    [Fact]
    public async Task Numbers_are_printed_the_same_under_a_foreign_culture()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "Console.WriteLine($\"{1234.5:N1}\");\n0.5");
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var foreign = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            foreign.NumberFormat.NumberDecimalSeparator = ",";
            foreign.NumberFormat.NumberGroupSeparator = ".";
            CultureInfo.CurrentCulture = foreign;
            (int code, string output, _) = await sandbox.RunAsync();
            Assert.Equal(0, code);
            Assert.Matches(@"1 notebook and 0 figures in \d+\.\d s", output);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        JsonArray outputs = sandbox.Outputs("01-a", 1);
        Assert.Equal("1,234.5\n", WorkbookSandbox.Joined(outputs[0]!["text"]));
        Assert.Equal("0.5", WorkbookSandbox.Joined(outputs[1]!["data"]!["text/plain"]));
    }

    private static string Plain(JsonArray outputs) => WorkbookSandbox.Joined(outputs[0]!["data"]!["text/plain"]);
}
