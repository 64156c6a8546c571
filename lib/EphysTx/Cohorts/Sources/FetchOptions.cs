using EphysTx.Storage;

namespace EphysTx.Cohorts.Sources;

/// <summary>Where absent files may come from.</summary>
public sealed record FetchOptions
{
    /// <summary>Environment variable that names the mirror folder.</summary>
    public const string MirrorVariable = "EPHYSTX_MIRROR";

    /// <summary>For opening a cohort: a few seconds' try, so that a machine without network learns it soon.</summary>
    public static FetchOptions QuickTry => new()
    {
        Download = new DownloadOptions
        {
            ConnectTimeout = TimeSpan.FromSeconds(3),
            StallTimeout = TimeSpan.FromSeconds(5),
            TotalTimeout = TimeSpan.FromMinutes(2),
            Attempts = 2,
        },
    };

    /// <summary>
    /// Folder with the same bytes, in any subfolder and under any names; null or empty for none. Default: what <c>EPHYSTX_MIRROR</c> names.
    /// </summary>
    public string? Mirror { get; init; } = Environment.GetEnvironmentVariable(MirrorVariable);

    /// <summary>Whether files that the mirror does not hold may come from their public addresses.</summary>
    public bool UseNetwork { get; init; } = true;

    /// <summary>How patient downloads are.</summary>
    public DownloadOptions Download { get; init; } = new();

    /// <summary>How long to wait for another process that fetches into the same folder.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromMinutes(10);
}
