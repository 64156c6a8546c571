using System.Collections.Concurrent;

namespace EphysTx.Hdf5;

/// <summary>
/// What every part of the reader needs to know about the open file. Addresses count from the base address (the end of the user
/// block); -1 stands for the undefined address.
/// </summary>
internal sealed class FileContext : IDisposable
{
    public const long Undefined = -1;

    private const int MaxCachedGroups = 4096;

    private readonly ConcurrentDictionary<long, LinkTable> _linkTables = new();

    public FileContext(IHdf5Source source, Hdf5Options options)
    {
        Source = source;
        Options = options;
        GlobalHeap = new GlobalHeap(this);
    }

    public IHdf5Source Source { get; }

    public Hdf5Options Options { get; }

    public GlobalHeap GlobalHeap { get; }

    /// <summary>Offset of the superblock in the source.</summary>
    public long Base { get; set; }

    /// <summary>Bytes that addresses can reach.</summary>
    public long Length => Source.Length - Base;

    public int OffsetSize { get; set; } = 8;

    public int LengthSize { get; set; } = 8;

    public Superblock Superblock { get; set; } = null!;

    /// <summary>A copy of part of the file, after checking that it lies in the file and is not too large.</summary>
    public byte[] ReadBlock(long address, long length, string what)
    {
        CheckRange(address, length, what);
        if (length > Options.MaxMetadataBytes)
        {
            throw Error(Hdf5ErrorKind.LimitExceeded, $"The {what} has {length} bytes; the limit is {Options.MaxMetadataBytes}", address);
        }

        byte[] bytes = new byte[length];
        Source.Read(Base + address, bytes);
        return bytes;
    }

    public void Read(long address, Span<byte> destination, string what)
    {
        CheckRange(address, destination.Length, what);
        Source.Read(Base + address, destination);
    }

    public void CheckRange(long address, long length, string what)
    {
        if (address < 0 || length < 0 || address > Length || length > Length - address)
        {
            throw Corrupt($"The {what} lies outside the file", address);
        }
    }

    public ByteReader Reader(byte[] bytes, long address) => new(this, bytes, address);

    /// <summary>Verifies the checksum in the last four bytes.</summary>
    public void VerifyChecksum(ReadOnlySpan<byte> bytes, long address, string what)
    {
        if (bytes.Length < 4)
        {
            throw Corrupt($"The {what} is too short for its checksum", address);
        }

        if (Options.VerifyChecksums && Checksum.Lookup3(bytes[..^4]) != BitConverter.ToUInt32(bytes[^4..]))
        {
            throw Corrupt($"The checksum of the {what} is wrong", address);
        }
    }

    public LinkTable Links(long address, Func<LinkTable> read)
    {
        if (_linkTables.TryGetValue(address, out LinkTable? table))
        {
            return table;
        }

        table = read();
        if (_linkTables.Count >= MaxCachedGroups)
        {
            _linkTables.Clear();
        }

        _linkTables[address] = table;
        return table;
    }

    public Hdf5Exception Corrupt(string detail, long address) => Error(Hdf5ErrorKind.Corrupt, detail, address);

    public Hdf5Exception Unsupported(string detail, long address) => Error(Hdf5ErrorKind.Unsupported, detail, address);

    public Hdf5Exception Error(Hdf5ErrorKind kind, string detail, long address)
    {
        var error = new Hdf5Exception(kind, detail + ".", address >= 0 ? Base + address : null);
        error.Locate(null, Source.Name);
        return error;
    }

    public void Dispose() => Source.Dispose();
}
