using System.Text.Json.Nodes;
using EphysTx.Cohorts.Allen;
using EphysTx.Workbook.Publishing;

namespace EphysTx.Tests.Workbook;

[Collection("Workbook")]
public class PublishCommandTests
{
    [Fact]
    public async Task One_command_runs_both_profiles_and_publishes_what_fits_together()
    {
        using PublishSandbox sandbox = new PublishSandbox().Write();
        (int code, string output, string error) = await sandbox.Workbook.RunAsync("publish");
        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Contains("1 figure with single cells left out", output);
        var state = new PublishedState(sandbox.Root, AllenScalars.Name);
        Assert.True(state.IsPublished);
        Assert.Empty(state.Problems());
        Assert.Equal(
            ["figures/README.md", "figures/allen-scalars/01-bars.csv", "figures/allen-scalars/01-bars.svg", "figures/allen-scalars/01-table.csv", "figures/allen-scalars/results.json", "figures/allen-scalars/results.quick.json", "figures/index.html"],
            Directory.GetFiles(Path.Combine(sandbox.Root, "figures"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(sandbox.Root, file).Replace('\\', '/')).Order(StringComparer.Ordinal));

        // Once more, with nothing changed: nothing runs, the same bytes.
        string[] files = [.. Directory.GetFiles(sandbox.Root, "*", SearchOption.AllDirectories).Where(file => file.Contains("figures", StringComparison.Ordinal) && !file.Contains("publish", StringComparison.Ordinal))];
        byte[][] before = [.. files.Select(File.ReadAllBytes)];
        (code, output, _) = await sandbox.Workbook.RunAsync("publish");
        Assert.Equal(0, code);
        Assert.Contains("1/2 [01 a] finished before and nothing has changed since: kept", output);
        Assert.DoesNotContain("cell 1/", output);
        Assert.Equal(before, files.Select(File.ReadAllBytes));
    }

    [Fact]
    public async Task The_reading_copy_has_what_a_reader_needs_and_nothing_of_single_cells()
    {
        using PublishSandbox sandbox = new PublishSandbox().Write(more: "new[] { 1, 2 }");
        Assert.Equal(0, (await sandbox.Workbook.RunAsync("publish")).Code);
        JsonNode copy = JsonNode.Parse(sandbox.Text("notebooks/rendered/01-a.ipynb"))!;
        Assert.Equal(4, (int)copy["nbformat"]!);
        JsonArray cells = copy["cells"]!.AsArray();
        Assert.Contains("../01-a.dib", WorkbookSandbox.Joined(cells[0]!["source"]));
        Assert.Contains("[the next](02-b.ipynb#end), [the docs](../../docs/a.md) and [elsewhere](https://example.org/x)", WorkbookSandbox.Joined(cells[1]!["source"]));
        Assert.Equal("done\n", WorkbookSandbox.Joined(cells[2]!["outputs"]![0]!["text"]));
        JsonArray outputs = cells[3]!["outputs"]!.AsArray();
        Assert.Equal(PublishSandbox.Bars, (string?)outputs[0]!["data"]!["image/svg+xml"]);
        Assert.Equal(
            "This shows single cells of the published tables, which are not ours to pass on. To see it: dotnet run --project lib/EphysTx.Workbook -- run --profile full --cohort allen-scalars --only 01",
            WorkbookSandbox.Joined(outputs[1]!["data"]!["text/plain"]));
        Assert.DoesNotContain(cells.SelectMany(cell => cell!["outputs"] as JsonArray ?? []), output => output!.ToJsonString().Contains("Every cell", StringComparison.Ordinal));
        Assert.Equal(copy["cells"]!.AsArray().Count, copy["cells"]!.AsArray().Select(cell => (string?)cell!["id"]).Distinct().Count());
    }

    [Fact]
    public async Task The_gallery_has_caption_alternative_text_notebook_and_command()
    {
        using PublishSandbox sandbox = new PublishSandbox().Write();
        Assert.Equal(0, (await sandbox.Workbook.RunAsync("publish")).Code);
        string page = sandbox.Text("figures/index.html"), text = sandbox.Text("figures/README.md");
        Assert.Contains("<img loading=\"lazy\" src=\"allen-scalars/01-bars.svg\" alt=\"Cells per class. Bars &amp; counts.\">", page);
        Assert.Contains("<strong>Cells per class.</strong> Bars &amp; counts. Data: nobody.", page);
        Assert.Contains("<code>dotnet run --project lib/EphysTx.Workbook -- run --profile full --cohort allen-scalars --only 01</code>", page);
        Assert.Contains("<a href=\"../notebooks/rendered/01-a.ipynb\">", page);
        Assert.Contains("Every cell (01-points)", page);
        Assert.DoesNotContain("points.svg", page);
        Assert.DoesNotContain("<script", page);
        Assert.Contains("](allen-scalars/01-bars.svg)", text);
        Assert.Contains("**Cells per class.** Bars & counts. Data: nobody.", text);
        Assert.Contains("[A table](allen-scalars/01-table.csv)", text);
        Assert.DoesNotContain("points.svg", text);
    }

    [Fact]
    public async Task A_finished_run_is_taken_as_it_is_and_files_of_earlier_runs_go()
    {
        using PublishSandbox sandbox = new PublishSandbox().Write();
        Assert.Equal(0, (await sandbox.Workbook.RunAsync("run", "--profile", "full", "--cohort", "allen-scalars", "--out", Path.Combine(sandbox.Root, "done"))).Code);
        string old = Path.Combine(sandbox.Root, "figures", "allen-scalars", "01-old.svg");
        Directory.CreateDirectory(Path.GetDirectoryName(old)!);
        await File.WriteAllTextAsync(old, PublishSandbox.Bars);
        (int code, string output, _) = await sandbox.Workbook.RunAsync("publish", "--from", "done");
        Assert.Equal(0, code);
        Assert.DoesNotContain("cell ", output);
        Assert.Contains("1 removed", output);
        Assert.False(File.Exists(old));
        Assert.Empty(new PublishedState(sandbox.Root, AllenScalars.Name).Problems());
    }

    [Theory]
    [InlineData("Console.WriteLine(new string('x', 1_600_000).Replace(\"xx\", \"xy\"));", "notebooks/rendered/01-a.ipynb has 1,6")]
    [InlineData("Console.WriteLine(outFolder);", "a path of this machine")]
    [InlineData("Console.WriteLine(\"see /home/\" + \"somebody/x\");", "notebooks/rendered/01-a.ipynb names /home/somebody, a path of this machine")]
    [InlineData("Write(\"figures/allen-scalars/01-bars.svg\", \"<svg data-shows-cells=\\\"true\\\"/>\");", "figures/allen-scalars/01-bars.svg shows single cells")]
    public async Task What_must_not_stand_in_the_repository_is_refused_and_nothing_is_written(string more, string expected)
    {
        using PublishSandbox sandbox = new PublishSandbox().Write(more: more);
        (int code, _, string error) = await sandbox.Workbook.RunAsync("run", "--profile", "full", "--cohort", "allen-scalars", "--out", Path.Combine(sandbox.Root, "done"), "--max-output", "10");
        Assert.Equal("", error);
        (code, _, error) = await sandbox.Workbook.RunAsync("publish", "--from", "done");
        Assert.Equal(1, code);
        Assert.Contains(expected, error);
        Assert.False(Directory.Exists(Path.Combine(sandbox.Root, "figures")));
        Assert.False(Directory.Exists(Path.Combine(sandbox.Root, "notebooks", "rendered")));
    }

    [Fact]
    public async Task A_run_that_is_not_complete_or_not_of_this_state_is_refused()
    {
        using PublishSandbox sandbox = new PublishSandbox().Write();
        (int code, _, string error) = await sandbox.Workbook.RunAsync("publish", "--from", "nowhere");
        Assert.Equal(1, code);
        Assert.Contains("There is no results.json in", error);

        string[] run = ["run", "--profile", "full", "--cohort", "allen-scalars", "--out", Path.Combine(sandbox.Root, "done")];
        Assert.Equal(0, (await sandbox.Workbook.RunAsync([.. run, "--only", "01"])).Code);
        Assert.Contains("02-b.dib did not run to its end", (await sandbox.Workbook.RunAsync("publish", "--from", "done")).Error);

        Assert.Equal(0, (await sandbox.Workbook.RunAsync(run)).Code);
        sandbox.Workbook.AddFile("02-b.dib", "#!csharp\n\n2 + 2\n");
        Assert.Contains("02-b.dib has changed since it ran", (await sandbox.Workbook.RunAsync("publish", "--from", "done")).Error);

        sandbox.Write().Workbook.AddFile("01-a.dib", sandbox.Text("notebooks/01-a.dib").Replace(",\"shows_cells\":false}", "}", StringComparison.Ordinal));
        Assert.Equal(0, (await sandbox.Workbook.RunAsync(run)).Code);
        Assert.Contains("do not say whether figures/allen-scalars/01-bars.svg shows single cells", (await sandbox.Workbook.RunAsync("publish", "--from", "done")).Error);

        sandbox.Write();
        Assert.Equal(0, (await sandbox.Workbook.RunAsync("run", "--cohort", "other", "--out", Path.Combine(sandbox.Root, "done"))).Code);
        Assert.Contains("the repository keeps those of allen-scalars", (await sandbox.Workbook.RunAsync("publish", "--from", "done")).Error);
    }
}
