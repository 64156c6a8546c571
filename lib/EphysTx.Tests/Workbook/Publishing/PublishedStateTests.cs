using EphysTx.Cohorts.Allen;
using EphysTx.Workbook.Publishing;

namespace EphysTx.Tests.Workbook;

[Collection("Workbook")]
public class PublishedStateTests
{
    /// <summary>What this repository itself holds: results, figures, tables, gallery and reading copies agree, are small, and show no single cells.</summary>
    [Fact]
    public void What_is_committed_agrees_with_itself() =>
        Assert.Empty(new PublishedState(SharedData.RepositoryRoot, AllenScalars.Name).Problems());

    [Fact]
    public async Task Every_way_of_not_agreeing_is_named()
    {
        using PublishSandbox sandbox = new PublishSandbox().Write();
        Assert.Equal(0, (await sandbox.Workbook.RunAsync("publish")).Code);
        string svg = "figures/allen-scalars/01-bars.svg", copy = "notebooks/rendered/01-a.ipynb", page = "figures/index.html";
        await Breaks(svg, text => text.Replace("Cells", "cells", StringComparison.Ordinal), $"{copy} does not show {svg} as it is here");
        await Breaks(svg, null, $"{svg} is missing");
        await Breaks(copy, null, $"{copy} is missing");
        await Breaks("notebooks/rendered/03-c.ipynb", _ => "{}", "notebooks/rendered/03-c.ipynb is left over: no notebook of the published run made it");
        await Breaks("figures/allen-scalars/01-points.csv", _ => "x\n1\n", "figures/allen-scalars/01-points.csv is left over: no notebook of the published run made it");
        await Breaks(page, text => text.Replace("01-bars.svg", "01-points.svg", StringComparison.Ordinal), "the gallery shows figures/allen-scalars/01-points.svg, which holds single cells");
        await Breaks(page, text => text.Replace("loading", "data-x=\"allen-scalars/gone.svg\" href=\"allen-scalars/gone.svg\" loading", StringComparison.Ordinal), $"{page} links to allen-scalars/gone.svg, which is not there");
        await Breaks(svg, text => text.Replace("<svg", "<svg data-shows-cells=\"true\"", StringComparison.Ordinal), $"{svg} shows single cells of published tables");
        await Breaks("figures/allen-scalars/01-bars.csv", text => text + new string('1', 1_000_001), "figures/allen-scalars/01-bars.csv has 1,000,0");
        await Breaks(copy, text => text.Replace("done", sandbox.Root.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal), $"{copy} names {sandbox.Root}, a path of this machine");
        await Breaks("figures/allen-scalars/results.json", null, $"{page} is here without the results that it came from");

        async Task Breaks(string file, Func<string, string>? change, string expected)
        {
            string path = Path.Combine(sandbox.Root, file);
            string? before = File.Exists(path) ? await File.ReadAllTextAsync(path) : null;
            if (change is null)
            {
                File.Delete(path);
            }
            else
            {
                await File.WriteAllTextAsync(path, change(before ?? ""));
            }

            IReadOnlyList<string> problems = new PublishedState(sandbox.Root, AllenScalars.Name).Problems();
            Assert.Contains(problems, problem => problem.StartsWith(expected, StringComparison.Ordinal));
            if (before is null)
            {
                File.Delete(path);
            }
            else
            {
                await File.WriteAllTextAsync(path, before);
            }

            Assert.Empty(new PublishedState(sandbox.Root, AllenScalars.Name).Problems());
        }
    }

    [Theory]
    [InlineData("written to /home/anna/out/x", "/home/anna")]
    [InlineData("at C:\\\\Users\\\\anna\\\\x", "C:\\\\Users\\\\anna")]
    [InlineData("in /checkout here", "/checkout")]
    [InlineData("see https://example.org/home/x and data/tmp/y, 3/tmp/4", null)]
    [InlineData("#r \"../lib/EphysTx/bin/notebook/EphysTx.dll\"", null)]
    public void Paths_of_a_machine_are_found_and_addresses_are_not(string text, string? expected) =>
        Assert.Equal(expected, MachinePaths.Find(text, ["/checkout", "/"]));
}
