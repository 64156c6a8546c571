using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Prediction;

namespace EphysTx.Tests.Robustness;

/// <summary>Files that are kept for later and come back empty, cut or changed.</summary>
[Collection("Robustness")]
public sealed class CorruptStoreTests(RobustnessFixture fixture)
{
    private static readonly string[] Damages = ["empty", "cut", "changed"];

    [Fact]
    public async Task Damaged_units_of_an_experiment_are_told_and_computed_again()
    {
        string folder = fixture.NewFolder("Versuch");
        string[] arguments = RobustnessFixture.ExperimentArguments(folder);
        Assert.Equal(0, (await fixture.RunAsync(arguments)).Code);
        Dictionary<string, byte[]> before = RobustnessFixture.Contents(folder);
        string[] units = [.. Directory.GetFiles(Path.Combine(folder, "r.units"), "*.unit").Order(StringComparer.Ordinal).Take(3)];
        Assert.All(units.Zip(Damages), pair => Damage(pair.First, pair.Second));

        Ended ended = await fixture.RunAsync(arguments);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.All(units, unit => Assert.Contains($"{unit} is damaged; it is computed again", ended.Output, StringComparison.Ordinal));
        Assert.Contains("57 of 60 units are in the store", ended.Output, StringComparison.Ordinal);
        RobustnessFixture.AssertSame(before, RobustnessFixture.Contents(folder));
    }

    [Fact]
    public async Task Damaged_pieces_of_an_extraction_are_drawn_again()
    {
        string folder = fixture.NewFolder("Merkmale");
        await InterruptAsync(folder, after: 2);
        string[] pieces = Directory.GetFiles(Path.Combine(folder, "o.h5.cells"), "*.cell");
        Assert.Equal(2, pieces.Length);
        Assert.All(pieces.Zip(Damages), pair => Damage(pair.First, pair.Second));

        Ended ended = await fixture.RunAsync(fixture.ExtractArguments(folder));

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.DoesNotContain("by an earlier run", ended.Output, StringComparison.Ordinal);
        RobustnessFixture.AssertSame(await fixture.WholeExtraction, RobustnessFixture.Contents(folder));
    }

    [Fact]
    public async Task Damaged_tables_are_told_by_status_and_fetched_again_by_get()
    {
        await using var server = new FileServer(fixture.NewFolder("Liste"));
        string folder = fixture.NewFolder("Tabellen");
        Assert.Equal(0, (await fixture.RunAsync(server.Arguments(folder))).Code);
        string[] tables = [.. Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal)];
        Assert.All(tables.Zip(Damages), pair => Damage(pair.First, pair.Second));

        Ended status = await fixture.RunAsync("data", "status", "--sources", server.List, "--data", folder);
        Ended offline = await fixture.RunAsync([.. server.Arguments(folder), "--offline"]);
        Ended get = await fixture.RunAsync(server.Arguments(folder));

        Assert.Equal(3, status.Output.Split("wrong SHA-256").Length - 1);
        Assert.Equal(1, offline.Code);
        Assert.All(tables, table => Assert.Contains($"{table} has SHA-256 ", offline.Error, StringComparison.Ordinal));
        Assert.Contains("remedy:", offline.Error, StringComparison.Ordinal);
        Assert.Equal((0, ""), (get.Code, get.Error));
        FileServer.AssertWhole(folder);
    }

    [Theory]
    [InlineData(ModelFolder.JsonFile, "empty")]
    [InlineData(ModelFolder.JsonFile, "cut")]
    [InlineData(ModelFolder.JsonFile, "gone")]
    [InlineData(ModelFolder.TensorsFile, "empty")]
    [InlineData(ModelFolder.TensorsFile, "cut")]
    [InlineData(ModelFolder.TensorsFile, "changed")]
    [InlineData(ModelFolder.TensorsFile, "gone")]
    public async Task A_damaged_model_is_refused_with_its_name_and_the_remedy(string file, string damage)
    {
        string model = fixture.NewFolder("Modell"), target = fixture.NewFolder("Vorhersagen");
        Directory.CreateDirectory(model);
        foreach (string original in Directory.GetFiles(fixture.Model))
        {
            File.Copy(original, Path.Combine(model, Path.GetFileName(original)));
        }

        Damage(Path.Combine(model, file), damage);

        Ended ended = await InProcess.RunAsync(fixture.Root, "predict", fixture.Table, "--model", model, "--out", target);

        Assert.Equal(1, ended.Code);
        Assert.Contains(model, ended.Sentence(), StringComparison.Ordinal);
        Assert.Matches("train it again|ephystx train|check that it exists|get .* again|copy or download", ended.Sentence());
        Assert.False(Directory.Exists(target));
    }

    internal static void Damage(string path, string damage)
    {
        byte[] bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "gone":
                File.Delete(path);
                return;
            case "changed":
                bytes[^9] ^= 1;
                break;
            default:
                bytes = damage == "empty" ? [] : bytes[..(bytes.Length / 2)];
                break;
        }

        File.WriteAllBytes(path, bytes);
    }

    private async Task InterruptAsync(string folder, int after)
    {
        using var cancellation = new CancellationTokenSource();
        var options = new ExtractionOptions { Features = FeatureOptions.Recommended, Output = Path.Combine(folder, "o.h5"), Workers = 1 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExtractionRun.RunAsync(
            InputList.Resolve([fixture.Recordings], fixture.Root), options, new Stopping(after, cancellation), cancellation.Token));
    }

    private sealed class Stopping(int after, CancellationTokenSource cancellation) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value)
        {
            if (value.Done == after)
            {
                cancellation.Cancel();
            }
        }
    }
}
