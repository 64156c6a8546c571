using EphysTx.Storage;

namespace EphysTx.Tests.Storage;

/// <summary>Downloads from a real server on this machine.</summary>
public sealed class HttpDownloadTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31 % 251))];
    private static readonly DownloadOptions Quick = new()
    {
        ConnectTimeout = TimeSpan.FromSeconds(5),
        StallTimeout = TimeSpan.FromSeconds(10),
        TotalTimeout = TimeSpan.FromSeconds(30),
        FirstRetryDelay = TimeSpan.FromMilliseconds(1),
    };

    private static async Task<byte[]> DownloadAsync(LoopbackServer server, ScratchFolder folder, DownloadOptions? options = null, List<DownloadProgress>? reports = null)
    {
        using var download = new HttpDownload(options ?? Quick);
        var part = new PartFile(folder.At("file.part"));
        await download.FillAsync(server.Address, part, Content.Length, report => reports?.Add(report), default);
        return await File.ReadAllBytesAsync(part.Path);
    }

    private static async Task<DownloadException> FailAsync(LoopbackServer server, ScratchFolder folder, DownloadOptions? options = null) =>
        await Assert.ThrowsAsync<DownloadException>(() => DownloadAsync(server, folder, options));

    [Fact]
    public async Task A_file_comes_whole_and_progress_ends_at_its_size()
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer((request, stream, _) => LoopbackServer.ServeAsync(request, stream, Content));
        var reports = new List<DownloadProgress>();

        Assert.Equal(Content, await DownloadAsync(server, folder, reports: reports));

        Assert.Equal(new DownloadProgress(Content.Length, Content.Length, null), reports[^1]);
        Assert.Equal("/", Assert.Single(server.Requests).Path);
    }

    [Fact]
    public async Task A_broken_connection_is_resumed_where_it_broke()
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer((request, stream, _) => LoopbackServer.ServeAsync(request, stream, Content, send: request.Number == 1 ? 120_000 : null));
        var reports = new List<DownloadProgress>();

        Assert.Equal(Content, await DownloadAsync(server, folder, reports: reports));

        Assert.Equal(2, server.Requests.Count);
        Assert.Equal("bytes=120000-", server.Requests[1].Headers["range"]);
        Assert.Equal("\"v1\"", server.Requests[1].Headers["if-range"]);
        Assert.Contains("120000 of 300000 bytes", Assert.Single(reports, report => report.Retry is not null).Retry, StringComparison.Ordinal);
        Assert.Equal(Content.Length, reports[^1].BytesTransferred);
    }

    [Fact]
    public async Task A_part_of_an_earlier_process_is_resumed()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder.At("file.part"), Content[..1000]);
        await using var server = new LoopbackServer((request, stream, _) => LoopbackServer.ServeAsync(request, stream, Content));
        var reports = new List<DownloadProgress>();

        Assert.Equal(Content, await DownloadAsync(server, folder, reports: reports));

        Assert.Equal(1000, server.Requests[0].From);
        Assert.Equal(Content.Length - 1000, reports[^1].BytesTransferred);
    }

    [Fact]
    public async Task Another_version_on_the_server_starts_over()
    {
        using var folder = new ScratchFolder();
        byte[] older = [.. Content.Select(value => (byte)(value ^ 1))];
        await using var server = new LoopbackServer((request, stream, _) =>
            request.Number == 1 ? LoopbackServer.ServeAsync(request, stream, older, "\"old\"", send: 50_000) : LoopbackServer.ServeAsync(request, stream, Content, "\"new\""));

        Assert.Equal(Content, await DownloadAsync(server, folder));

        Assert.Equal("\"old\"", server.Requests[1].Headers["if-range"]);
    }

    [Fact]
    public async Task A_weak_version_mark_is_not_used_for_resuming()
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer((request, stream, _) => LoopbackServer.ServeAsync(request, stream, Content, "W/\"v1\"", send: request.Number == 1 ? 9 : null));

        Assert.Equal(Content, await DownloadAsync(server, folder));

        Assert.False(server.Requests[1].Headers.ContainsKey("if-range"));
    }

    [Fact]
    public async Task A_server_without_ranges_sends_the_whole_again()
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer((request, stream, _) => LoopbackServer.AnswerAsync(stream, "200 OK", Content, send: request.Number == 1 ? 70_000 : null));

        Assert.Equal(Content, await DownloadAsync(server, folder));

        Assert.Equal(70_000, server.Requests[1].From);
    }

    [Fact]
    public async Task A_wrong_range_or_a_416_drops_the_part_and_starts_over()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder.At("file.part"), Content[..1000]);
        await using var server = new LoopbackServer((request, stream, _) => request.Number switch
        {
            1 => LoopbackServer.AnswerAsync(stream, "206 Partial Content", Content[5..], $"Content-Range: bytes 5-{Content.Length - 1}/{Content.Length}\r\n"),
            2 => LoopbackServer.ServeAsync(request, stream, Content, send: 60),
            3 => LoopbackServer.AnswerAsync(stream, "416 Range Not Satisfiable", []),
            _ => LoopbackServer.ServeAsync(request, stream, Content),
        });

        Assert.Equal(Content, await DownloadAsync(server, folder));

        Assert.Equal([1000, null, 60, null], server.Requests.Select(request => request.From));
    }

    [Fact]
    public async Task A_part_that_is_too_long_is_dropped()
    {
        using var folder = new ScratchFolder();
        await File.WriteAllBytesAsync(folder.At("file.part"), new byte[Content.Length + 1]);
        await using var server = new LoopbackServer((request, stream, _) => LoopbackServer.ServeAsync(request, stream, Content));

        Assert.Equal(Content, await DownloadAsync(server, folder));

        Assert.Null(server.Requests[0].From);
    }

    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    public async Task A_passing_failure_is_tried_again(string status)
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer((request, stream, _) =>
            request.Number <= 2 ? LoopbackServer.AnswerAsync(stream, status, [], "Retry-After: 0\r\n") : LoopbackServer.ServeAsync(request, stream, Content));

        Assert.Equal(Content, await DownloadAsync(server, folder));

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Attempts_are_few()
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer((_, stream, _) => LoopbackServer.AnswerAsync(stream, "500 Internal Server Error", []));

        DownloadException error = await FailAsync(server, folder);

        Assert.Equal(4, server.Requests.Count);
        Assert.Equal("the server answered 500 Internal Server Error (4 attempts)", error.Message);
        Assert.False(error.IsUnreachable);
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("403 Forbidden")]
    public async Task A_lasting_failure_is_not_tried_again(string status)
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer((_, stream, _) => LoopbackServer.AnswerAsync(stream, status, []));

        DownloadException error = await FailAsync(server, folder);

        Assert.Single(server.Requests);
        Assert.Equal($"the server answered {status}", error.Message);
        Assert.Empty(folder.Files());
    }

    [Fact]
    public async Task A_file_of_another_size_is_refused_before_it_is_downloaded()
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer((_, stream, _) => LoopbackServer.AnswerAsync(stream, "200 OK", Content[..100]));

        DownloadException error = await FailAsync(server, folder);

        Assert.Equal("the server's file has 100 bytes, but it should have 300000", error.Message);
        Assert.Empty(folder.Files());
    }

    [Fact]
    public async Task A_stream_without_length_may_neither_be_too_long_nor_too_short()
    {
        using var folder = new ScratchFolder();
        await using var endless = new LoopbackServer((_, stream, _) => LoopbackServer.AnswerAsync(stream, "200 OK", [.. Content, .. Content], hasLength: false));
        await using var cut = new LoopbackServer((_, stream, _) => LoopbackServer.AnswerAsync(stream, "200 OK", Content[..100], hasLength: false));

        Assert.Contains("more than the 300000 bytes", (await FailAsync(endless, folder)).Message, StringComparison.Ordinal);
        Assert.Contains("ended after 100 of 300000 bytes", (await FailAsync(cut, folder)).Message, StringComparison.Ordinal);
        Assert.Equal(4, cut.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_hangs_before_or_within_its_answer_is_given_up(bool isWithin)
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer(async (_, stream, stop) =>
        {
            if (isWithin)
            {
                await LoopbackServer.AnswerAsync(stream, "200 OK", Content, send: 500);
            }

            await Task.Delay(Timeout.Infinite, stop);
        });

        DownloadException error = await FailAsync(server, folder, Quick with { StallTimeout = TimeSpan.FromMilliseconds(200), Attempts = 2 });

        Assert.Equal(2, server.Requests.Count);
        Assert.Contains(isWithin ? "sent nothing for 0.2 s after 500 of 300000 bytes" : "no answer within 0.2 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slow_drip_ends_at_the_total_time()
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer(async (_, stream, stop) =>
        {
            await LoopbackServer.AnswerAsync(stream, "200 OK", Content, send: 10);
            while (true)
            {
                await Task.Delay(20, stop);
                await stream.WriteAsync(new byte[1], stop);
            }
        });

        DownloadException error = await FailAsync(server, folder, Quick with { TotalTimeout = TimeSpan.FromMilliseconds(400) });

        Assert.StartsWith("gave up after 0.4 s with ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_ends_without_an_answer_is_tried_again()
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer((_, _, _) => Task.CompletedTask);

        DownloadException error = await FailAsync(server, folder);

        // The platform's client repeats such a request by itself, so each of the attempts is several requests.
        Assert.True(server.Requests.Count >= 4);
        Assert.False(error.IsUnreachable);
        Assert.StartsWith("the server gave no proper answer", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_listening_is_told_apart()
    {
        using var folder = new ScratchFolder();
        var server = new LoopbackServer((_, _, _) => Task.CompletedTask);
        Uri address = server.Address;
        await server.DisposeAsync();
        using var download = new HttpDownload(Quick with { Attempts = 2 });

        var error = await Assert.ThrowsAsync<DownloadException>(() => download.FillAsync(address, new PartFile(folder.At("file.part")), 10, _ => { }, default));

        Assert.True(error.IsUnreachable);
        Assert.StartsWith("no connection", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_stops_at_once_and_leaves_a_part_that_can_be_resumed()
    {
        using var folder = new ScratchFolder();
        await using var server = new LoopbackServer(async (request, stream, stop) =>
        {
            await LoopbackServer.ServeAsync(request, stream, Content, send: request.Number == 1 ? 4000 : null);
            await Task.Delay(request.Number == 1 ? Timeout.Infinite : 0, stop);
        });
        using var cancellation = new CancellationTokenSource();
        using var download = new HttpDownload(Quick);
        var part = new PartFile(folder.At("file.part"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            download.FillAsync(server.Address, part, Content.Length, report => { if (report.BytesDone == 4000) { cancellation.Cancel(); } }, cancellation.Token));

        Assert.Equal(4000, part.Length);
        Assert.Equal(Content, await DownloadAsync(server, folder));
        Assert.Equal(4000, server.Requests[1].From);
    }

    [Fact]
    public async Task A_part_that_cannot_be_written_is_no_network_failure()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder.At("file.part"));
        await using var server = new LoopbackServer((request, stream, _) => LoopbackServer.ServeAsync(request, stream, Content));

        var error = await Assert.ThrowsAsync<EphysTxException>(() => DownloadAsync(server, folder));

        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }
}
