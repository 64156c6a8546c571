using System.Diagnostics;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Sources;

/// <summary>Downloads source files from their public addresses and verifies them before they get their names.</summary>
internal sealed class NetworkSource : IDisposable
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(200);
    private readonly DataFolder _folder;
    private readonly HttpDownload? _download;
    private readonly Dictionary<string, DownloadException> _unreachable = new(StringComparer.Ordinal);

    public NetworkSource(DataFolder folder, FetchOptions options)
    {
        _folder = folder;
        _download = options.UseNetwork ? new HttpDownload(options.Download) : null;
    }

    public void Dispose() => _download?.Dispose();

    /// <summary>Downloads one file to its place.</summary>
    /// <returns>Bytes that came over the network.</returns>
    /// <exception cref="DownloadException">It could not be had.</exception>
    public async Task<long> DownloadAsync(SourceFile file, Stopwatch watch, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        if (_download is null)
        {
            throw new DownloadException("not tried, because the network was switched off for this call");
        }

        if (_unreachable.TryGetValue(file.Url.Authority, out DownloadException? before))
        {
            throw before;
        }

        var part = new PartFile(_folder.PartPathOf(file));
        long transferred = 0;
        TimeSpan lastReport = -ReportEvery;
        void Report(DownloadProgress report)
        {
            transferred = report.BytesTransferred;
            if (report.Retry is not null || watch.Elapsed - lastReport >= ReportEvery)
            {
                lastReport = watch.Elapsed;
                FetchStage stage = report.Retry is null ? FetchStage.Downloading : FetchStage.Retrying;
                progress?.Report(new FetchProgress(file, stage, report.BytesDone, report.BytesTransferred, watch.Elapsed, report.Retry ?? ""));
            }
        }

        try
        {
            // What was here before may be of another version; then the whole file is fetched once more.
            bool isResumed = part.Length > 0;
            await _download.FillAsync(file.Url, part, file.Bytes, Report, cancellationToken).ConfigureAwait(false);
            string found = await Sha256Hash.OfFileAsync(part.Path, cancellationToken).ConfigureAwait(false);
            if (found != file.Sha256 && isResumed)
            {
                part.Delete();
                Report(new DownloadProgress(0, transferred, "the resumed file had the wrong SHA-256, so it is fetched whole"));
                await _download.FillAsync(file.Url, part, file.Bytes, Report, cancellationToken).ConfigureAwait(false);
                found = await Sha256Hash.OfFileAsync(part.Path, cancellationToken).ConfigureAwait(false);
            }

            if (found != file.Sha256)
            {
                part.Delete();
                throw new DownloadException($"the server's bytes have SHA-256 {found}, but it should be {file.Sha256}; they were thrown away") { IsWrongContent = true };
            }
        }
        catch (DownloadException error) when (error.IsUnreachable)
        {
            _unreachable[file.Url.Authority] = error;
            throw;
        }

        Place(part, file);
        return transferred;
    }

    private void Place(PartFile part, SourceFile file)
    {
        try
        {
            part.CompleteAs(_folder.PathOf(file));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"{_folder.PathOf(file)} cannot be written ({error.Message.TrimEnd('.')}); make the folder writable.", error);
        }
    }
}
