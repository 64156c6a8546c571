namespace EphysTx.Tests.Robustness;

/// <summary>Folders and files whose names have blanks, umlauts, Japanese, dotless i and an emoji: checkout, data, inputs, model and outputs.</summary>
[Collection("Robustness")]
public sealed class PathTests(RobustnessFixture fixture)
{
    [Fact]
    public async Task Run_train_extract_and_experiment_work_there()
    {
        Assert.Contains("Ordner mit Ümläuten 神経 🧠", fixture.Root, StringComparison.Ordinal);
        Dictionary<string, byte[]> run = await fixture.WholeRun;
        Assert.Contains(Path.Combine("notebooks", SmallCheckout.First + ".ipynb"), run.Keys);
        Assert.Contains(Path.Combine("figures", "simulated", "01-class-counts.svg"), run.Keys);
        Assert.Contains("model.safetensors", (await fixture.WholeTraining).Keys);
        Assert.Contains("r.json", (await fixture.WholeExperiment).Keys);
        Assert.Equal(
            ["zelle 1.json", "ıİ 3.json", "細胞 2.json"],
            (await fixture.WholeExtraction).Keys.Where(name => name.EndsWith(".json", StringComparison.Ordinal)).Select(name => Path.GetFileName(name)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Predict_and_data_get_work_there_and_say_the_paths_as_they_are()
    {
        await using var server = new FileServer(fixture.NewFolder("Liste 神経"));
        string predictions = fixture.NewFolder("Vorhersagen 🧠"), tables = fixture.NewFolder("Tabellen ü");

        Ended predict = await fixture.RunAsync(fixture.PredictArguments(predictions));
        Ended get = await fixture.RunAsync(server.Arguments(tables));

        Assert.Equal((0, ""), (predict.Code, predict.Error));
        Assert.Contains(Path.Combine(predictions, "predictions.html"), predict.Output, StringComparison.Ordinal);
        Assert.Contains("\nıI-1,Zellen.csv,", await File.ReadAllTextAsync(Path.Combine(predictions, "predictions.csv")), StringComparison.Ordinal);
        Assert.Equal((0, ""), (get.Code, get.Error));
        Assert.Contains(tables, get.Output, StringComparison.Ordinal);
        FileServer.AssertWhole(tables);
    }
}
