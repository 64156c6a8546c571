namespace EphysTx.Hdf5;

/// <summary>Where the bytes of a file come from. Reads may come from several threads at once.</summary>
public interface IHdf5Source : IDisposable
{
    /// <summary>Name for messages: a path or address.</summary>
    string Name { get; }

    /// <summary>Length in bytes; does not change while the source is open.</summary>
    long Length { get; }

    /// <summary>
    /// Fills <paramref name="destination"/> with the bytes from <paramref name="offset"/> on. The range lies within
    /// <see cref="Length"/>.
    /// </summary>
    /// <exception cref="Hdf5Exception">The bytes could not be fetched (<see cref="Hdf5ErrorKind.ReadFailed"/>).</exception>
    void Read(long offset, Span<byte> destination);

    /// <summary>Tells that these ranges will be read soon, so that a slow source can fetch them together. May do nothing.</summary>
    void Prefetch(IReadOnlyList<(long Offset, long Length)> ranges)
    {
    }

    /// <summary>
    /// Largest gap in bytes over which two reads are better made as one: 0 for memory, small for a disk, large for a network.
    /// </summary>
    int PreferredGap => 0;
}
