using EphysTx.Storage;

namespace EphysTx.Workbook.Runs;

/// <summary>Makes sure before the first cell that results can be written, not after minutes of computing.</summary>
internal static class OutputFolder
{
    /// <exception cref="EphysTxException">The folder cannot be made or written.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $".writable-{Guid.NewGuid():N}{AtomicFile.TemporaryEnding}");
            File.WriteAllText(probe, "");
            File.Delete(probe);

            // What a process that was killed left behind.
            AtomicFile.DeleteLeftovers(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new EphysTxException($"The output folder {folder} cannot be written ({error.Message.TrimEnd('.')}); choose another one with --out DIR.", error);
        }
    }
}
