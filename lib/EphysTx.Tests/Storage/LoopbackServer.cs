using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EphysTx.Tests.Storage;

/// <summary>One request to a <see cref="LoopbackServer"/>.</summary>
internal sealed record LoopbackRequest(int Number, string Path, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>First byte of a range request; null for the whole.</summary>
    public long? From =>
        Headers.TryGetValue("range", out string? range) ? long.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : null;
}

/// <summary>
/// A web server on 127.0.0.1 that can break in every way a real one can: it writes raw bytes, so that connections end in the middle.
/// Each connection carries one request.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<LoopbackRequest, Stream, CancellationToken, Task> _answer;
    private readonly Task _loop;
    private readonly List<LoopbackRequest> _requests = [];

    public LoopbackServer(Func<LoopbackRequest, Stream, CancellationToken, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _loop = ListenAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

    public IReadOnlyList<LoopbackRequest> Requests
    {
        get
        {
            lock (_requests)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>Answers with a status and a body; <paramref name="send"/> limits the bytes that are really sent before the connection ends.</summary>
    public static async Task AnswerAsync(Stream stream, string status, byte[] body, string headers = "", int? send = null, bool hasLength = true)
    {
        string length = hasLength ? $"Content-Length: {body.Length}\r\n" : "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{length}{headers}Connection: close\r\n\r\n"));
        await stream.WriteAsync(body.AsMemory(0, send ?? body.Length));
        await stream.FlushAsync();
    }

    /// <summary>Answers as a good server does, with ranges, If-Range and a version mark.</summary>
    public static Task ServeAsync(LoopbackRequest request, Stream stream, byte[] content, string etag = "\"v1\"", int? send = null)
    {
        bool isSameVersion = !request.Headers.TryGetValue("if-range", out string? version) || version == etag;
        if (request.From is not { } from || !isSameVersion)
        {
            return AnswerAsync(stream, "200 OK", content, $"ETag: {etag}\r\nAccept-Ranges: bytes\r\n", send);
        }

        return from >= content.Length
            ? AnswerAsync(stream, "416 Range Not Satisfiable", [], $"Content-Range: bytes */{content.Length}\r\n")
            : AnswerAsync(stream, "206 Partial Content", content[(int)from..], $"ETag: {etag}\r\nContent-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n", send);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _loop;
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                connections.Add(HandleAsync(client));
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The listener was stopped, before or while it accepts.
            await Task.WhenAll(connections);
        }
    }

    private async Task HandleAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                NetworkStream stream = client.GetStream();
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                if (await reader.ReadLineAsync(_stop.Token) is not { } requestLine)
                {
                    return;
                }

                var headers = new Dictionary<string, string>();
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 } line)
                {
                    int colon = line.IndexOf(':', StringComparison.Ordinal);
                    headers[line[..colon].ToLowerInvariant()] = line[(colon + 1)..].Trim();
                }

                LoopbackRequest request;
                lock (_requests)
                {
                    request = new LoopbackRequest(_requests.Count + 1, requestLine.Split(' ')[1], headers);
                    _requests.Add(request);
                }

                await _answer(request, stream, _stop.Token);
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
            {
                // The client hung up, which several tests make it do.
            }
        }
    }
}
