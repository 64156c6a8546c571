using System.Text.Json;
using EphysTx.Storage;

namespace EphysTx.Features.Extraction.Dandi;

/// <summary>How the DANDI archive is talked to.</summary>
public sealed record DandiOptions
{
    /// <summary>Address of the archive's programming interface.</summary>
    public Uri Api { get; init; } = new("https://api.dandiarchive.org/api/");

    /// <summary>Whether only the bytes that are needed are fetched, through ranges, instead of whole files.</summary>
    public bool Stream { get; init; }

    /// <summary>Folder in which downloaded files are kept; null drops each after its features are drawn.</summary>
    public string? Keep { get; init; }

    /// <summary>Folder for files under way, when they are not kept.</summary>
    public string Scratch { get; init; } = System.IO.Path.GetTempPath();

    /// <summary>Patience and retries.</summary>
    public DownloadOptions Download { get; init; } = new() { TotalTimeout = TimeSpan.FromHours(2) };
}

/// <summary>Lists the files of a data set through the archive's programming interface, page by page.</summary>
public sealed class DandiClient : IDisposable
{
    private const int MostPages = 10_000;
    private const int LargestPage = 64 << 20;

    private readonly DandiOptions _options;

    /// <summary>Makes a client; nothing is asked yet.</summary>
    public DandiClient(DandiOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Http = options.Download.Handler is { } handler
            ? new HttpClient(handler, disposeHandler: false)
            : new HttpClient(new SocketsHttpHandler { ConnectTimeout = options.Download.ConnectTimeout }, disposeHandler: true);
        Http.Timeout = Timeout.InfiniteTimeSpan;
        Http.MaxResponseContentBufferSize = LargestPage;
    }

    /// <summary>Sends the requests.</summary>
    public HttpClient Http { get; }

    /// <summary>Where the content of a file is.</summary>
    public Uri AddressOf(DandiAsset asset)
    {
        ArgumentNullException.ThrowIfNull(asset);
        return new Uri(_options.Api, $"assets/{asset.Id:D}/download/");
    }

    /// <summary>All NWB files of a data set, in ordinal order of their paths.</summary>
    /// <exception cref="EphysTxException">The archive cannot be reached, does not know the data set, or answers nonsense.</exception>
    public async Task<IReadOnlyList<DandiAsset>> ListAsync(DandisetReference dandiset, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(dandiset);
        var assets = new Dictionary<Guid, DandiAsset>();
        Uri? page = new(_options.Api, $"dandisets/{dandiset.Id}/versions/{dandiset.Version}/assets/?page_size=1000&metadata=true");
        int? count = null;
        int listed = 0;
        for (int number = 0; page is not null; number++)
        {
            if (number >= MostPages || page.Authority != _options.Api.Authority)
            {
                throw new EphysTxException($"The list of DANDI {dandiset.Id} leads to {page} and does not end; try again later.");
            }

            using JsonDocument answer = await GetAsync(page, cancellationToken).ConfigureAwait(false);
            try
            {
                JsonElement root = answer.RootElement;
                count ??= root.TryGetProperty("count", out JsonElement total) && total.ValueKind == JsonValueKind.Number ? total.GetInt32() : null;
                foreach (JsonElement result in root.GetProperty("results").EnumerateArray())
                {
                    listed++;
                    if (Read(result) is { } asset)
                    {
                        assets[asset.Id] = asset;
                    }
                }

                page = root.GetProperty("next") is { ValueKind: JsonValueKind.String } next ? new Uri(_options.Api, next.GetString()!) : null;
            }
            catch (Exception error) when (error is KeyNotFoundException or InvalidOperationException or FormatException or UriFormatException)
            {
                throw new EphysTxException($"{page} does not answer as the DANDI archive does ({error.Message.TrimEnd('.')}); check the address.", error);
            }
        }

        return count is { } expected && expected != listed
            ? throw new EphysTxException($"The list of DANDI {dandiset.Id} has {listed} of {expected} files; it changed meanwhile, try again.")
            : [.. assets.Values.OrderBy(asset => asset.Path, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    public void Dispose() => Http.Dispose();

    private static DandiAsset? Read(JsonElement result)
    {
        string path = result.GetProperty("path").GetString() ?? "";
        if (!path.EndsWith(".nwb", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string? hash = result.TryGetProperty("metadata", out JsonElement metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("digest", out JsonElement digest) && digest.ValueKind == JsonValueKind.Object
            && digest.TryGetProperty("dandi:sha2-256", out JsonElement sha) ? sha.GetString()?.ToLowerInvariant() : null;
        return new DandiAsset(result.GetProperty("asset_id").GetGuid(), path, result.GetProperty("size").GetInt64(), hash);
    }

    private async Task<JsonDocument> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        TimeSpan delay = _options.Download.FirstRetryDelay;
        for (int attempt = 1; ; attempt++)
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            timeout.CancelAfter(_options.Download.StallTimeout);
            string problem;
            try
            {
                using HttpResponseMessage response = await Http.GetAsync(address, timeout.Token).ConfigureAwait(false);
                if (response.IsSuccessStatusCode)
                {
                    return JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(timeout.Token).ConfigureAwait(false));
                }

                problem = $"it answers {(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();
                if (!TransientException.IsTransient(response.StatusCode))
                {
                    throw new EphysTxException($"{address} cannot be listed: {problem}; check the number and version of the data set.");
                }
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                problem = $"no answer within {_options.Download.StallTimeout.TotalSeconds:0.#} s";
            }
            catch (Exception error) when (error is HttpRequestException or IOException or JsonException)
            {
                problem = error.GetBaseException().Message.TrimEnd('.');
            }

            if (attempt >= _options.Download.Attempts)
            {
                throw new EphysTxException($"{address} cannot be listed: {problem} ({attempt} attempts); check the network and try again.");
            }

            await Task.Delay(delay, cancellationToken).ConfigureAwait(false);
            delay *= 2;
        }
    }
}
