namespace EphysTx.Storage;

/// <summary>
/// A folder that a command writes its results into: made sure of before the work, not after minutes of computing, and kept for this process until
/// the command ends. Two processes that write one folder would mix their results.
/// </summary>
public sealed class OutputFolder : IDisposable
{
    private readonly string _folder;
    private readonly bool _isNew;
    private readonly FolderLock _lock;

    private OutputFolder(string folder, bool isNew, FolderLock folderLock)
    {
        _folder = folder;
        _isNew = isNew;
        _lock = folderLock;
    }

    /// <summary>Takes the folder, which is made if need be.</summary>
    /// <param name="folder">Its path.</param>
    /// <exception cref="EphysTxException">The folder cannot be made or written, or another process is writing it.</exception>
    public static OutputFolder Take(string folder)
    {
        try
        {
            bool isNew = !Directory.Exists(folder);
            ThrowUnlessWritable(folder);
            return FolderLock.TryTake(folder, isTemporary: true) is { } taken
                ? new OutputFolder(folder, isNew, taken)
                : throw new EphysTxException($"The output folder {folder} is in use by another ephystx; wait for it to end, or choose another folder with --out DIR.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new EphysTxException($"The output folder {folder} cannot be written ({error.Message.TrimEnd('.')}); choose another one with --out DIR.", error);
        }
    }

    /// <summary>Makes a folder if need be and proves that a file can be made in it, before work begins whose result goes there.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot.</exception>
    public static void ThrowUnlessWritable(string folder)
    {
        Directory.CreateDirectory(folder);
        string probe = TemporaryFile.NameFor(Path.Combine(folder, ".writable"));
        File.WriteAllText(probe, "");
        File.Delete(probe);
    }

    /// <summary>Gives the folder back; one that was made for nothing goes again.</summary>
    public void Dispose()
    {
        _lock.Dispose();
        if (_isNew)
        {
            try
            {
                Directory.Delete(_folder, recursive: false);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // It holds results, as it should.
            }
        }
    }
}
