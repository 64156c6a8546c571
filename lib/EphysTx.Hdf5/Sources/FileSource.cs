using Microsoft.Win32.SafeHandles;

namespace EphysTx.Hdf5;

/// <summary>A file on disk, read by position; small reads go through a cache of blocks.</summary>
public sealed class FileSource : IHdf5Source
{
    private const int BlockSize = 1 << 16;
    private const int DirectFrom = 1 << 13;

    private readonly SafeFileHandle _handle;
    private readonly BlockCache _cache;

    /// <summary>Opens a file for reading; others may read and write it meanwhile.</summary>
    /// <exception cref="Hdf5Exception">There is no such file, or it may not be read.</exception>
    public FileSource(string path, long cacheBytes = 8L << 20)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Name = path;
        try
        {
            _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Length = RandomAccess.GetLength(_handle);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _handle?.Dispose();
            Hdf5ErrorKind kind = error is FileNotFoundException or DirectoryNotFoundException ? Hdf5ErrorKind.NotFound : Hdf5ErrorKind.ReadFailed;
            throw new Hdf5Exception(kind, $"The file '{path}' could not be opened: {error.Message}", null, error);
        }

        _cache = new BlockCache(Length, BlockSize, cacheBytes, ReadDirect);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Length { get; }

    /// <inheritdoc/>
    public int PreferredGap => 4096;

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination)
    {
        if (destination.Length >= DirectFrom)
        {
            ReadDirect(offset, destination);
        }
        else
        {
            _cache.Read(offset, destination);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void ReadDirect(long offset, Span<byte> destination)
    {
        try
        {
            while (destination.Length > 0)
            {
                int count = RandomAccess.Read(_handle, destination, offset);
                if (count == 0)
                {
                    throw new Hdf5Exception(Hdf5ErrorKind.ReadFailed, "The file became shorter while it was read.", offset);
                }

                offset += count;
                destination = destination[count..];
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            throw new Hdf5Exception(Hdf5ErrorKind.ReadFailed, $"The file could not be read: {error.Message}", offset, error);
        }
    }
}
