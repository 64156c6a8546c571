namespace EphysTx.Storage;

/// <summary>
/// Keeps a folder for one process while it changes files there. The lock is the open handle on a small file, which the operating
/// system lets go when the process ends, however it ends; the file itself stays, unless it is temporary.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    public const string FileName = ".ephystx-lock";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private readonly FileStream _handle;

    private FolderLock(FileStream handle) => _handle = handle;

    /// <summary>Makes the folder if need be, and waits until no other process has it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="onWaiting">Called once when it has to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <param name="remedy">What to do where the folder cannot be written.</param>
    /// <exception cref="EphysTxException">The folder cannot be written, or the other process took longer than <paramref name="patience"/>.</exception>
    public static async Task<FolderLock> TakeAsync(
        string folder, TimeSpan patience, Action? onWaiting, CancellationToken cancellationToken, string remedy = "make it writable, or name another with EPHYSTX_DATA")
    {
        long start = Environment.TickCount64;
        bool hasTold = false;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                if (TryTake(folder, isTemporary: false) is { } taken)
                {
                    return taken;
                }

                if (Environment.TickCount64 - start > patience.TotalMilliseconds)
                {
                    throw new EphysTxException($"Another process has been using the folder {folder} for more than {patience.TotalSeconds:0} s; wait for it to end and try again.");
                }
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new EphysTxException($"The folder {folder} cannot be written ({error.Message.TrimEnd('.')}); {remedy}.", error);
            }

            if (!hasTold)
            {
                onWaiting?.Invoke();
                hasTold = true;
            }

            await Task.Delay(Poll, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a folder, which is made if need be; null where another process has it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isTemporary">Whether the lock file goes when the lock does, because the folder is handed to people.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static FolderLock? TryTake(string folder, bool isTemporary)
    {
        string path = Path.Combine(folder, FileName);
        Directory.CreateDirectory(folder);
        try
        {
            var handle = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, isTemporary ? FileOptions.DeleteOnClose : FileOptions.None);
            if (File.Exists(path))
            {
                return new FolderLock(handle);
            }

            // The one before let it go, and the file with it, between our opening and locking it: the next gets a file of his own.
            handle.Dispose();
            return null;
        }
        catch (IOException error) when (IsHeldByAnother(error))
        {
            return null;
        }
    }

    public void Dispose() => _handle.Dispose();

    // Windows: ERROR_SHARING_VIOLATION. Unix: EWOULDBLOCK of flock, 11 on Linux and 35 on macOS.
    internal static bool IsHeldByAnother(IOException error) =>
        error.GetType() == typeof(IOException) && error.HResult is unchecked((int)0x80070020) or 11 or 35;
}
