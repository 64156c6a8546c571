using System.Text;
using EphysTx.Storage;

namespace EphysTx.Features.Extraction;

/// <summary>
/// The finished recordings of an extraction that is not whole yet: a folder with one small file for each, written atomically, so that a process
/// can be killed at any moment. Its name is a hash of the recording's identity, the options and the library, so that nothing
/// stale is ever taken over. One process at a time has it.
/// </summary>
internal sealed class CellStore : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string _folder;
    private readonly string _stamp;
    private readonly FolderLock _lock;

    private CellStore(string folder, string stamp, FolderLock folderLock)
    {
        _folder = folder;
        _stamp = stamp;
        _lock = folderLock;
    }

    /// <summary>Opens the store of an output file and clears what a killed process left half-written.</summary>
    /// <exception cref="EphysTxException">The folder cannot be made, or another process is at work on the same output.</exception>
    public static async Task<CellStore> OpenAsync(ExtractionOptions options, CancellationToken cancellationToken)
    {
        string folder = options.StoreFolder;
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"{options.Output} cannot be written ({error.Message.TrimEnd('.')}); choose a place that you may write to and that has room.", error);
        }

        FolderLock folderLock = await FolderLock.TakeAsync(folder, Patience, null, cancellationToken, "make it writable, or name another --out").ConfigureAwait(false);
        AtomicFile.DeleteLeftovers(folder);
        string stamp = $"{ExtractionOptions.LibraryVersion}\n{typeof(CellStore).Module.ModuleVersionId}\n{options.Features.Name}\n{InvariantText.Of(options.Features)}";
        return new CellStore(folder, stamp, folderLock);
    }

    /// <summary>The finished recording, or null when it is still to be done.</summary>
    public ExtractedCell? Find(RecordingInput input)
    {
        if (PathOf(input) is not { } path || !File.Exists(path))
        {
            return null;
        }

        try
        {
            return ExtractedCellFormat.Read(File.ReadAllBytes(path)) is { } cell && cell.Id == input.Id && cell.File == input.File ? cell : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps a finished recording. One whose content cannot be reached is not kept, so that it is tried again.</summary>
    /// <param name="input">The recording.</param>
    /// <param name="identity">Its identity before it was read: a file that changed meanwhile must not be known as done.</param>
    /// <param name="cell">What was drawn from it.</param>
    /// <exception cref="IOException">The disk is full.</exception>
    public void Keep(RecordingInput input, string? identity, ExtractedCell cell)
    {
        if (PathOf(input, identity) is { } path)
        {
            byte[] bytes = ExtractedCellFormat.Write(cell);
            AtomicFile.Write(path, stream => stream.Write(bytes), outlivesPower: false);
        }
    }

    /// <summary>Removes the store after the feature file is whole.</summary>
    public void Remove()
    {
        _lock.Dispose();
        try
        {
            Directory.Delete(_folder, recursive: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The result is whole; what remains is only in the way.
        }
    }

    public void Dispose() => _lock.Dispose();

    private string? PathOf(RecordingInput input) => PathOf(input, input.Identity());

    private string? PathOf(RecordingInput input, string? identity) => identity is null
        ? null
        : Path.Combine(_folder, $"{Sha256Hash.OfBytes(Encoding.UTF8.GetBytes($"{identity}\n{input.Id}\n{input.File}\n{_stamp}"))[..40]}.cell");
}
