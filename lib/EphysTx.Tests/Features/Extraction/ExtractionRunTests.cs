using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Features.Files;
using EphysTx.Recordings;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Features.Extraction;

public class ExtractionRunTests
{
    [Fact]
    public async Task The_file_holds_what_the_extractor_gives_and_the_store_is_gone()
    {
        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.At("in"), "b.nwb", "sub/a.nwb");

        ExtractionSummary summary = await RunAsync(folder, "out.h5");

        Assert.Equal((2, 2, 2, 2), (summary.Files, summary.Readable, summary.WithSweeps, summary.Succeeded));
        Assert.Equal(["in/b.nwb", "in/sub/a.nwb", "out.h5", "out.report.csv"], folder.Files());
        FeatureFile file = FeatureFile.Read(folder.At("out.h5"));
        Assert.Equal(["a", "b"], file.Ids);
        Assert.Equal(["sub/a.nwb", "b.nwb"], file.Cells.Select(cell => cell.File));
        Assert.Equal("recommended", file.Preset);
        RecordingFeatures direct = RecordingFeatureExtractor.ExtractFile(folder.At("in", "b.nwb"), FeatureOptions.Recommended);
        Assert.All(direct.Families, family => Assert.NotNull(family.Values));
        foreach (ExtractedCell cell in file.Cells)
        {
            Assert.Equal(direct.Families.Select(family => family.Name), cell.Families.Select(family => family.Name));
            Assert.All(direct.Families.Zip(cell.Families), pair => Assert.Equal(pair.First.Values, pair.Second.Values));
            Assert.Equal(direct.Scalars.Select(scalar => scalar.Value), cell.Scalars.Select(scalar => scalar.Value));
            Assert.Equal(16, cell.Sweeps);
        }
    }

    [Fact]
    public async Task Workers_and_shards_do_not_change_a_byte()
    {
        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.At("in"), "a.nwb", "b.nwb", "c.nwb", "d.nwb", "e.nwb");
        File.WriteAllBytes(folder.At("in", "bad.nwb"), [1, 2, 3]);
        File.WriteAllBytes(folder.At("in", "f.nwb"), SyntheticFiles.Bytes(SyntheticCell.Standard().Where(sweep => sweep.StimulusCode != "X7Ramp")));

        await RunAsync(folder, "one.h5", options => options with { Workers = 1 });
        await RunAsync(folder, "many.h5", options => options with { Workers = 5 });
        for (int part = 1; part <= 3; part++)
        {
            await RunAsync(folder, $"part{part}.h5", options => options with { Shard = new Shard(part, 3) });
        }

        ShardMerge.Merge([folder.At("part2.h5"), folder.At("part3.h5"), folder.At("part1.h5")], "merged.h5").Save(folder.At("merged.h5"));

        byte[] expected = File.ReadAllBytes(folder.At("one.h5"));
        Assert.Equal(expected, File.ReadAllBytes(folder.At("many.h5")));
        Assert.Equal(expected, File.ReadAllBytes(folder.At("merged.h5")));
        Assert.Equal(File.ReadAllBytes(folder.At("one.report.csv")), File.ReadAllBytes(folder.At("merged.report.csv")));
        Assert.Equal(6, FeatureFile.Read(folder.At("merged.h5")).Cells.Count);
    }

    [Fact]
    public async Task An_incomplete_or_foreign_merge_is_refused()
    {
        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.At("in"), "a.nwb", "b.nwb");
        await RunAsync(folder, "p1.h5", options => options with { Shard = new Shard(1, 2) });
        await RunAsync(folder, "p2.h5", options => options with { Shard = new Shard(2, 2), Features = FeatureOptions.Paper });
        await RunAsync(folder, "all.h5");

        Assert.Contains("missing: 2", Refused("p1.h5"), StringComparison.Ordinal);
        Assert.Contains("named twice", Refused("p1.h5", "p1.h5"), StringComparison.Ordinal);
        Assert.Contains("preset 'paper'", Refused("p1.h5", "p2.h5"), StringComparison.Ordinal);
        Assert.Contains("occurs more than once", Refused("all.h5", "all.h5"), StringComparison.Ordinal);
        Assert.Contains("merge parts of one list", Refused("all.h5", "p1.h5"), StringComparison.Ordinal);

        string Refused(params string[] names) =>
            Assert.Throws<EphysTxException>(() => ShardMerge.Merge([.. names.Select(name => folder.At(name))], "x.h5")).Message;
    }

    [Fact]
    public async Task A_cancelled_run_goes_on_where_it_was_and_gives_the_same_bytes()
    {
        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.At("in"), Enumerable.Range(0, 8).Select(k => $"c{k}.nwb"));
        await RunAsync(folder, "whole.h5");
        using var stop = new CancellationTokenSource();
        List<string> first = [];
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(folder, "cut.h5", progress: new Watch(value =>
        {
            if (value.Cell is not null)
            {
                first.Add(value.Cell.Id);
            }

            if (value.Done == 3)
            {
                stop.Cancel();
            }
        }), token: stop.Token));
        Assert.False(File.Exists(folder.At("cut.h5")));
        Assert.Equal(first.Count, Directory.GetFiles(folder.At("cut.h5.cells"), "*.cell").Length);
        string damaged = Directory.GetFiles(folder.At("cut.h5.cells"), "*.cell").Order(StringComparer.Ordinal).First();
        File.WriteAllBytes(damaged, File.ReadAllBytes(damaged)[..^5]);
        File.WriteAllText(damaged + ".1-x.ephystx-tmp", "half");

        List<string> second = [];
        ExtractionSummary summary = await RunAsync(folder, "cut.h5", progress: new Watch(value => second.AddRange(value.Cell is null ? [] : [value.Cell.Id])));

        Assert.Equal(first.Count - 1, summary.Resumed);
        Assert.Equal(8 - summary.Resumed, second.Count);
        Assert.Equal(8, first.Union(second).Count());
        Assert.Equal(File.ReadAllBytes(folder.At("whole.h5")), File.ReadAllBytes(folder.At("cut.h5")));
        Assert.False(Directory.Exists(folder.At("cut.h5.cells")));
    }

    [Fact]
    public async Task A_changed_recording_or_preset_is_done_again()
    {
        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.At("in"), "a.nwb", "b.nwb", "c.nwb");
        await CutAfterAsync(2, FeatureOptions.Recommended);
        int kept = Directory.GetFiles(folder.At("o.h5.cells"), "*.cell").Length;
        Assert.InRange(kept, 2, 3);
        await CutAfterAsync(1, FeatureOptions.Paper);
        Assert.InRange(Directory.GetFiles(folder.At("o.h5.cells"), "*.cell").Length, kept + 1, kept + 2);
        foreach (string name in new[] { "a.nwb", "b.nwb", "c.nwb" })
        {
            File.SetLastWriteTimeUtc(folder.At("in", name), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        }

        Assert.Equal(0, (await RunAsync(folder, "o.h5")).Resumed);

        async Task CutAfterAsync(int count, FeatureOptions features)
        {
            using var stop = new CancellationTokenSource();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(folder, "o.h5", options => options with { Features = features, Workers = 1 }, new Watch(value =>
            {
                if (value.Done - value.Resumed == count)
                {
                    stop.Cancel();
                }
            }), stop.Token));
        }
    }

    [Fact]
    public async Task Bad_files_each_have_their_reason_and_the_others_go_on()
    {
        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.At("in"), "good.nwb");
        byte[] good = SyntheticFiles.StandardBytes;
        File.WriteAllBytes(folder.At("in", "empty.nwb"), []);
        File.WriteAllText(folder.At("in", "foreign.nwb"), "id,value\n1,2\n");
        File.WriteAllBytes(folder.At("in", "truncated.nwb"), good[..(good.Length / 2)]);
        byte[] hostile = [.. good];
        new Random(3).NextBytes(hostile.AsSpan(48, 4000));
        File.WriteAllBytes(folder.At("in", "hostile.nwb"), hostile);
        File.WriteAllBytes(folder.At("in", "nan.nwb"), SyntheticFiles.Bytes(SyntheticCell.Standard().Select(NaN)));
        var plain = new EphysTx.Hdf5.Hdf5FileBuilder();
        plain.Root.AddDataset("x", EphysTx.Hdf5.Hdf5Value.Number(1.0));
        File.WriteAllBytes(folder.At("in", "plain_hdf5.nwb"), plain.ToArray());
        var inputs = new List<RecordingInput>(InputList.Resolve([folder.At("in"), folder.At("in", "absent.nwb")], folder.Path));
        if (!OperatingSystem.IsWindows() && Environment.UserName != "root")
        {
            SyntheticFiles.Write(folder.At("in"), "denied.nwb");
            File.SetUnixFileMode(folder.At("in", "denied.nwb"), UnixFileMode.None);
            inputs.Add(new FileInput("denied", "denied.nwb", folder.At("in", "denied.nwb")));
        }

        ExtractionSummary summary = await ExtractionRun.RunAsync(inputs, new ExtractionOptions { Output = folder.At("o.h5"), JsonFolder = folder.At("json"), Workers = 3 });

        FeatureFile file = FeatureFile.Read(folder.At("o.h5"));
        Dictionary<string, FailureReason> reasons = file.Failed.ToDictionary(cell => cell.Id, cell => cell.Error!.Reason);
        Assert.Equal(FailureReason.FileNotFound, reasons["absent"]);
        Assert.Equal(FailureReason.EmptyFile, reasons["empty"]);
        Assert.Equal(FailureReason.ForeignFile, reasons["foreign"]);
        Assert.Equal(FailureReason.ForeignFile, reasons["plain_hdf5"]);
        Assert.Equal(FailureReason.TruncatedFile, reasons["truncated"]);
        Assert.Equal(FailureReason.DamagedFile, reasons["hostile"]);
        Assert.True(!inputs.Exists(input => input.Id == "denied") || reasons["denied"] == FailureReason.AccessDenied);
        Assert.Equal(["good", "nan"], file.Ids);
        Assert.All(file.Cells[1].Families, family => Assert.Null(family.Values));
        Assert.All(file.Cells[1].Families, family => Assert.NotNull(family.Failure));
        Assert.All(file.Failed, cell => Assert.DoesNotContain(folder.Path, cell.Error!.Text, StringComparison.Ordinal));
        Assert.Equal(inputs.Count, summary.Files);
        Assert.Equal(2, summary.Readable);
        Assert.Equal(inputs.Count - 2, summary.CellReasons.Sum(reason => reason.Count));
        Assert.Equal(inputs.Count, Directory.GetFiles(folder.At("json")).Length);
    }

    [Fact]
    public async Task An_output_that_cannot_be_written_is_said_before_the_work()
    {
        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.At("in"), "a.nwb");
        File.WriteAllText(folder.At("file"), "");
        Directory.CreateDirectory(folder.At("folder.h5"));

        var under = await Assert.ThrowsAsync<EphysTxException>(() => RunAsync(folder, Path.Combine("file", "o.h5")));
        var onto = await Assert.ThrowsAsync<EphysTxException>(() => RunAsync(folder, "folder.h5"));

        Assert.Contains("cannot be written", under.Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", onto.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task JSON_that_cannot_be_written_is_a_warning_and_the_features_are_kept()
    {
        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.At("in"), "a.nwb", "b.nwb");
        File.WriteAllText(folder.At("file"), "");
        List<string> warnings = [];

        ExtractionSummary summary = await RunAsync(folder, "o.h5", options => options with { JsonFolder = folder.At("file", "json") }, new Watch(value => warnings.AddRange(value.Warning is null ? [] : [value.Warning])));

        Assert.Equal(2, summary.Succeeded);
        Assert.Equal(2, warnings.Count);
        Assert.Equal(2, FeatureFile.Read(folder.At("o.h5")).Cells.Count);
    }

    [Fact]
    public void Inputs_are_files_folders_and_lists_each_recording_once()
    {
        using var folder = new ScratchFolder();
        foreach (string name in new[] { "x/b.nwb", "x/a.NWB", "y/b.nwb", "y/z/c.nwb", "y/notes.txt" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.At(name))!);
            File.WriteAllText(folder.At(name), "");
        }

        File.WriteAllText(folder.At("list.txt"), "x\n# a comment\ny/z/c.nwb   # another\n\n");

        Assert.Equal(["a", "b", "c"], Ids("@list.txt"));
        Assert.Equal(["a", "b", "c"], Ids("x", "@list.txt", "x/b.nwb"));
        Assert.Equal(["a", "c", "x/b", "y/b"], Ids("."));
        Assert.Contains("no .nwb file", Assert.Throws<EphysTxException>(() => Ids("@" + Empty())).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<EphysTxException>(() => Ids("@absent.txt")).Message, StringComparison.Ordinal);

        string Empty()
        {
            File.WriteAllText(folder.At("empty.txt"), "");
            return "empty.txt";
        }

        string[] Ids(params string[] inputs) => [.. InputList.Resolve(inputs, folder.Path).Select(input => input.Id)];
    }

    [Theory]
    [InlineData("0/2")]
    [InlineData("3/2")]
    [InlineData("1")]
    [InlineData("a/b")]
    public void A_shard_that_makes_no_sense_is_refused(string text) => Assert.Throws<EphysTxException>(() => Shard.Parse(text));

    private static Sweep NaN(Sweep sweep)
    {
        SweepTraces traces = sweep.Read(CancellationToken.None);
        var nothing = new float[traces.Response.Length];
        nothing.AsSpan().Fill(float.NaN);
        return SyntheticCell.Of(sweep.Number, sweep.StimulusCode, [.. traces.Stimulus.ToDouble(traces.Stimulus.Length).Select(value => (float)value)], nothing);
    }

    private static Task<ExtractionSummary> RunAsync(
        ScratchFolder folder, string output, Func<ExtractionOptions, ExtractionOptions>? change = null, IProgress<ExtractionProgress>? progress = null, CancellationToken token = default)
    {
        var options = new ExtractionOptions { Output = folder.At(output), Workers = 2 };
        return ExtractionRun.RunAsync(InputList.Resolve([folder.At("in")], folder.Path), change is null ? options : change(options), progress, token);
    }

    private sealed class Watch(Action<ExtractionProgress> onReport) : IProgress<ExtractionProgress>
    {
        public void Report(ExtractionProgress value) => onReport(value);
    }
}
