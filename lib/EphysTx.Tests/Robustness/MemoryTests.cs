using System.Globalization;
using System.Text;
using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Features.Families;
using EphysTx.Features.Files;

namespace EphysTx.Tests.Robustness;

/// <summary>Processes with a hard limit of memory (DOTNET_GCHeapHardLimit), as in a small container.</summary>
[Collection("Robustness")]
public sealed class MemoryTests(RobustnessFixture fixture)
{
    [Fact]
    public async Task Too_little_memory_for_anything_is_said_before_the_work()
    {
        string folder = fixture.NewFolder("Modell");

        Ended ended = await RunAsync(16, RobustnessFixture.TrainArguments(folder));

        Assert.Equal(1, ended.Code);
        Assert.Equal(
            "ephystx: There are 16 MB of memory for this process, and ephystx needs 40 MB at the very least, 500 MB for all notebooks; raise the limit of the container or DOTNET_GCHeapHardLimit.",
            ended.Sentence());
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Work_that_needs_more_ends_in_one_sentence_and_leaves_nothing()
    {
        string folder = fixture.NewFolder("Merkmale"), part = fixture.NewFolder("Teil") + ".h5";
        FamilyVector[] families = [.. FamilyNames.All.Select(name => new FamilyVector(name, new double[400], null))];
        IEnumerable<ExtractedCell> cells = Enumerable.Range(0, 1000).Select(cell => new ExtractedCell($"c{cell}", $"c{cell}.nwb", 1, 1, null, families, [], []));
        new FeatureFile("Teil.h5", "recommended", "0", Shard.Whole, cells).Save(part);

        Ended ended = await RunAsync(64, ["extract", "merge", part, "--out", Path.Combine(folder, "o.h5")]);

        Assert.Equal(1, ended.Code);
        Assert.StartsWith("ephystx: there is not enough memory; give fewer workers (--workers or --jobs 1)", ended.Sentence(), StringComparison.Ordinal);
        Assert.Empty(RobustnessFixture.Contents(folder));
    }

    [Fact]
    public async Task A_file_that_is_too_large_fails_and_the_others_go_on()
    {
        string folder = fixture.NewFolder("Vorhersagen"), large = fixture.NewFolder("gross") + ".csv";
        string line = string.Concat(Enumerable.Repeat("0.123456,", 2000)) + "1\n";
        var text = new StringBuilder(string.Join(',', Enumerable.Range(0, 2001).Select(column => string.Create(CultureInfo.InvariantCulture, $"c{column}"))) + "\n");
        for (int row = 0; row < 2000; row++)
        {
            text.Append(line);
        }

        await File.WriteAllTextAsync(large, text.ToString());

        Ended ended = await RunAsync(64, [.. fixture.PredictArguments(folder), large, "--workers", "1"]);

        Assert.Equal(1, ended.Code);
        Assert.Equal($"ephystx: {large}: there is not enough memory for it beside the others; give fewer --workers, or take a machine with more.", ended.Sentence());
        Assert.StartsWith("3 labelled, 0 abstained, 1 files failed", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cell_that_takes_all_memory_is_a_failed_cell()
    {
        string notebook = Path.Combine(fixture.Checkout, "notebooks", "04-gross.dib"), folder = fixture.NewFolder("Lauf");
        await File.WriteAllTextAsync(notebook, "#!csharp\n\nvar all = new List<byte[]>();\nwhile (true) { all.Add(new byte[1 << 24]); }\n");

        Ended ended = await RunAsync(300, ["run", "--only", "04", "--out", folder]);

        File.Delete(notebook);
        Assert.Equal(1, ended.Code);
        Assert.StartsWith("ephystx: 04-gross.dib, cell 1, line 2: OutOfMemoryException: there is not enough memory for this cell;", ended.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder, "notebooks", "04-gross.ipynb")));
    }

    private async Task<Ended> RunAsync(int megabytes, string[] arguments)
    {
        string limit = string.Create(CultureInfo.InvariantCulture, $"0x{(long)megabytes << 20:x}");
        using ChildProcess process = ChildProcess.Start(fixture.Checkout, [("EPHYSTX_DATA", fixture.Data), ("DOTNET_GCHeapHardLimit", limit)], null, arguments);
        return await process.EndAsync();
    }
}
