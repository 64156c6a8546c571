namespace EphysTx.Hdf5;

/// <summary>Decodes the datatype message, versions 1 to 4 (specification IV.A.2.d).</summary>
internal static class TypeDecoder
{
    private const int MaxArrayRank = 32;

    public static Hdf5Type Decode(ref ByteReader reader) => Decode(ref reader, 0);

    private static Hdf5Type Decode(ref ByteReader reader, int depth)
    {
        if (depth > reader.File.Options.MaxDepth)
        {
            throw reader.File.Error(Hdf5ErrorKind.LimitExceeded, "A type is nested too deeply", reader.Address);
        }

        byte head = reader.U8();
        int version = head >> 4;
        if (version is < 1 or > 4)
        {
            throw reader.File.Unsupported($"Version {version} of the datatype is not known", reader.Address - 1);
        }

        int bits = (int)reader.Unsigned(3);
        uint size = reader.U32();
        if (size is 0 or > int.MaxValue)
        {
            throw reader.Corrupt($"A type of {size} bytes is not possible");
        }

        return (head & 15) switch
        {
            0 => WholeNumber(ref reader, Hdf5TypeClass.Integer, bits, (int)size),
            1 => Float(ref reader, bits, (int)size),
            2 => Time(ref reader, (int)size),
            3 => new Hdf5Type(Hdf5TypeClass.String, (int)size) { IsString = true, Padding = (Hdf5StringPadding)(bits & 15), IsUtf8 = ((bits >> 4) & 15) == 1 },
            4 => WholeNumber(ref reader, Hdf5TypeClass.BitField, bits & ~8, (int)size),
            5 => Opaque(ref reader, bits, (int)size),
            6 => Compound(ref reader, version, bits, (int)size, depth),
            7 => Reference(ref reader, bits, (int)size),
            8 => Enumeration(ref reader, version, bits, (int)size, depth),
            9 => VariableLength(ref reader, bits, (int)size, depth),
            10 => Array(ref reader, version, (int)size, depth),
            int other => throw reader.File.Unsupported($"Type class {other} is not known", reader.Address - 8),
        };
    }

    private static Hdf5Type WholeNumber(ref ByteReader reader, Hdf5TypeClass typeClass, int bits, int size)
    {
        int offset = reader.U16();
        int precision = reader.U16();
        bool signed = (bits & 8) != 0;
        Hdf5NumberFormat number = offset == 0 && precision == size * 8L
            ? size switch
            {
                1 => signed ? Hdf5NumberFormat.Int8 : Hdf5NumberFormat.UInt8,
                2 => signed ? Hdf5NumberFormat.Int16 : Hdf5NumberFormat.UInt16,
                4 => signed ? Hdf5NumberFormat.Int32 : Hdf5NumberFormat.UInt32,
                8 => signed ? Hdf5NumberFormat.Int64 : Hdf5NumberFormat.UInt64,
                _ => Hdf5NumberFormat.None,
            }
            : Hdf5NumberFormat.None;
        return new Hdf5Type(typeClass, size) { IsBigEndian = (bits & 1) != 0, Number = number };
    }

    private static Hdf5Type Float(ref ByteReader reader, int bits, int size)
    {
        int offset = reader.U16();
        int precision = reader.U16();
        int exponentAt = reader.U8();
        int exponentBits = reader.U8();
        int mantissaAt = reader.U8();
        int mantissaBits = reader.U8();
        uint bias = reader.U32();
        int sign = (bits >> 8) & 255;
        bool impliedLeadingBit = ((bits >> 4) & 3) == 2;
        bool vax = (bits & 0x40) != 0;
        Hdf5NumberFormat number = (size, sign, exponentAt, exponentBits, mantissaBits, bias) switch
        {
            (2, 15, 10, 5, 10, 15) => Hdf5NumberFormat.Float16,
            (4, 31, 23, 8, 23, 127) => Hdf5NumberFormat.Float32,
            (8, 63, 52, 11, 52, 1023) => Hdf5NumberFormat.Float64,
            _ => Hdf5NumberFormat.None,
        };
        bool plain = offset == 0 && mantissaAt == 0 && impliedLeadingBit && !vax && precision == size * 8L;
        return new Hdf5Type(Hdf5TypeClass.Float, size) { IsBigEndian = (bits & 1) != 0, Number = plain ? number : Hdf5NumberFormat.None };
    }

    private static Hdf5Type Time(ref ByteReader reader, int size)
    {
        reader.Skip(2);
        return new Hdf5Type(Hdf5TypeClass.Time, size);
    }

    private static Hdf5Type Opaque(ref ByteReader reader, int bits, int size)
    {
        ReadOnlySpan<byte> tag = reader.Take(bits & 255);
        int end = tag.IndexOf((byte)0);
        return new Hdf5Type(Hdf5TypeClass.Opaque, size) { Tag = System.Text.Encoding.UTF8.GetString(end < 0 ? tag : tag[..end]) };
    }

    private static Hdf5Type Reference(ref ByteReader reader, int bits, int size)
    {
        int kind = bits & 15;
        if (kind > 1)
        {
            throw reader.File.Unsupported("References of the newer kind (H5R_ref_t) are not supported", reader.Address);
        }

        // Eight or twelve bytes also in files with narrower addresses, which then fill only their first bytes.
        int least = reader.File.OffsetSize + (kind == 1 ? 4 : 0);
        return size >= least
            ? new Hdf5Type(Hdf5TypeClass.Reference, size) { IsRegionReference = kind == 1 }
            : throw reader.Corrupt($"A reference of {size} bytes is not possible");
    }

    private static Hdf5Type Compound(ref ByteReader reader, int version, int bits, int size, int depth)
    {
        int count = bits & 0xffff;
        var members = new List<Hdf5Member>(Math.Min(count, 64));
        for (int i = 0; i < count; i++)
        {
            string name = Name(ref reader, version);
            long offset = version >= 3 ? (long)reader.Unsigned(BytesFor(size)) : reader.U32();
            int[] shape = [];
            if (version == 1)
            {
                int rank = reader.U8();
                reader.Skip(3 + 4 + 4);
                Span<uint> dimensions = [reader.U32(), reader.U32(), reader.U32(), reader.U32()];
                shape = rank > 4 ? throw reader.Corrupt("A compound member has more than four dimensions") : Shape(ref reader, dimensions[..rank]);
            }

            Hdf5Type type = Decode(ref reader, depth + 1);
            if (shape.Length > 0)
            {
                type = MakeArray(ref reader, shape, type);
            }

            if (offset + type.Size > size)
            {
                throw reader.Corrupt($"The member '{name}' lies outside its compound");
            }

            members.Add(new Hdf5Member(name, (int)offset, type));
        }

        return new Hdf5Type(Hdf5TypeClass.Compound, size) { Members = members };
    }

    private static Hdf5Type Enumeration(ref ByteReader reader, int version, int bits, int size, int depth)
    {
        int count = bits & 0xffff;
        Hdf5Type number = Decode(ref reader, depth + 1);
        if (number.Class != Hdf5TypeClass.Integer || number.Size != size)
        {
            throw reader.Corrupt("An enumeration is not based on a whole number of its size");
        }

        var names = new List<string>(Math.Min(count, 64));
        for (int i = 0; i < count; i++)
        {
            names.Add(Name(ref reader, version));
        }

        var values = new List<Hdf5EnumValue>(names.Count);
        foreach (string name in names)
        {
            values.Add(new Hdf5EnumValue(name, WholeValue(reader.Take(size), number)));
        }

        return new Hdf5Type(Hdf5TypeClass.Enumeration, size) { Base = number, Number = number.Number, IsBigEndian = number.IsBigEndian, EnumValues = values };
    }

    private static Hdf5Type VariableLength(ref ByteReader reader, int bits, int size, int depth)
    {
        if (size != 8 + reader.File.OffsetSize)
        {
            throw reader.Corrupt($"A variable-length element of {size} bytes is not possible");
        }

        Hdf5Type element = Decode(ref reader, depth + 1);
        return new Hdf5Type(Hdf5TypeClass.VariableLength, size)
        {
            IsString = (bits & 15) == 1,
            IsUtf8 = ((bits >> 8) & 15) == 1,
            Padding = (Hdf5StringPadding)((bits >> 4) & 15),
            Base = element,
        };
    }

    private static Hdf5Type Array(ref ByteReader reader, int version, int size, int depth)
    {
        int rank = reader.U8();
        if (rank > MaxArrayRank)
        {
            throw reader.Corrupt($"An array of rank {rank} is not possible");
        }

        if (version < 3)
        {
            reader.Skip(3);
        }

        Span<uint> dimensions = stackalloc uint[rank];
        for (int i = 0; i < rank; i++)
        {
            dimensions[i] = reader.U32();
        }

        if (version < 3)
        {
            reader.Skip(4 * rank);
        }

        int[] shape = Shape(ref reader, dimensions);
        Hdf5Type array = MakeArray(ref reader, shape, Decode(ref reader, depth + 1));
        return array.Size == size ? array : throw reader.Corrupt("The size of an array does not fit its shape");
    }

    private static int[] Shape(ref ByteReader reader, scoped ReadOnlySpan<uint> dimensions)
    {
        int[] shape = new int[dimensions.Length];
        for (int i = 0; i < shape.Length; i++)
        {
            shape[i] = dimensions[i] is > 0 and <= int.MaxValue ? (int)dimensions[i] : throw reader.Corrupt("An array dimension is zero or too large");
        }

        return shape;
    }

    private static Hdf5Type MakeArray(ref ByteReader reader, int[] shape, Hdf5Type element)
    {
        long size = element.Size;
        foreach (int length in shape)
        {
            size *= length;
            if (size > int.MaxValue)
            {
                throw reader.Corrupt("An array type is too large");
            }
        }

        return new Hdf5Type(Hdf5TypeClass.Array, (int)size) { Base = element, ArrayShape = shape };
    }

    private static string Name(ref ByteReader reader, int version)
    {
        int start = reader.Position;
        string name = reader.ZeroEnded("name of a member");
        if (version < 3)
        {
            reader.SkipTo(start + ((reader.Position - start + 7) & ~7));
        }

        return name;
    }

    private static int BytesFor(int size) => size < 1 << 8 ? 1 : size < 1 << 16 ? 2 : size < 1 << 24 ? 3 : 4;

    private static long WholeValue(ReadOnlySpan<byte> bytes, Hdf5Type type)
    {
        bool signed = type.Number is Hdf5NumberFormat.Int8 or Hdf5NumberFormat.Int16 or Hdf5NumberFormat.Int32 or Hdf5NumberFormat.Int64;
        int top = type.IsBigEndian ? 0 : bytes.Length - 1;
        long value = signed && (bytes[top] & 0x80) != 0 ? -1 : 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            value = (value << 8) | bytes[type.IsBigEndian ? i : bytes.Length - 1 - i];
        }

        return value;
    }
}
