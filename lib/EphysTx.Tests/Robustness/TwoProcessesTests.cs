using EphysTx.Storage;

namespace EphysTx.Tests.Robustness;

/// <summary>Two processes at once on one output folder.</summary>
[Collection("Robustness")]
public sealed class TwoProcessesTests(RobustnessFixture fixture)
{
    [Fact]
    public async Task The_second_run_is_refused_and_the_first_ends_well()
    {
        string folder = fixture.NewFolder("Lauf");
        string stop = Path.Combine(fixture.Checkout, "notebooks", SmallCheckout.StopFile);
        string[] arguments = ["run", "--only", "03", "--out", folder];
        using ChildProcess first = fixture.Start(arguments);
        await first.UntilAsync(() => File.Exists(Path.Combine(folder, "begun")));
        string living = Leftover.WriteOfThisProcess(Path.Combine(folder, "figure.svg"));

        Ended second = await fixture.RunAsync(arguments);

        Assert.Equal(1, second.Code);
        Assert.Equal($"ephystx: The output folder {folder} is in use by another ephystx; wait for it to end, or choose another folder with --out DIR.", second.Sentence());
        Assert.True(File.Exists(living), "The second took away what the first was writing.");
        File.Delete(living);
        await File.WriteAllTextAsync(stop, "");
        Ended ended = await first.EndAsync();
        File.Delete(stop);
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.True(File.Exists(Path.Combine(folder, "index.html")));
        Assert.False(File.Exists(Path.Combine(folder, FolderLock.FileName)));
    }

    [Fact]
    public async Task The_second_training_is_refused_before_its_work_and_the_first_ends_well()
    {
        string folder = fixture.NewFolder("Modell");
        using ChildProcess first = fixture.Start(RobustnessFixture.TrainArguments(folder));
        await first.UntilAsync(() => File.Exists(Path.Combine(folder, FolderLock.FileName)));

        Ended second = await fixture.RunAsync(RobustnessFixture.TrainArguments(folder));

        Assert.Equal(1, second.Code);
        Assert.Contains($"{folder} is in use by another ephystx", second.Sentence(), StringComparison.Ordinal);
        Assert.DoesNotContain("fits", second.Output, StringComparison.Ordinal);
        Ended ended = await first.EndAsync();
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        RobustnessFixture.AssertSame(await fixture.WholeTraining, RobustnessFixture.Contents(folder));
    }

    [Fact]
    public async Task The_second_prediction_is_refused()
    {
        string folder = fixture.NewFolder("Vorhersagen");
        using (OutputFolder.Take(folder))
        {
            Ended second = await fixture.RunAsync(fixture.PredictArguments(folder));
            Assert.Equal(1, second.Code);
            Assert.Contains($"{folder} is in use by another ephystx", second.Sentence(), StringComparison.Ordinal);
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Two_experiments_share_the_units_and_both_end_in_the_same_bytes()
    {
        string folder = fixture.NewFolder("Versuch");
        using ChildProcess one = fixture.Start([.. RobustnessFixture.ExperimentArguments(folder), "--jobs", "1"]);
        using ChildProcess two = fixture.Start([.. RobustnessFixture.ExperimentArguments(folder), "--jobs", "1"]);

        Ended[] ended = await Task.WhenAll(one.EndAsync(), two.EndAsync());

        Assert.All(ended, process => Assert.Equal((0, ""), (process.Code, process.Error)));
        RobustnessFixture.AssertSame(await fixture.WholeExperiment, RobustnessFixture.Contents(folder));
    }

    [Fact]
    public async Task The_second_extraction_says_that_the_folder_is_in_use_and_takes_nothing_away()
    {
        string folder = fixture.NewFolder("Merkmale");
        using (await FolderLock.TakeAsync(Path.Combine(folder, "o.h5.cells"), TimeSpan.Zero, null, default))
        {
            Ended second = await fixture.RunAsync(fixture.ExtractArguments(folder));
            Assert.Equal(1, second.Code);
            Assert.Matches(@"Another process has been using the folder .*o\.h5\.cells for more than 5 s; wait for it to end and try again\.$", second.Sentence());
            Assert.False(File.Exists(Path.Combine(folder, "o.h5")));
        }

        // At once, both either draw the features or are refused; what is there in the end is whole.
        using ChildProcess one = fixture.Start(fixture.ExtractArguments(folder));
        using ChildProcess two = fixture.Start(fixture.ExtractArguments(folder));
        Ended[] ended = await Task.WhenAll(one.EndAsync(), two.EndAsync());
        Assert.Contains(ended, process => process.Code == 0);
        Assert.All(ended, process => Assert.True(process.Code == 0 || process.Sentence().Contains("Another process", StringComparison.Ordinal), process.ToString()));
        RobustnessFixture.AssertSame(await fixture.WholeExtraction, RobustnessFixture.Contents(folder));
    }

    [Fact]
    public async Task The_second_data_get_waits_and_each_file_is_fetched_once()
    {
        await using var server = new FileServer(fixture.NewFolder("Liste"));
        string folder = fixture.NewFolder("Tabellen");
        server.HoldAt = ("a.csv", FileServer.Size / 2);
        using ChildProcess one = fixture.Start(server.Arguments(folder));
        await one.UntilAsync(() => server.Requests.Count > 0);
        using ChildProcess two = fixture.Start(server.Arguments(folder));
        await two.UntilAsync(() => two.Output.Contains("another process fetches into this folder", StringComparison.Ordinal));
        server.HoldAt = null;

        Ended[] ended = await Task.WhenAll(one.EndAsync(), two.EndAsync());

        Assert.All(ended, process => Assert.Equal((0, ""), (process.Code, process.Error)));
        FileServer.AssertWhole(folder);
        Assert.Equal(["/a.csv", "/a.csv", "/b.csv", "/c.csv"], server.Requests.Select(request => request.Path));
    }
}
