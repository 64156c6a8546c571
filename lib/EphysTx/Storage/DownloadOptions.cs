namespace EphysTx.Storage;

/// <summary>How patient a download is.</summary>
public sealed record DownloadOptions
{
    /// <summary>How long a connection may take to be made; more than 0.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the server may send nothing, before its answer or within it; more than 0.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one file may take in all, with every attempt; more than 0.</summary>
    public TimeSpan TotalTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How often a file is tried when the failure may pass (no connection, broken connection, status 408, 429, 5xx); 1 or more.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>Wait before the second attempt; it doubles with each further one. 0 or more.</summary>
    public TimeSpan FirstRetryDelay { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What sends the requests; null for the machine's network with its proxy settings. It is not disposed.</summary>
    public HttpMessageHandler? Handler { get; init; }
}

/// <summary>How far a download is.</summary>
/// <param name="BytesDone">Bytes of the file that are here.</param>
/// <param name="BytesTransferred">Those of them that came over the network in this call.</param>
/// <param name="Retry">Why the last attempt failed, when the next is about to begin; else null.</param>
public readonly record struct DownloadProgress(long BytesDone, long BytesTransferred, string? Retry);

/// <summary>A download that failed for good; the message says why, in words without the file's name.</summary>
public sealed class DownloadException : EphysTxException
{
    /// <summary>Makes the failure.</summary>
    /// <param name="message">Why it failed.</param>
    /// <param name="isUnreachable">Whether no server answered at all.</param>
    /// <param name="innerException">The error underneath, if any.</param>
    public DownloadException(string message, bool isUnreachable = false, Exception? innerException = null)
        : base(message, innerException!) => IsUnreachable = isUnreachable;

    /// <summary>Whether the server sent other bytes than it should.</summary>
    public bool IsWrongContent { get; init; }

    /// <summary>Makes a failure without a message.</summary>
    public DownloadException()
    {
    }

    /// <summary>Makes a failure with a message.</summary>
    public DownloadException(string message)
        : base(message)
    {
    }

    /// <summary>Makes a failure with the error underneath.</summary>
    public DownloadException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether no server answered at all, so that further files of the same host need not be tried.</summary>
    public bool IsUnreachable { get; }
}
