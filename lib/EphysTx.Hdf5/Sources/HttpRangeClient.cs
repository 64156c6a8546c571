using System.Net;
using System.Net.Http.Headers;

namespace EphysTx.Hdf5;

/// <summary>Fetches byte ranges of one address, with retries, and notices when the file behind it changes.</summary>
internal sealed class HttpRangeClient(HttpClient client, Uri address, HttpSourceOptions options, CancellationToken token)
{
    private string? _version;
    private long _bytes;
    private long _requests;

    public long BytesFetched => Interlocked.Read(ref _bytes);

    public long Requests => Interlocked.Read(ref _requests);

    /// <summary>The first block and the length of the file; the block is the whole file when the server serves no ranges.</summary>
    public (byte[] First, long Length) Start() => Retry(timeout =>
    {
        using HttpResponseMessage response = Send(0, options.BlockSize - 1, timeout);
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange is { From: 0, Length: { } length }:
                _version = VersionOf(response);
                byte[] first = new byte[Math.Min(options.BlockSize, length)];
                Fill(response, first, timeout);
                return (first, length);
            case HttpStatusCode.OK:
                return Whole(response, timeout);
            case HttpStatusCode.RequestedRangeNotSatisfiable:
                return ([], 0L);
            default:
                throw Refused(response);
        }
    });

    /// <summary>Fills the destination from an offset on.</summary>
    public void Fetch(long offset, byte[] destination) => Retry(timeout =>
    {
        using HttpResponseMessage response = Send(offset, offset + destination.Length - 1, timeout);
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when response.Content.Headers.ContentRange?.From == offset:
                CheckVersion(VersionOf(response), offset);
                Fill(response, destination, timeout);
                return 0;
            case HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable:
                throw Changed(offset);
            default:
                throw Refused(response);
        }
    });

    private static string? VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag?.ToString() ?? response.Content.Headers.LastModified?.ToString("R");

    private HttpResponseMessage Send(long from, long to, CancellationToken timeout)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new RangeHeaderValue(from, to);

        // Compression by the server would make nonsense of byte ranges.
        request.Headers.AcceptEncoding.ParseAdd("identity");
        Interlocked.Increment(ref _requests);
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, timeout).GetAwaiter().GetResult();
    }

    private (byte[] First, long Length) Whole(HttpResponseMessage response, CancellationToken timeout)
    {
        if (response.Content.Headers.ContentLength is not { } length || length > options.MaxWholeBytes)
        {
            throw new Hdf5Exception(Hdf5ErrorKind.Unsupported, $"The server of {address} does not serve byte ranges; download the file first.");
        }

        byte[] bytes = new byte[length];
        Fill(response, bytes, timeout);
        return (bytes, length);
    }

    private void Fill(HttpResponseMessage response, byte[] destination, CancellationToken timeout)
    {
        using Stream content = response.Content.ReadAsStreamAsync(timeout).GetAwaiter().GetResult();
        int done = 0;
        while (done < destination.Length)
        {
            int count = content.ReadAsync(destination.AsMemory(done), timeout).AsTask().GetAwaiter().GetResult();
            if (count == 0)
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded, "The answer ended too early.");
            }

            done += count;
            Interlocked.Add(ref _bytes, count);
        }
    }

    private void CheckVersion(string? version, long offset)
    {
        if (version != _version)
        {
            throw Changed(offset);
        }
    }

    private T Retry<T>(Func<CancellationToken, T> work)
    {
        for (int attempt = 0; ; attempt++)
        {
            token.ThrowIfCancellationRequested();
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(token);
            timeout.CancelAfter(options.RequestTimeout);
            try
            {
                return work(timeout.Token);
            }
            catch (Exception error) when (IsPassing(error) && !token.IsCancellationRequested)
            {
                if (attempt >= options.Retries)
                {
                    throw new Hdf5Exception(Hdf5ErrorKind.ReadFailed, $"{address} could not be read after {attempt + 1} attempts: {error.Message}", null, error);
                }
            }

            token.WaitHandle.WaitOne(options.RetryDelay * Math.Pow(2, Math.Min(attempt, 10)));
        }
    }

    private static bool IsPassing(Exception error) => error switch
    {
        HttpRequestException { StatusCode: { } status } => (int)status is 408 or 429 or >= 500,
        HttpRequestException or IOException or OperationCanceledException => true,
        _ => false,
    };

    private Exception Refused(HttpResponseMessage response)
    {
        int status = (int)response.StatusCode;
        return status is 408 or 429 or >= 500
            ? new HttpRequestException($"status {status}", null, response.StatusCode)
            : new Hdf5Exception(
                status is 404 or 410 ? Hdf5ErrorKind.NotFound : Hdf5ErrorKind.ReadFailed, $"The server answered {status} ({response.ReasonPhrase}) for {address}.");
    }

    private Hdf5Exception Changed(long offset) =>
        new(Hdf5ErrorKind.ReadFailed, $"The file behind {address} changed while it was read; open it again.", offset);
}
