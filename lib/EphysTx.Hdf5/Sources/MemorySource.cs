namespace EphysTx.Hdf5;

/// <summary>A file that lies in memory.</summary>
public sealed class MemorySource : IHdf5Source
{
    private readonly ReadOnlyMemory<byte> _bytes;

    /// <summary>Takes the bytes without copying them; they must not change while the source is in use.</summary>
    public MemorySource(ReadOnlyMemory<byte> bytes, string name = "memory")
    {
        ArgumentNullException.ThrowIfNull(name);
        _bytes = bytes;
        Name = name;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public long Length => _bytes.Length;

    /// <inheritdoc/>
    public void Read(long offset, Span<byte> destination) => _bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
