using System.Text;

namespace EphysTx.Hdf5;

/// <summary>The attribute message, versions 1 to 3 (specification IV.A.2.m).</summary>
internal sealed record AttributeMessage(Hdf5Type Type, Hdf5Dataspace Space, ReadOnlyMemory<byte> Bytes, long Address)
{
    public static string DecodeName(FileContext file, HeaderMessage message)
    {
        var reader = new ByteReader(file, message.Body.Span, message.Address);
        return Name(ref reader, out _);
    }

    public static AttributeMessage Decode(FileContext file, HeaderMessage message)
    {
        var reader = new ByteReader(file, message.Body.Span, message.Address);
        Name(ref reader, out Sizes sizes);
        HeaderMessage typePart = Part(ref reader, message, MessageKind.Datatype, sizes.Type, sizes.Padded, sizes.TypeShared);
        HeaderMessage spacePart = Part(ref reader, message, MessageKind.Dataspace, sizes.Space, sizes.Padded, sizes.SpaceShared);
        var typeReader = new ByteReader(file, typePart.Body.Span, typePart.Address);
        Hdf5Type type = TypeDecoder.Decode(ref typeReader);
        var spaceReader = new ByteReader(file, spacePart.Body.Span, spacePart.Address);
        Hdf5Dataspace space = Hdf5Dataspace.Decode(ref spaceReader);
        if (space.Count > reader.Remaining / type.Size)
        {
            throw reader.Corrupt($"An attribute of {space.Count} elements of {type.Size} bytes has only {reader.Remaining} bytes");
        }

        return new AttributeMessage(type, space, message.Body.Slice(reader.Position, (int)space.Count * type.Size), reader.Address);
    }

    public Hdf5Data Data(FileContext file) => new(file, Type, Space.Shape, Space.Count, Bytes);

    private static string Name(ref ByteReader reader, out Sizes sizes)
    {
        int version = reader.U8();
        if (version is < 1 or > 3)
        {
            throw reader.File.Unsupported($"Version {version} of the attribute is not known", reader.Address - 1);
        }

        int flags = reader.U8();
        int nameLength = reader.U16();
        sizes = new Sizes(reader.U16(), reader.U16(), version == 1, version > 1 && (flags & 1) != 0, version > 1 && (flags & 2) != 0);
        reader.Skip(version == 3 ? 1 : 0);
        ReadOnlySpan<byte> name = reader.Take(nameLength);
        if (version == 1)
        {
            reader.Skip((-nameLength) & 7);
        }

        int end = name.IndexOf((byte)0);
        return Encoding.UTF8.GetString(end < 0 ? name : name[..end]);
    }

    private static HeaderMessage Part(ref ByteReader reader, HeaderMessage message, MessageKind kind, int size, bool padded, bool shared)
    {
        var part = new HeaderMessage(kind, shared ? 2 : 0, message.Body.Slice(Math.Min(reader.Position, message.Body.Length)), reader.Address);
        reader.Skip(size);
        part = part with { Body = part.Body[..size] };
        reader.Skip(padded ? (-size) & 7 : 0);
        return shared ? SharedMessage.Follow(reader.File, part) : part;
    }

    private readonly record struct Sizes(int Type, int Space, bool Padded, bool TypeShared, bool SpaceShared);
}
