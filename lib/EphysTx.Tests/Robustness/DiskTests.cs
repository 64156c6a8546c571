using EphysTx.Storage;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Robustness;

/// <summary>Output folders on a disk that is full, and on one that cannot be written. Both are real file systems of their own; where none can be mounted the tests skip and say so.</summary>
[Collection("Robustness")]
public sealed class DiskTests(RobustnessFixture fixture)
{
    private const long Room = 16L << 20;

    [TinyDiskTheory]
    [InlineData("run", @"^(notebooks/.*\.(ipynb|html)|results/.*\.json)$")]
    [InlineData("train", "")]
    [InlineData("predict", "")]
    [InlineData("experiment", @"^r\.units/[0-9a-f]+\.unit$")]
    [InlineData("export", "")]
    [InlineData("data get", @"^a\.csv\.part(\.etag)?$")]
    public async Task A_full_disk_is_one_sentence_and_keeps_what_was_there(string command, string mayBeKept)
    {
        await using var server = new FileServer(fixture.NewFolder("Liste"));
        using var disk = new TinyDisk(Room);
        string folder = disk.At("aus");
        Directory.CreateDirectory(folder);
        string[] before = ["model.json", "index.html", "predictions.csv", "r.json", "mouse.csv", "a.csv"];
        foreach (string name in before)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), "an older result");
        }

        disk.Fill(free: 8192);

        Ended ended = await fixture.RunAsync(ArgumentsOf(command, folder, server));

        Assert.True(ended.Code == 1, ended.ToString());
        Assert.Contains("No space left on device", command == "data get" ? ended.Error : ended.Sentence(), StringComparison.Ordinal);
        Assert.Contains(folder, ended.Error, StringComparison.Ordinal);
        Assert.All(before, name => Assert.Equal("an older result", File.ReadAllText(Path.Combine(folder, name))));
        Assert.All(
            RobustnessFixture.Contents(folder).Keys.Except(before).Where(name => name != FolderLock.FileName),
            name => Assert.Matches(mayBeKept.Length > 0 ? mayBeKept : "nothing may be left", name));
        if (command is not ("run" or "train"))
        {
            disk.Free();
            Assert.Equal(0, (await fixture.RunAsync(ArgumentsOf(command, folder, server))).Code);
        }
    }

    [TinyDiskTheory]
    [InlineData("run")]
    [InlineData("train")]
    [InlineData("predict")]
    [InlineData("experiment")]
    [InlineData("extract")]
    [InlineData("export")]
    [InlineData("data get")]
    public async Task A_read_only_folder_is_named_before_the_work(string command)
    {
        await using var server = new FileServer(fixture.NewFolder("Liste"));
        using var disk = new TinyDisk(Room);
        await File.WriteAllTextAsync(disk.At("mine"), "mine");
        disk.MakeReadOnly();

        Ended ended = await fixture.RunAsync(ArgumentsOf(command, disk.Path, server));

        Assert.True(ended.Code == 1, ended.ToString());
        Assert.Contains(disk.Path, ended.Sentence(), StringComparison.Ordinal);
        Assert.Matches(@"cannot be written \(.*[Rr]ead-only file system.*\); (choose|make|name)", ended.Sentence());
        Assert.Equal(["mine"], disk.Files());
        Assert.DoesNotMatch("fits done|units,|cell 1|b\\.csv", ended.Output);
        Assert.Empty(server.Requests);
    }

    private string[] ArgumentsOf(string command, string folder, FileServer server) => command switch
    {
        "run" => RobustnessFixture.RunArguments(folder),
        "train" => RobustnessFixture.TrainArguments(folder),
        "predict" => fixture.PredictArguments(folder),
        "experiment" => RobustnessFixture.ExperimentArguments(folder),
        "extract" => fixture.ExtractArguments(folder),
        "export" => RobustnessFixture.ExportArguments(folder),
        _ => server.Arguments(folder),
    };
}
