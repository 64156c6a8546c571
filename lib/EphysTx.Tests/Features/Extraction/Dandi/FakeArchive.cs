using System.Globalization;
using System.Text;
using EphysTx.Features.Extraction.Dandi;
using EphysTx.Storage;
using EphysTx.Tests.Storage;

namespace EphysTx.Tests.Features.Extraction.Dandi;

/// <summary>A server that answers as the DANDI archive does: pages of files, a redirect from each to its content, ranges.</summary>
internal sealed class FakeArchive : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly List<(Guid Id, string Path, byte[] Content, string? Sha256)> _assets = [];

    public FakeArchive() => _server = new LoopbackServer(AnswerAsync);

    /// <summary>Takes a request over; false leaves it to the archive.</summary>
    public Func<LoopbackRequest, Stream, CancellationToken, Task<bool>> Instead { get; set; } = (_, _, _) => Task.FromResult(false);

    public IReadOnlyList<LoopbackRequest> Requests => _server.Requests;

    public DandiOptions Options => new()
    {
        Api = new Uri(_server.Address, "api/"),
        Download = new DownloadOptions { Attempts = 3, FirstRetryDelay = TimeSpan.FromMilliseconds(1), StallTimeout = TimeSpan.FromSeconds(1) },
    };

    public void Add(string path, byte[] content, string? sha256 = "")
    {
        byte[] id = new byte[16];
        id[0] = (byte)(_assets.Count + 1);
        _assets.Add((new Guid(id), path, content, sha256 is "" ? Sha256Hash.OfBytes(content) : sha256));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(LoopbackRequest request, Stream stream, CancellationToken cancellationToken)
    {
        if (await Instead(request, stream, cancellationToken))
        {
            return;
        }

        if (request.Path.StartsWith("/api/dandisets/000020/versions/0.210913.1639/assets/", StringComparison.Ordinal))
        {
            await LoopbackServer.AnswerAsync(stream, "200 OK", Page(request.Path));
            return;
        }

        (Guid Id, string Path, byte[] Content, string? Sha256) asset = _assets.Find(one => request.Path.Contains(one.Id.ToString("D"), StringComparison.Ordinal));
        if (asset.Content is null)
        {
            await LoopbackServer.AnswerAsync(stream, "404 Not Found", []);
        }
        else if (request.Path.EndsWith("/download/", StringComparison.Ordinal))
        {
            await LoopbackServer.AnswerAsync(stream, "302 Found", [], $"Location: {_server.Address}blobs/{asset.Id:D}\r\n");
        }
        else
        {
            await ServeAsync(request, stream, asset.Content);
        }
    }

    /// <summary>Content whole or in part, with both ends of a range.</summary>
    public static Task ServeAsync(LoopbackRequest request, Stream stream, byte[] content, int? send = null)
    {
        const string Tag = "ETag: \"v1\"\r\n";
        if (!request.Headers.TryGetValue("range", out string? range))
        {
            return LoopbackServer.AnswerAsync(stream, "200 OK", content, Tag, send);
        }

        string[] ends = range["bytes=".Length..].Split('-');
        int from = int.Parse(ends[0], CultureInfo.InvariantCulture);
        int to = ends[1].Length == 0 ? content.Length - 1 : Math.Min(int.Parse(ends[1], CultureInfo.InvariantCulture), content.Length - 1);
        return LoopbackServer.AnswerAsync(stream, "206 Partial Content", content[from..(to + 1)], $"{Tag}Content-Range: bytes {from}-{to}/{content.Length}\r\n", send);
    }

    // Two files a page.
    private byte[] Page(string path)
    {
        int page = path.Contains("page=", StringComparison.Ordinal) && path.Split("&page=") is [_, var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1;
        string results = string.Join(",", _assets.Skip((page - 1) * 2).Take(2).Select(asset =>
        {
            string hash = asset.Sha256 is null ? "" : $",\"dandi:sha2-256\":\"{asset.Sha256}\"";
            return $"{{\"asset_id\":\"{asset.Id:D}\",\"blob\":\"x\",\"zarr\":null,\"path\":\"{asset.Path}\",\"size\":{asset.Content.Length},"
                + $"\"metadata\":{{\"digest\":{{\"dandi:dandi-etag\":\"x-1\"{hash}}}}}}}";
        }));
        string next = page * 2 < _assets.Count ? $"\"{_server.Address}api/dandisets/000020/versions/0.210913.1639/assets/?metadata=true&page={page + 1}\"" : "null";
        return Encoding.UTF8.GetBytes($$"""{"count":{{_assets.Count}},"next":{{next}},"previous":null,"results":[{{results}}]}""");
    }
}
