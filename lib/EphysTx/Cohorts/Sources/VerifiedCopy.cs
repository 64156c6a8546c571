using EphysTx.Storage;

namespace EphysTx.Cohorts.Sources;

/// <summary>Copies a file of known content; the copy is verified as it is written.</summary>
internal static class VerifiedCopy
{
    /// <summary>Copies; the target appears only with the right content.</summary>
    /// <returns>Whether the original (still) had the right content and could be read.</returns>
    /// <exception cref="EphysTxException">The target cannot be written.</exception>
    public static bool TryMake(string original, string target, string sha256, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            content = File.ReadAllBytes(original);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }

        if (Sha256Hash.OfBytes(content) != sha256)
        {
            return false;
        }

        AtomicFileGroup.Write([(target, stream => stream.Write(content))], cancellationToken);
        return true;
    }
}
