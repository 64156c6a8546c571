using System.Text;

namespace EphysTx.Hdf5;

/// <summary>Encodes the types that the writer knows (specification IV.A.2.d).</summary>
internal static class TypeEncoder
{
    private const int Version1 = 0x10;
    private const int Version3 = 0x30;
    private const int Utf8 = 1;

    public static byte[] Number(Hdf5NumberFormat format) => format switch
    {
        Hdf5NumberFormat.Int8 => Integer(1, true),
        Hdf5NumberFormat.UInt8 => Integer(1, false),
        Hdf5NumberFormat.Int16 => Integer(2, true),
        Hdf5NumberFormat.UInt16 => Integer(2, false),
        Hdf5NumberFormat.Int32 => Integer(4, true),
        Hdf5NumberFormat.UInt32 => Integer(4, false),
        Hdf5NumberFormat.Int64 => Integer(8, true),
        Hdf5NumberFormat.UInt64 => Integer(8, false),
        Hdf5NumberFormat.Float16 => Float(2, 10, 5, 15),
        Hdf5NumberFormat.Float32 => Float(4, 23, 8, 127),
        Hdf5NumberFormat.Float64 => Float(8, 52, 11, 1023),
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    public static byte[] FixedString(int size) => Head(Version1, Hdf5TypeClass.String, (int)Hdf5StringPadding.NullPadded | (Utf8 << 4), size).ToArray();

    /// <summary>Text of variable length; its base is an unsigned byte, as other writers have it, so that types compare equal.</summary>
    public static byte[] VariableString() => Head(Version1, Hdf5TypeClass.VariableLength, 1 | (Utf8 << 8), 16).Bytes(Integer(1, false)).ToArray();

    public static byte[] Sequence(byte[] element) => Head(Version1, Hdf5TypeClass.VariableLength, 0, 16).Bytes(element).ToArray();

    public static byte[] ObjectReference() => Head(Version1, Hdf5TypeClass.Reference, 0, 8).ToArray();

    /// <summary>The enumeration FALSE, TRUE over a signed byte, as h5py stores booleans.</summary>
    public static byte[] Boolean() =>
        Head(Version3, Hdf5TypeClass.Enumeration, 2, 1).Bytes(Integer(1, true)).Bytes("FALSE\0TRUE\0"u8).U8(0).U8(1).ToArray();

    public static byte[] Compound(IReadOnlyList<(string Name, byte[] Type, int Size)> members)
    {
        int size = members.Sum(m => m.Size);
        int width = size < 1 << 8 ? 1 : size < 1 << 16 ? 2 : size < 1 << 24 ? 3 : 4;
        ByteWriter writer = Head(Version3, Hdf5TypeClass.Compound, members.Count, size);
        int offset = 0;
        foreach ((string name, byte[] type, int memberSize) in members)
        {
            writer.Bytes(Encoding.UTF8.GetBytes(name)).U8(0).Unsigned(offset, width).Bytes(type);
            offset += memberSize;
        }

        return writer.ToArray();
    }

    private static byte[] Integer(int size, bool signed) =>
        Head(Version1, Hdf5TypeClass.Integer, signed ? 8 : 0, size).U16(0).U16(8 * size).ToArray();

    private static byte[] Float(int size, int mantissaBits, int exponentBits, int bias)
    {
        const int ImpliedLeadingBit = 2 << 4;
        return Head(Version1, Hdf5TypeClass.Float, ImpliedLeadingBit | (((8 * size) - 1) << 8), size)
            .U16(0).U16(8 * size).U8(mantissaBits).U8(exponentBits).U8(0).U8(mantissaBits).U32(bias).ToArray();
    }

    private static ByteWriter Head(int version, Hdf5TypeClass typeClass, int bits, int size) =>
        new ByteWriter().U8(version | (int)typeClass).Unsigned(bits, 3).U32(size);
}
