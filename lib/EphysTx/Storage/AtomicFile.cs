using System.Text;

namespace EphysTx.Storage;

/// <summary>
/// Writes a file so that a reader sees either the whole new content or what was there before, also when the process
/// dies in the middle: the content goes to a temporary file in the same folder, is flushed, and is renamed over the target.
/// </summary>
public static class AtomicFile
{
    /// <summary>Ending of the temporary files; a leftover one is never a result and may be deleted.</summary>
    public const string TemporaryEnding = ".ephystx-tmp";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes text as UTF-8 without byte-order mark. Missing folders are made.</summary>
    /// <exception cref="IOException">The folder cannot be written or the disk is full; the old file is untouched.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder or file is read-only; the old file is untouched.</exception>
    public static void WriteText(string path, string content) => Write(path, stream => stream.Write(Utf8.GetBytes(content)));

    /// <summary>Writes what <paramref name="write"/> puts on the stream. When it throws, the target stays as it was.</summary>
    /// <param name="path">The target.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="outlivesPower">
    /// Whether the content is on the disk before the target has its name, so that it also outlives a loss of power. That waits for the disk; a file that is
    /// checked when it is read, and can be made again, need not.
    /// </param>
    public static void Write(string path, Action<Stream> write, bool outlivesPower = true)
    {
        ArgumentNullException.ThrowIfNull(write);
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string temporary = TemporaryFile.NameFor(full);
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: outlivesPower);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    }

    /// <summary>Deletes leftover temporary files below a folder, as an interrupted process may leave them.</summary>
    /// <returns>How many were deleted.</returns>
    public static int DeleteLeftovers(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return 0;
        }

        int count = 0;
        foreach (string file in Directory.EnumerateFiles(folder, "*" + TemporaryEnding, SearchOption.AllDirectories))
        {
            TryDelete(file);
            count++;
        }

        return count;
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The first failure is the one to report; a leftover temporary file harms nothing.
        }
    }
}
