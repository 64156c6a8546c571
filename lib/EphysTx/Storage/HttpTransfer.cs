using System.Net;
using System.Net.Http.Headers;

namespace EphysTx.Storage;

/// <summary>One attempt of a <see cref="HttpDownload"/>: one request, one answer.</summary>
internal sealed class HttpTransfer(HttpClient client, TimeSpan stallTimeout, PartFile part, long expectedBytes, Action<int> onBytes)
{
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(30);

    public async Task RunAsync(Uri address, CancellationToken cancellationToken)
    {
        if (part.Length > expectedBytes)
        {
            part.Delete();
        }

        long have = part.Length;
        if (have == expectedBytes)
        {
            return;
        }

        using var stall = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        stall.CancelAfter(stallTimeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (have > 0)
        {
            request.Headers.Range = new RangeHeaderValue(have, null);
            request.Headers.IfRange = part.Version is { } version ? new RangeConditionHeaderValue(version) : null;
        }

        using HttpResponseMessage response = await SendAsync(request, stall, cancellationToken).ConfigureAwait(false);
        bool isResumed = response.StatusCode == HttpStatusCode.PartialContent;
        if (response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable || (isResumed && response.Content.Headers.ContentRange?.From != have))
        {
            part.Delete();
            throw new TransientException("the server could not resume the partial file, which is therefore dropped");
        }

        ThrowOnStatus(response);
        ThrowOnSize(isResumed ? response.Content.Headers.ContentRange?.Length : response.Content.Headers.ContentLength);
        FileStream target = Guard(() => isResumed ? part.Append() : part.Restart(response.Headers.ETag));
        await using (target.ConfigureAwait(false))
        {
            await CopyAsync(response, target, stall, cancellationToken).ConfigureAwait(false);
        }

        if (part.Length < expectedBytes)
        {
            throw new TransientException($"the connection ended after {part.Length} of {expectedBytes} bytes");
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stall.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            // The handler's connect timeout arrives as a cancellation too.
            bool isConnecting = !stall.IsCancellationRequested;
            string what = isConnecting ? "no connection in time" : $"no answer within {stallTimeout.TotalSeconds:0.#} s";
            throw new TransientException(what, isUnreachable: isConnecting, innerException: error);
        }
        catch (HttpRequestException error)
        {
            bool hasAnswered = error.HttpRequestError is HttpRequestError.ResponseEnded or HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError;
            string what = hasAnswered ? "the server gave no proper answer" : "no connection";
            throw new TransientException($"{what}: {error.GetBaseException().Message.TrimEnd('.')}", isUnreachable: !hasAnswered, innerException: error);
        }
    }

    private async Task CopyAsync(HttpResponseMessage response, FileStream target, CancellationTokenSource stall, CancellationToken cancellationToken)
    {
        var buffer = new byte[1 << 16];
        long length = target.Position;
        Stream source = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (source.ConfigureAwait(false))
        {
            while (true)
            {
                stall.CancelAfter(stallTimeout);
                int read;
                try
                {
                    read = await source.ReadAsync(buffer, stall.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
                {
                    throw new TransientException($"the server sent nothing for {stallTimeout.TotalSeconds:0.#} s after {length} of {expectedBytes} bytes", innerException: error);
                }
                catch (Exception error) when (error is IOException or HttpRequestException)
                {
                    throw new TransientException($"the connection broke after {length} of {expectedBytes} bytes", innerException: error);
                }

                if (read == 0)
                {
                    return;
                }

                length += read;
                if (length > expectedBytes)
                {
                    target.SetLength(0);
                    throw new DownloadException($"the server sends more than the {expectedBytes} bytes that the file should have");
                }

                Guard(() =>
                {
                    target.Write(buffer, 0, read);
                    target.Flush();
                    return 0;
                });
                onBytes(read);
            }
        }
    }

    private void ThrowOnSize(long? size)
    {
        if (size is { } found && found != expectedBytes)
        {
            part.Delete();
            throw new DownloadException($"the server's file has {found} bytes, but it should have {expectedBytes}");
        }
    }

    private static void ThrowOnStatus(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        string what = $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
        if (!TransientException.IsTransient(response.StatusCode))
        {
            throw new DownloadException(what);
        }

        TimeSpan? after = response.Headers.RetryAfter?.Delta;
        throw new TransientException(what, retryAfter: after > LongestRetryAfter ? LongestRetryAfter : after);
    }

    // A full disk is no network failure: trying again would not help.
    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"{part.Path} cannot be written ({error.Message.TrimEnd('.')}); make room, or make the folder writable.", error);
        }
    }
}
