using EphysTx.Storage;

namespace EphysTx.Experiments;

/// <summary>What a store has for a unit.</summary>
internal enum StoredState
{
    /// <summary>Nothing.</summary>
    Absent,

    /// <summary>The whole outcome.</summary>
    Whole,

    /// <summary>A file that is damaged or cannot be read.</summary>
    Damaged,
}

/// <summary>
/// A folder with one small file per finished unit, written atomically, so that a process can be killed at any moment. A file's name is a hash of all that the
/// outcome depends on, so that nothing stale is taken over and folders of several machines can be copied together. Several processes
/// may work on one store: each claims a unit, by an open handle that the system lets go however the process ends, before computing it.
/// </summary>
internal sealed class UnitStore
{
    // A unit is written in milliseconds: a temporary file as old as this was left by a process that was killed, on whatever machine.
    private static readonly TimeSpan Leftover = TimeSpan.FromMinutes(10);

    private const string ClaimEnding = ".claim";

    private readonly string _folder;

    private UnitStore(string folder) => _folder = folder;

    /// <summary>Opens or makes a store and clears what killed processes left half-written.</summary>
    /// <exception cref="EphysTxException">The folder cannot be made or written.</exception>
    public static UnitStore Open(string folder)
    {
        try
        {
            OutputFolder.ThrowUnlessWritable(folder);
            foreach (string file in Directory.EnumerateFiles(folder, "*" + AtomicFile.TemporaryEnding).Where(file => TemporaryFile.IsLeftover(file) || DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > Leftover))
            {
                QuietFile.TryDelete(file);
            }

            // Of a process that was killed when its unit was kept and not yet let go; other claims go when their unit is computed.
            foreach (string file in Directory.EnumerateFiles(folder, "*" + ClaimEnding).Where(file => File.Exists(Path.ChangeExtension(file, WorkUnit.FileEnding))))
            {
                TryClaim(file)?.Dispose();
            }

            return new UnitStore(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new EphysTxException($"The store {folder} cannot be written ({error.Message.TrimEnd('.')}); name another folder with --store DIR.", error);
        }
    }

    /// <summary>What is kept of a unit.</summary>
    public (StoredState State, FinishedUnit? Unit) Find(WorkUnit unit)
    {
        string path = PathOf(unit);
        try
        {
            return !File.Exists(path) ? (StoredState.Absent, null)
                : UnitFormat.Read(File.ReadAllBytes(path), unit.Key) is { } finished ? (StoredState.Whole, finished)
                : (StoredState.Damaged, null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return (StoredState.Damaged, null);
        }
    }

    /// <summary>Claims a unit for this process; null where another process is computing it.</summary>
    /// <exception cref="EphysTxException">The folder can no longer be written.</exception>
    public IDisposable? Claim(WorkUnit unit)
    {
        try
        {
            return TryClaim(Path.ChangeExtension(PathOf(unit), ClaimEnding));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The store {_folder} cannot be written ({error.Message.TrimEnd('.')}); make room or name another folder with --store DIR.", error);
        }
    }

    /// <summary>Keeps a finished unit.</summary>
    /// <exception cref="EphysTxException">The disk is full or the folder has gone.</exception>
    public void Keep(WorkUnit unit, FinishedUnit finished)
    {
        try
        {
            byte[] bytes = UnitFormat.Write(unit.Key, finished);
            AtomicFile.Write(PathOf(unit), stream => stream.Write(bytes));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"A finished unit cannot be kept in {_folder} ({error.Message.TrimEnd('.')}); make room and start again, what is kept stays.", error);
        }
    }

    private static FileStream? TryClaim(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException error) when (FolderLock.IsHeldByAnother(error))
        {
            return null;
        }
    }

    private string PathOf(WorkUnit unit) => Path.Combine(_folder, unit.FileName);
}
