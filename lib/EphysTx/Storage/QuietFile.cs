namespace EphysTx.Storage;

/// <summary>Cleaning up where the first failure is the one to report.</summary>
internal static class QuietFile
{
    /// <summary>Deletes a file if it is there and can be deleted.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What remains is a temporary file, which is never taken for a result.
        }
    }
}
