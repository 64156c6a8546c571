using System.Text;
using EphysTx.Features.Extraction;
using EphysTx.Features.Extraction.Dandi;
using EphysTx.Features.Files;
using EphysTx.Recordings;
using EphysTx.Tests.Storage;
using EphysTx.Workbook;

namespace EphysTx.Tests.Features.Extraction.Dandi;

public class DandiTests
{
    private static readonly DandisetReference Mouse = DandisetReference.Parse("dandi:000020");

    [Fact]
    public void Data_sets_of_the_paper_have_pinned_versions()
    {
        Assert.Equal(new DandisetReference("000020", "0.210913.1639"), Mouse);
        Assert.Equal(new DandisetReference("000636", "0.241120.0510"), DandisetReference.Parse("dandi:000636"));
        Assert.Equal(new DandisetReference("000020", "0.1.2"), DandisetReference.Parse("dandi:000020@0.1.2"));
        Assert.Throws<EphysTxException>(() => DandisetReference.Parse("dandi:20"));
        Assert.Throws<EphysTxException>(() => DandisetReference.Parse("dandi:000001"));
    }

    [Fact]
    public async Task The_list_goes_over_pages_and_errors_that_pass()
    {
        await using var archive = new FakeArchive();
        foreach (string path in new[] { "sub-2/sub-2_ses-7_icephys.nwb", "dandiset.yaml", "sub-1/a.nwb", "sub-1/b.nwb", "sub-3/c.nwb" })
        {
            archive.Add(path, [1, 2, 3]);
        }

        archive.Instead = async (request, stream, _) =>
        {
            if (request.Number is 1 or 3)
            {
                await LoopbackServer.AnswerAsync(stream, request.Number == 1 ? "503 Busy" : "200 OK", Encoding.ASCII.GetBytes("{\"count\":"), send: 4);
            }

            return request.Number is 1 or 3;
        };
        using var client = new DandiClient(archive.Options);

        IReadOnlyList<DandiAsset> assets = await client.ListAsync(Mouse);

        Assert.Equal(["sub-1/a.nwb", "sub-1/b.nwb", "sub-2/sub-2_ses-7_icephys.nwb", "sub-3/c.nwb"], assets.Select(asset => asset.Path));
        Assert.All(assets, asset => Assert.Equal((3, 64), ((int)asset.Bytes, asset.Sha256!.Length)));
        Assert.Equal(5, archive.Requests.Count);
    }

    [Theory]
    [InlineData("404 Not Found", "{}", "404")]
    [InlineData("200 OK", "{\"detail\": 1}", "does not answer as the DANDI archive does")]
    [InlineData("200 OK", "<html>", "3 attempts")]
    [InlineData("500 Oops", "", "3 attempts")]
    [InlineData("200 OK", "{\"count\":9,\"next\":null,\"results\":[]}", "0 of 9")]
    [InlineData("200 OK", "{\"count\":9,\"next\":\"http://elsewhere.invalid/\",\"results\":[]}", "elsewhere.invalid")]
    public async Task A_list_that_cannot_be_had_is_one_clear_error(string status, string body, string words)
    {
        await using var archive = new FakeArchive();
        archive.Instead = async (_, stream, _) =>
        {
            await LoopbackServer.AnswerAsync(stream, status, Encoding.ASCII.GetBytes(body));
            return true;
        };
        using var client = new DandiClient(archive.Options);

        Assert.Contains(words, (await Assert.ThrowsAsync<EphysTxException>(() => client.ListAsync(Mouse))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Broken_and_slow_connections_do_not_change_the_features(bool isStreamed)
    {
        await using var archive = new FakeArchive();
        using var folder = new ScratchFolder();
        byte[] content = WithBallast();
        archive.Add("sub-1/good.nwb", content);
        archive.Add("sub-2/unhashed.nwb", content, null);
        int broken = 0;
        archive.Instead = async (request, stream, token) =>
        {
            if (!request.Path.StartsWith("/blobs/", StringComparison.Ordinal))
            {
                return false;
            }

            switch (Interlocked.Increment(ref broken))
            {
                case 2:
                    await FakeArchive.ServeAsync(request, stream, content, send: 1000);
                    return true;
                case 4:
                    await Task.Delay(TimeSpan.FromSeconds(3), token);
                    return true;
                case 6:
                    await LoopbackServer.AnswerAsync(stream, "503 Slow Down", []);
                    return true;
                default:
                    return false;
            }
        };

        (ExtractionSummary summary, TransferCount count) = await RunAsync(archive, folder, isStreamed);

        Assert.Equal(2, summary.Succeeded);
        FeatureFile file = FeatureFile.Read(folder.At("o.h5"));
        File.WriteAllBytes(folder.At("good.nwb"), content);
        RecordingFeaturesAreEqual(folder.At("good.nwb"), file);
        Assert.Equal(["good.nwb", "o.h5", "o.report.csv"], folder.Files());
        Assert.Equal(2 * content.Length, count.Size);
        Assert.True(isStreamed ? count.Fetched < 0.8 * count.Size : count.Fetched >= count.Size, $"{count.Fetched} of {count.Size}");
    }

    [Fact]
    public async Task Files_with_the_wrong_hash_or_out_of_reach_fail_and_are_tried_again()
    {
        await using var archive = new FakeArchive();
        using var folder = new ScratchFolder();
        byte[] content = SyntheticFiles.StandardBytes;
        archive.Add("a.nwb", content);
        archive.Add("wrong.nwb", content, new string('0', 64));
        archive.Add("gone.nwb", [.. content, 0]);
        bool isGone = true;
        archive.Instead = async (request, stream, _) =>
        {
            bool refused = isGone && request.Path.StartsWith("/blobs/00000003", StringComparison.Ordinal);
            if (refused)
            {
                await LoopbackServer.AnswerAsync(stream, "500 Oops", []);
            }

            return refused;
        };

        (ExtractionSummary summary, _) = await RunAsync(archive, folder, isStreamed: false);

        Assert.Equal((3, 1), (summary.Files, summary.Succeeded));
        Assert.Equal([(FailureReason.NetworkFailure, 2)], summary.CellReasons);
        FeatureFile file = FeatureFile.Read(folder.At("o.h5"));
        Assert.Contains("SHA-256", file.Failed.Single(cell => cell.Id == "wrong").Error!.Text, StringComparison.Ordinal);
        isGone = false;
        Assert.Equal(3, (await RunAsync(archive, folder, isStreamed: true)).Summary.Succeeded);
    }

    [Fact]
    public async Task A_network_that_ends_in_the_middle_of_a_stream_is_no_recording_without_sweeps()
    {
        await using var archive = new FakeArchive();
        using var folder = new ScratchFolder();
        archive.Add("a.nwb", WithBallast());
        int blobs = 0;
        archive.Instead = async (request, stream, _) =>
        {
            bool refused = request.Path.StartsWith("/blobs/", StringComparison.Ordinal) && Interlocked.Increment(ref blobs) > 3;
            if (refused)
            {
                await LoopbackServer.AnswerAsync(stream, "500 Oops", []);
            }

            return refused;
        };

        (ExtractionSummary summary, _) = await RunAsync(archive, folder, isStreamed: true);

        Assert.Equal([(FailureReason.NetworkFailure, 1)], summary.CellReasons);
    }

    [Fact]
    public async Task The_command_takes_a_data_set_and_reports_the_share()
    {
        await using var archive = new FakeArchive();
        using var folder = new ScratchFolder();
        archive.Add("sub-1/sub-1_ses-11_icephys.nwb", WithBallast());
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new WorkbookHost { Out = output, Error = error, StartFolder = folder.Path };

        int code = await WorkbookApp.RunAsync(["extract", "dandi:000020", "--stream", "--out", "o.h5", "--dandi-api", archive.Options.Api.ToString()], host, CancellationToken.None);

        Assert.Equal((0, ""), (code, error.ToString()));
        Assert.Matches(@"fetched [0-9.]+ [kM]B of [0-9.]+ MB \([0-9.]+ %\)", output.ToString());
        Assert.Equal(["sub-1_ses-11_icephys"], FeatureFile.Read(folder.At("o.h5")).Ids);
    }

    private static async Task<(ExtractionSummary Summary, TransferCount Count)> RunAsync(FakeArchive archive, ScratchFolder folder, bool isStreamed)
    {
        var options = new ExtractionOptions { Output = folder.At("o.h5"), Workers = 2 };
        DandiOptions dandi = archive.Options with { Stream = isStreamed, Scratch = Path.Combine(options.StoreFolder, "downloads") };
        using var client = new DandiClient(dandi);
        var count = new TransferCount();
        IReadOnlyList<RecordingInput> inputs = DandiInput.Of(await client.ListAsync(Mouse), client, dandi, count);
        return (await ExtractionRun.RunAsync(inputs, options), count);
    }

    private static void RecordingFeaturesAreEqual(string path, FeatureFile file)
    {
        var direct = EphysTx.Features.RecordingFeatureExtractor.ExtractFile(path, EphysTx.Features.FeatureOptions.Recommended);
        Assert.Equal(2, file.Cells.Count);
        Assert.All(file.Cells, cell => Assert.All(direct.Families.Zip(cell.Families), pair => Assert.Equal(pair.First.Values, pair.Second.Values)));
    }

    /// <summary>The standard cell with a long series in voltage clamp, which features do not need.</summary>
    private static byte[] WithBallast()
    {
        var samples = new float[1_500_000];
        var random = new Random(1);
        for (int k = 0; k < samples.Length; k++)
        {
            samples[k] = random.NextSingle();
        }

        Sweep standard = SyntheticCell.Of(99, "EXTPSMOKET", new float[samples.Length], samples);
        return SyntheticFiles.Bytes(SyntheticCell.Standard().Append(standard with { ClampMode = ClampMode.VoltageClamp }));
    }
}
