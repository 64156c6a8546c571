using System.Buffers;
using System.Buffers.Binary;

namespace EphysTx.Hdf5;

/// <summary>Builds one structure of a file from little-endian fields.</summary>
internal sealed class ByteWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public int Length => _bytes.WrittenCount;

    public ByteWriter U8(int value)
    {
        _bytes.Write([(byte)value]);
        return this;
    }

    public ByteWriter U16(int value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return Bytes(bytes);
    }

    public ByteWriter U32(long value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)value);
        return Bytes(bytes);
    }

    public ByteWriter I64(long value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Bytes(bytes);
    }

    /// <summary>An unsigned number in as many bytes as told.</summary>
    public ByteWriter Unsigned(long value, int width)
    {
        for (int i = 0; i < width; i++)
        {
            U8((int)(value >> (8 * i)) & 255);
        }

        return this;
    }

    public ByteWriter Bytes(ReadOnlySpan<byte> bytes)
    {
        _bytes.Write(bytes);
        return this;
    }

    public ByteWriter PadTo(int length)
    {
        while (Length < length)
        {
            U8(0);
        }

        return this;
    }

    /// <summary>Appends the checksum of everything so far.</summary>
    public ByteWriter Checksum() => U32(Hdf5.Checksum.Lookup3(_bytes.WrittenSpan));

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
