using System.Text;

namespace EphysTx.Hdf5;

/// <summary>The local heap of an old group: the names of its links (specification III.D).</summary>
internal sealed class LocalHeap
{
    private readonly FileContext _file;
    private readonly byte[] _data;
    private readonly long _address;
    private long _taken;

    public LocalHeap(FileContext file, long address)
    {
        _file = file;
        byte[] head = file.ReadBlock(address, 8 + (2 * file.LengthSize) + file.OffsetSize, "local heap");
        ByteReader reader = file.Reader(head, address);
        reader.Signature("HEAP");
        reader.Version(0, "local heap");
        reader.Skip(3);
        long size = reader.FileLength("size of a local heap");
        reader.Skip(file.LengthSize);
        _address = reader.FileAddress();
        _data = file.ReadBlock(_address, size, "local heap");
    }

    public string Text(long offset)
    {
        if (offset < 0 || offset >= _data.Length)
        {
            throw _file.Corrupt("A name lies outside its local heap", _address);
        }

        ReadOnlySpan<byte> rest = _data.AsSpan((int)offset);
        int length = rest.IndexOf((byte)0);
        if (length < 0)
        {
            throw _file.Corrupt("A name has no end", _address + offset);
        }

        // Names of a sound heap do not overlap; overlapping ones could fill any memory.
        _taken += length + 1;
        return _taken <= _data.Length
            ? Encoding.UTF8.GetString(rest[..length])
            : throw _file.Corrupt("The names of a local heap overlap", _address + offset);
    }
}
