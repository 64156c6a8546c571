namespace EphysTx.Tests.Robustness;

/// <summary>Processes that are killed at work (kill -9), and the same command again.</summary>
[Collection("Robustness")]
public sealed class KillTests(RobustnessFixture fixture)
{
    [Fact]
    public async Task Data_get_goes_on_in_the_middle_of_a_file()
    {
        await using var server = new FileServer(fixture.NewFolder("Liste"));
        string folder = fixture.NewFolder("Tabellen");
        string[] arguments = server.Arguments(folder);
        server.HoldAt = ("a.csv", FileServer.Size / 2);
        await KillAsync(() => LengthOf("a.csv.part") >= FileServer.Size / 4);
        server.HoldAt = ("b.csv", FileServer.Size / 2);
        await KillAsync(() => LengthOf("b.csv.part") >= FileServer.Size / 4);
        server.HoldAt = null;
        long kept = LengthOf("b.csv.part");

        Ended ended = await fixture.RunAsync(arguments);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        FileServer.AssertWhole(folder);
        Assert.Equal(["/a.csv", "/a.csv", "/b.csv", "/b.csv", "/c.csv"], server.Requests.Select(request => request.Path));
        Assert.InRange(server.Requests[1].From ?? 0, FileServer.Size / 4, FileServer.Size / 2);
        Assert.Equal(kept, server.Requests[3].From);

        long LengthOf(string name) => new FileInfo(Path.Combine(folder, name)) is { Exists: true } file ? file.Length : 0;

        async Task KillAsync(Func<bool> isSeen)
        {
            using ChildProcess process = fixture.Start(arguments);
            await process.KillWhenAsync(isSeen);
        }
    }

    [Fact]
    public async Task Train_begins_again_and_ends_in_the_same_bytes()
    {
        string folder = fixture.NewFolder("Modell");
        foreach (string share in new[] { "25 %", "75 %" })
        {
            using ChildProcess process = fixture.Start(RobustnessFixture.TrainArguments(folder));
            await process.KillWhenAsync(() => process.Output.Contains(share, StringComparison.Ordinal));
            Assert.DoesNotContain(Directory.GetFiles(folder), file => !file.EndsWith(EphysTx.Storage.FolderLock.FileName, StringComparison.Ordinal));
        }

        Ended ended = await fixture.RunAsync(RobustnessFixture.TrainArguments(folder));

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        RobustnessFixture.AssertSame(await fixture.WholeTraining, RobustnessFixture.Contents(folder));
    }

    [Fact]
    public async Task Run_goes_on_with_its_units_and_ends_in_the_same_bytes()
    {
        string folder = fixture.NewFolder("Lauf");
        string units = Path.Combine(folder, "units");
        using (ChildProcess process = fixture.Start(RobustnessFixture.RunArguments(folder)))
        {
            await process.KillWhenAsync(() => Directory.Exists(Path.Combine(folder, "figures", "simulated")) && Directory.GetFiles(Path.Combine(folder, "figures", "simulated"), "*.svg").Length > 0);
        }

        Assert.InRange(Units(), 0, 9);
        using (ChildProcess process = fixture.Start(RobustnessFixture.RunArguments(folder)))
        {
            await process.KillWhenAsync(() => Units() >= 10);
        }

        Assert.InRange(Units(), 10, 60);
        Assert.False(File.Exists(Path.Combine(folder, "index.html")));
        Dictionary<string, DateTime> kept = Directory.GetFiles(units, "*.unit").ToDictionary(file => file, File.GetLastWriteTimeUtc);
        Leftover.Write(Path.Combine(folder, "figures", "simulated", "01-class-counts.svg"));

        Ended ended = await fixture.RunAsync(RobustnessFixture.RunArguments(folder));

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        RobustnessFixture.AssertSame(await fixture.WholeRun, RobustnessFixture.Contents(folder));
        Assert.All(kept, unit => Assert.Equal(unit.Value, File.GetLastWriteTimeUtc(unit.Key)));

        int Units() => Directory.Exists(units) ? Directory.GetFiles(units, "*.unit").Length : 0;
    }

    [Fact]
    public async Task A_resumed_run_keeps_its_finished_notebook_and_ends_in_the_same_bytes()
    {
        string folder = fixture.NewFolder("Fortsetzung");
        string finished = Path.Combine(folder, "finished");
        using (ChildProcess process = fixture.Start(RobustnessFixture.RunArguments(folder)))
        {
            await process.KillWhenAsync(() => Directory.Exists(finished) && Directory.GetFiles(finished, "01-*.json").Length > 0);
        }

        Assert.False(File.Exists(Path.Combine(folder, "index.html")));

        Ended ended = await fixture.RunAsync([.. RobustnessFixture.RunArguments(folder), "--resume"]);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Contains("finished before and nothing has changed since: kept", ended.Output, StringComparison.Ordinal);
        RobustnessFixture.AssertSame(await fixture.WholeRun, RobustnessFixture.Contents(folder));
    }

    [Fact]
    public async Task Experiment_goes_on_with_its_units_and_ends_in_the_same_bytes()
    {
        string folder = fixture.NewFolder("Versuch");
        string units = Path.Combine(folder, "r.units");
        for (int kill = 1; kill <= 2; kill++)
        {
            // One worker, so that the kill comes between units also where this process has to wait for its turn.
            using ChildProcess process = fixture.Start([.. RobustnessFixture.ExperimentArguments(folder), "--jobs", "1"]);
            int before = Units();
            await process.KillWhenAsync(() => Units() >= Math.Min(before + 5, 60));
            Assert.False(File.Exists(Path.Combine(folder, "r.json")));
            Assert.InRange(Units(), 5 * kill, 60);
        }

        int kept = Units();
        Leftover.Write(Path.Combine(units, "x.unit"));

        Ended ended = await fixture.RunAsync([.. RobustnessFixture.ExperimentArguments(folder), "--jobs", "1"]);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.Contains($"{kept} of 60 units are in the store", ended.Output, StringComparison.Ordinal);
        RobustnessFixture.AssertSame(await fixture.WholeExperiment, RobustnessFixture.Contents(folder));

        int Units() => Directory.Exists(units) ? Directory.GetFiles(units, "*.unit").Length : 0;
    }

    [Theory]
    [InlineData("extract", "o.h5")]
    [InlineData("predict", "predictions.csv")]
    [InlineData("export", "mouse.csv")]
    public async Task What_was_half_written_goes_with_the_next_run(string command, string file)
    {
        string folder = fixture.NewFolder(command);
        Directory.CreateDirectory(folder);
        Leftover.Write(Path.Combine(folder, file));
        string living = Leftover.WriteOfThisProcess(Path.Combine(folder, file));

        Ended ended = await fixture.RunAsync(command switch
        {
            "extract" => fixture.ExtractArguments(folder),
            "predict" => fixture.PredictArguments(folder),
            _ => RobustnessFixture.ExportArguments(folder),
        });

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Assert.True(File.Exists(Path.Combine(folder, file)));
        Assert.Equal([living], Directory.GetFiles(folder, "*" + EphysTx.Storage.AtomicFile.TemporaryEnding, SearchOption.AllDirectories));
    }
}
