namespace EphysTx.Hdf5;

/// <summary>The value of elements that were never written (specification IV.A.2.e and f).</summary>
internal static class FillValue
{
    /// <summary>One stored element; zeros where none is defined.</summary>
    public static byte[] Read(ObjectHeader header, Hdf5Type type)
    {
        byte[]? value = null;
        if (header.Find(MessageKind.FillValue) is { } message)
        {
            ByteReader reader = header.Reader(message);
            value = New(ref reader);
        }
        else if (header.Find(MessageKind.OldFillValue) is { } old)
        {
            ByteReader reader = header.Reader(old);
            value = Sized(ref reader);
        }

        // A fill value of variable length would be a pointer into memory that is long gone.
        if (value is null || type.Class == Hdf5TypeClass.VariableLength)
        {
            return new byte[type.Size];
        }

        return value.Length == type.Size ? value : throw header.Reader(header.Messages[0]).Corrupt("The fill value has the wrong size");
    }

    private static byte[]? New(ref ByteReader reader)
    {
        int version = reader.U8();
        switch (version)
        {
            case 1:
                reader.Skip(3);
                return Sized(ref reader);
            case 2:
                reader.Skip(2);
                return reader.U8() != 0 ? Sized(ref reader) : null;
            case 3:
                return (reader.U8() & 0x20) != 0 ? Sized(ref reader) : null;
            default:
                throw reader.File.Unsupported($"Version {version} of the fill value is not known", reader.Address);
        }
    }

    private static byte[]? Sized(ref ByteReader reader)
    {
        uint size = reader.U32();
        return size == 0 || size > int.MaxValue ? null : reader.Take((int)size).ToArray();
    }
}
