using System.Text;
using EphysTx.Cohorts.Sources;
using EphysTx.Storage;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Cohorts.Sources;

public sealed class SourceFetcherTests
{
    private static readonly byte[] First = Encoding.UTF8.GetBytes("the first file");
    private static readonly byte[] Second = [.. Enumerable.Range(0, 200_000).Select(i => (byte)(i % 253))];
    private static readonly Uri Nowhere = new("http://127.0.0.1:1/");

    private static readonly FetchOptions Offline = new() { Mirror = null, UseNetwork = false };
    private static readonly FetchOptions Online = new()
    {
        Mirror = null,
        Download = new DownloadOptions { FirstRetryDelay = TimeSpan.FromMilliseconds(1), StallTimeout = TimeSpan.FromSeconds(10), TotalTimeout = TimeSpan.FromSeconds(30), Attempts = 2 },
    };

    private static SourceList Sources(Uri address) => new("test cohort",
    [
        new SourceFile("a", "first.csv", new Uri(address, "first"), Sha256Hash.OfBytes(First), First.Length, "origin", "licence"),
        new SourceFile("b", "second.csv", new Uri(address, "second"), Sha256Hash.OfBytes(Second), Second.Length, "origin", "licence"),
    ]);

    private static LoopbackServer Serve(byte[]? second = null) => new((request, stream, _) =>
        LoopbackServer.ServeAsync(request, stream, request.Path == "/first" ? First : second ?? Second));

    private static void AssertAllHere(ScratchFolder folder)
    {
        Assert.Equal(["first.csv", "second.csv"], folder.Files());
        Assert.Equal(First, File.ReadAllBytes(folder.At("first.csv")));
        Assert.Equal(Second, File.ReadAllBytes(folder.At("second.csv")));
    }

    private static Task<IReadOnlyList<FetchProgress>> FetchAsync(ScratchFolder folder, FetchOptions options, Uri? address = null) =>
        new SourceFetcher(new DataFolder(folder.Path), options).FetchAsync(Sources(address ?? Nowhere));

    private static async Task<string> FailAsync(ScratchFolder folder, FetchOptions options, Uri? address = null) =>
        (await Assert.ThrowsAsync<EphysTxException>(() => FetchAsync(folder, options, address))).Message;

    [Fact]
    public async Task Files_that_are_here_are_left_alone()
    {
        using var folder = new ScratchFolder();
        File.WriteAllBytes(folder.At("first.csv"), First);
        File.WriteAllBytes(folder.At("second.csv"), Second);

        IReadOnlyList<FetchProgress> reports = await FetchAsync(folder, Offline);

        Assert.All(reports, report => Assert.Equal(FetchStage.AlreadyHere, report.Stage));
        Assert.False(File.Exists(folder.At(FolderLock.FileName)));
    }

    [Fact]
    public async Task The_mirror_is_searched_in_its_subfolders_and_under_any_name()
    {
        using var folder = new ScratchFolder();
        using var mirror = new ScratchFolder();
        Directory.CreateDirectory(mirror.At("deep", "er ü"));
        File.WriteAllBytes(mirror.At("deep", "x.bin"), First);
        File.WriteAllBytes(mirror.At("deep", "er ü", "y"), Second);
        File.WriteAllBytes(mirror.At("same size as the first"), new byte[First.Length]);

        IReadOnlyList<FetchProgress> reports = await FetchAsync(folder, Offline with { Mirror = mirror.Path });

        AssertAllHere(folder);
        Assert.All(reports, report => Assert.Equal(FetchStage.Copied, report.Stage));
        Assert.Equal(mirror.At("deep", "er ü", "y"), reports[1].Detail);
    }

    [Fact]
    public async Task A_mirror_of_links_and_with_a_loop_works()
    {
        using var folder = new ScratchFolder();
        using var mirror = new ScratchFolder();
        using var elsewhere = new ScratchFolder();
        File.WriteAllBytes(elsewhere.At("1"), First);
        File.WriteAllBytes(elsewhere.At("2"), Second);
        File.CreateSymbolicLink(mirror.At("first"), elsewhere.At("1"));
        File.CreateSymbolicLink(mirror.At("second"), elsewhere.At("2"));
        File.CreateSymbolicLink(mirror.At("broken"), elsewhere.At("3"));
        Directory.CreateSymbolicLink(mirror.At("loop"), mirror.Path);

        await FetchAsync(folder, Offline with { Mirror = mirror.Path });

        AssertAllHere(folder);
    }

    [Fact]
    public async Task A_file_put_into_the_folder_under_another_name_is_found()
    {
        using var folder = new ScratchFolder();
        File.WriteAllBytes(folder.At("first.csv"), First);
        File.WriteAllBytes(folder.At("by hand"), Second);

        await FetchAsync(folder, Offline);

        Assert.Equal(Second, File.ReadAllBytes(folder.At("second.csv")));
    }

    [Fact]
    public async Task What_the_mirror_lacks_comes_from_the_network()
    {
        using var folder = new ScratchFolder();
        using var mirror = new ScratchFolder();
        File.WriteAllBytes(mirror.At("1"), First);
        await using LoopbackServer server = Serve();

        IReadOnlyList<FetchProgress> reports = await FetchAsync(folder, Online with { Mirror = mirror.Path }, server.Address);

        AssertAllHere(folder);
        Assert.Equal([FetchStage.Copied, FetchStage.Downloaded], reports.Select(report => report.Stage));
        Assert.Equal("/second", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task A_file_with_the_wrong_hash_is_replaced()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.At("first.csv"), "something else");
        await using LoopbackServer server = Serve();

        await FetchAsync(folder, Online, server.Address);

        AssertAllHere(folder);
    }

    [Fact]
    public async Task Wrong_bytes_from_the_server_are_thrown_away_and_explained()
    {
        using var folder = new ScratchFolder();
        byte[] wrong = [.. Second.Select(value => (byte)(value ^ 1))];
        await using LoopbackServer server = Serve(wrong);

        string message = await FailAsync(folder, Online, server.Address);

        Assert.Equal(["first.csv"], folder.Files());
        Assert.StartsWith("1 of the 2 files of test cohort could not be had: second.csv.", message, StringComparison.Ordinal);
        Assert.Contains($"{server.Address}second: the server's bytes have SHA-256 {Sha256Hash.OfBytes(wrong)}, but it should be {Sha256Hash.OfBytes(Second)}", message, StringComparison.Ordinal);
        Assert.Contains("remedy:  set EPHYSTX_MIRROR", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_with_wrong_bytes_is_fetched_once_more_in_whole()
    {
        using var folder = new ScratchFolder();
        File.WriteAllBytes(folder.At("second.csv.part"), new byte[5000]);
        await using LoopbackServer server = Serve();

        await FetchAsync(folder, Online, server.Address);

        AssertAllHere(folder);
        Assert.Equal([null, 5000, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_complete_part_is_verified_without_a_request()
    {
        using var folder = new ScratchFolder();
        File.WriteAllBytes(folder.At("first.csv"), First);
        File.WriteAllBytes(folder.At("second.csv.part"), Second);
        await using LoopbackServer server = Serve();

        await FetchAsync(folder, Online, server.Address);

        AssertAllHere(folder);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_wrong_file_that_cannot_be_replaced_stays_and_is_named_with_both_hashes()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.At("first.csv"), "mine");

        string message = await FailAsync(folder, Offline);

        Assert.Equal("mine", File.ReadAllText(folder.At("first.csv")));
        Assert.Contains($"{folder.At("first.csv")} has SHA-256 {Sha256Hash.OfBytes("mine"u8)}, but it should be {Sha256Hash.OfBytes(First)}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_message_says_what_was_tried_and_what_to_do()
    {
        using var folder = new ScratchFolder();
        using var empty = new ScratchFolder();

        string unset = await FailAsync(folder, Online);
        string absent = await FailAsync(folder, Offline with { Mirror = folder.At("none") });
        string without = await FailAsync(folder, Offline with { Mirror = empty.Path });

        Assert.StartsWith("2 of the 2 files of test cohort could not be had: first.csv, second.csv.", unset, StringComparison.Ordinal);
        Assert.Contains("mirror:  EPHYSTX_MIRROR is not set", unset, StringComparison.Ordinal);
        Assert.Contains("network: 127.0.0.1: no connection", unset, StringComparison.Ordinal);
        Assert.Contains($"put these into {folder.Path}:", unset, StringComparison.Ordinal);
        Assert.Contains($"first.csv  SHA-256 {Sha256Hash.OfBytes(First)}  http://127.0.0.1:1/first", unset, StringComparison.Ordinal);
        Assert.Contains($"the folder {folder.At("none")} does not exist", absent, StringComparison.Ordinal);
        Assert.Contains("network: 127.0.0.1: not tried", absent, StringComparison.Ordinal);
        Assert.Contains($"the folder {empty.Path} does not hold these bytes under any name", without, StringComparison.Ordinal);
        Assert.Empty(folder.Files());
    }

    [Fact]
    public async Task An_unreachable_host_is_tried_for_one_file_only()
    {
        using var folder = new ScratchFolder();
        var counter = new CountingHandler();

        await FailAsync(folder, Online with { Download = Online.Download with { Handler = counter } });

        Assert.Equal(2, counter.Requests);
    }

    [Fact]
    public async Task Files_are_independent_when_one_is_not_there()
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer((request, stream, _) => request.Path == "/first"
            ? LoopbackServer.AnswerAsync(stream, "404 Not Found", [])
            : LoopbackServer.ServeAsync(request, stream, Second));

        string message = await FailAsync(folder, Online, server.Address);

        Assert.Equal(["second.csv"], folder.Files());
        Assert.Contains("/first: the server answered 404 Not Found", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_at_once_fetch_each_file_once()
    {
        using var folder = new ScratchFolder();
        await using LoopbackServer server = Serve();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => FetchAsync(folder, Online, server.Address))));

        AssertAllHere(folder);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_one_clear_error()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.At("file"), "");
        var fetcher = new SourceFetcher(new DataFolder(folder.At("file", "data")), Offline);

        var error = await Assert.ThrowsAsync<EphysTxException>(() => fetcher.FetchAsync(Sources(Nowhere)));

        Assert.StartsWith($"The folder {folder.At("file", "data")} cannot be written", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_tells_the_four_states_apart()
    {
        using var folder = new ScratchFolder();
        var data = new DataFolder(folder.Path);
        SourceList sources = Sources(Nowhere);

        Assert.Equal([SourceFileState.Absent, SourceFileState.Absent], (await data.StatusAsync(sources)).Select(status => status.State));
        File.WriteAllBytes(folder.At("first.csv"), First);
        File.WriteAllBytes(folder.At("second.csv.part"), Second[..7]);
        IReadOnlyList<SourceFileStatus> partial = await data.StatusAsync(sources);
        Assert.Equal([SourceFileState.Present, SourceFileState.Partial], partial.Select(status => status.State));
        Assert.Equal(7, partial[1].BytesHere);
        File.WriteAllText(folder.At("second.csv"), "");
        Assert.Equal(SourceFileState.WrongHash, (await data.StatusAsync(sources))[1].State);
    }

    private sealed class CountingHandler : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            throw new HttpRequestException("no such host");
        }
    }
}
