using System.Security.Cryptography;

namespace EphysTx.Storage;

/// <summary>SHA-256 of files and bytes, as 64 lower-case hexadecimal digits.</summary>
public static class Sha256Hash
{
    /// <summary>The hash of bytes in memory.</summary>
    public static string OfBytes(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The hash of a file's content.</summary>
    /// <exception cref="EphysTxException">The file cannot be read.</exception>
    public static async Task<string> OfFileAsync(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16, FileOptions.Asynchronous | FileOptions.SequentialScan);
            await using (stream.ConfigureAwait(false))
            {
                return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The file {path} cannot be read ({error.Message}); check that it exists and that you may read it.", error);
        }
    }
}
