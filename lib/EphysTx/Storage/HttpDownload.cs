using System.Net;
using System.Net.Http.Headers;

namespace EphysTx.Storage;

/// <summary>
/// Downloads files of known size over HTTP: resumes a part that is here (RFC 9110 §14, range requests with If-Range), starts over
/// where the server cannot resume, tries again where the failure may pass, and never waits for ever.
/// </summary>
internal sealed class HttpDownload : IDisposable
{
    private readonly DownloadOptions _options;
    private readonly HttpClient _client;

    public HttpDownload(DownloadOptions options)
    {
        _options = options;
        _client = options.Handler is { } handler
            ? new HttpClient(handler, disposeHandler: false)
            : new HttpClient(new SocketsHttpHandler { ConnectTimeout = options.ConnectTimeout }, disposeHandler: true);
        _client.Timeout = Timeout.InfiniteTimeSpan;
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("EphysTx", "1"));
        _client.DefaultRequestHeaders.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Fills the part file until it has <paramref name="expectedBytes"/>. Its content is not checked here.</summary>
    /// <exception cref="DownloadException">It did not work; what came remains in the part file unless it cannot belong to the file.</exception>
    /// <exception cref="EphysTxException">The part file cannot be written.</exception>
    public async Task FillAsync(Uri address, PartFile part, long expectedBytes, Action<DownloadProgress> onProgress, CancellationToken cancellationToken)
    {
        using var total = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        total.CancelAfter(_options.TotalTimeout);
        long transferred = 0;
        TimeSpan delay = _options.FirstRetryDelay;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                var transfer = new HttpTransfer(_client, _options.StallTimeout, part, expectedBytes, bytes =>
                {
                    transferred += bytes;
                    onProgress(new DownloadProgress(part.Length, transferred, null));
                });
                await transfer.RunAsync(address, total.Token).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw TookTooLong(part, expectedBytes);
            }
            catch (TransientException error)
            {
                if (attempt >= _options.Attempts)
                {
                    string times = attempt == 1 ? "" : $" ({attempt} attempts)";
                    throw new DownloadException(error.Message + times, error.IsUnreachable, error.InnerException);
                }

                onProgress(new DownloadProgress(part.Length, transferred, error.Message));
                try
                {
                    await Task.Delay(error.RetryAfter > delay ? error.RetryAfter.Value : delay, total.Token).ConfigureAwait(false);
                }
                catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
                {
                    throw TookTooLong(part, expectedBytes);
                }

                delay *= 2;
            }
        }
    }

    private DownloadException TookTooLong(PartFile part, long expectedBytes) =>
        new($"gave up after {_options.TotalTimeout.TotalSeconds:0.#} s with {part.Length} of {expectedBytes} bytes");
}

/// <summary>A failure that may pass.</summary>
internal sealed class TransientException(string message, bool isUnreachable = false, TimeSpan? retryAfter = null, Exception? innerException = null)
    : Exception(message, innerException)
{
    public bool IsUnreachable { get; } = isUnreachable;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public static bool IsTransient(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;
}
