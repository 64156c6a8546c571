namespace EphysTx.Hdf5;

/// <summary>A seekable stream; one read at a time, whatever the number of threads.</summary>
public sealed class StreamSource : IHdf5Source
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly Lock _lock = new();

    /// <summary>Takes a stream from its first byte to its last.</summary>
    /// <param name="stream">Readable and seekable; its position is moved.</param>
    /// <param name="leaveOpen">Whether the stream stays open when the source is disposed.</param>
    /// <param name="name">Name for messages.</param>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek.</exception>
    public StreamSource(Stream stream, bool leaveOpen = false, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanRead || !stream.CanSeek)
        {
            throw new ArgumentException("The stream must be readable and seekable; copy it to memory first.", nameof(stream));
        }

        _stream = stream;
        _leaveOpen = leaveOpen;
        Name = name;
        Length = stream.Length;
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
        try
        {
            lock (_lock)
            {
                _stream.Position = offset;
                _stream.ReadExactly(destination);
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            throw new Hdf5Exception(Hdf5ErrorKind.ReadFailed, $"The stream could not be read: {error.Message}", offset, error);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_leaveOpen)
        {
            _stream.Dispose();
        }
    }
}
