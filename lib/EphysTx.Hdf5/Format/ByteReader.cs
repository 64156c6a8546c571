using System.Buffers.Binary;
using System.Text;

namespace EphysTx.Hdf5;

/// <summary>Reads the little-endian fields of one structure; running over its end is a typed error.</summary>
internal ref struct ByteReader
{
    private readonly FileContext _file;
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly long _address;

    public ByteReader(FileContext file, ReadOnlySpan<byte> bytes, long address)
    {
        _file = file;
        _bytes = bytes;
        _address = address;
    }

    public readonly FileContext File => _file;

    public int Position { get; private set; }

    public readonly int Remaining => _bytes.Length - Position;

    /// <summary>Address of the next byte.</summary>
    public readonly long Address => _address < 0 ? _address : _address + Position;

    public byte U8() => Take(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>An unsigned number of 1 to 8 bytes.</summary>
    public ulong Unsigned(int size)
    {
        ReadOnlySpan<byte> bytes = Take(size);
        ulong value = 0;
        for (int i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    /// <summary>A size or count of the given width that fits a signed 64-bit number.</summary>
    public long Size(int width, string what)
    {
        ulong value = Unsigned(width);
        return value <= long.MaxValue ? (long)value : throw Corrupt($"The {what} is too large");
    }

    /// <summary>A field of the file's "size of lengths".</summary>
    public long FileLength(string what = "length") => Size(_file.LengthSize, what);

    /// <summary>A file length of which all bits set means "without limit" (-1).</summary>
    public long LengthOrUnlimited(string what)
    {
        ulong value = Unsigned(_file.LengthSize);
        return value == AllOnes(_file.LengthSize) ? -1 : value <= long.MaxValue ? (long)value : throw Corrupt($"The {what} is too large");
    }

    /// <summary>A field of the file's "size of offsets"; <see cref="FileContext.Undefined"/> when all bits are set.</summary>
    public long FileAddress()
    {
        ulong value = Unsigned(_file.OffsetSize);
        return value == AllOnes(_file.OffsetSize) ? FileContext.Undefined
            : value <= long.MaxValue ? (long)value
            : throw Corrupt("An address is out of range");
    }

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Remaining)
        {
            throw Corrupt("A structure ends too early");
        }

        ReadOnlySpan<byte> taken = _bytes.Slice(Position, count);
        Position += count;
        return taken;
    }

    public void Skip(int count) => Take(count);

    public void SkipTo(int position) => Skip(position - Position);

    public void Signature(string expected)
    {
        ReadOnlySpan<byte> found = Take(expected.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            if (found[i] != expected[i])
            {
                Position -= expected.Length;
                throw Corrupt($"The signature {expected} is missing");
            }
        }
    }

    public void Version(int expected, string what)
    {
        byte version = U8();
        if (version != expected)
        {
            throw _file.Unsupported($"Version {version} of the {what} is not known", Address - 1);
        }
    }

    /// <summary>Text up to a zero byte, which is consumed too.</summary>
    public string ZeroEnded(string what)
    {
        int length = _bytes[Position..].IndexOf((byte)0);
        if (length < 0)
        {
            throw Corrupt($"The {what} has no end");
        }

        string text = Encoding.UTF8.GetString(Take(length));
        Skip(1);
        return text;
    }

    public readonly Hdf5Exception Corrupt(string detail) => _file.Corrupt(detail, Address);

    private static ulong AllOnes(int size) => size >= 8 ? ulong.MaxValue : (1UL << (8 * size)) - 1;
}
