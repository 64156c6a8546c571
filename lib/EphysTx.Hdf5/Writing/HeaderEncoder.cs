using System.Text;

namespace EphysTx.Hdf5;

/// <summary>Encodes object headers of version 2 (specification IV.A.1.b) for groups and datasets.</summary>
internal sealed class HeaderEncoder(WriteContext context, IReadOnlyDictionary<Hdf5NodeBuilder, int> linkCounts)
{
    private const long Undefined = -1;
    private const int ReferenceCount = 0x16;

    public byte[] Encode(Hdf5NodeBuilder node, StoredData? data)
    {
        var messages = new ByteWriter();
        switch (node)
        {
            case Hdf5GroupBuilder group:
                Group(messages, group);
                break;
            case Hdf5DatasetBuilder dataset:
                Dataset(messages, dataset, data ?? new StoredData(Undefined, 0));
                break;
            default:
                throw new InvalidOperationException("There are only groups and datasets.");
        }

        foreach ((string name, Hdf5Value value) in node.Attributes)
        {
            Message(messages, (int)MessageKind.Attribute, Attribute(name, value), $"attribute '{name}'");
        }

        if (linkCounts.GetValueOrDefault(node) > 1)
        {
            Message(messages, ReferenceCount, new ByteWriter().U8(0).U32(linkCounts[node]));
        }

        const int SizeOfFourBytes = 2;
        return new ByteWriter().Bytes("OHDR"u8).U8(2).U8(SizeOfFourBytes).U32(messages.Length).Bytes(messages.ToArray()).Checksum().ToArray();
    }

    private void Group(ByteWriter messages, Hdf5GroupBuilder group)
    {
        Message(messages, (int)MessageKind.LinkInfo, new ByteWriter().U8(0).U8(0).I64(Undefined).I64(Undefined));
        Message(messages, (int)MessageKind.GroupInfo, new ByteWriter().U8(0).U8(0));
        foreach ((string name, (Hdf5NodeBuilder? node, string? path)) in group.Links)
        {
            Message(messages, (int)MessageKind.Link, Link(name, node, path), $"link '{name}'");
        }
    }

    private ByteWriter Link(string name, Hdf5NodeBuilder? node, string? path)
    {
        const int WithKind = 8, WithCharacterSet = 16, TwoByteLength = 1, Soft = 1, Utf8 = 1;
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        ByteWriter link = new ByteWriter().U8(1).U8((node is null ? WithKind : 0) | WithCharacterSet | TwoByteLength);
        if (node is null)
        {
            byte[] target = Encoding.UTF8.GetBytes(path!);
            return link.U8(Soft).U8(Utf8).U16(bytes.Length).Bytes(bytes).U16(target.Length).Bytes(target);
        }

        return link.U8(Utf8).U16(bytes.Length).Bytes(bytes).I64(context.AddressOf(node));
    }

    private static void Dataset(ByteWriter messages, Hdf5DatasetBuilder dataset, StoredData data)
    {
        Message(messages, (int)MessageKind.Dataspace, Space(dataset.Value.Shape, dataset.Storage.MaxShape));
        Message(messages, (int)MessageKind.Datatype, new ByteWriter().Bytes(dataset.Value.Type), flags: 1);

        // Space is taken late, or chunk by chunk; the fill value is the default, zero.
        const int LateIfSet = 2 | (2 << 2), GrowingIfSet = 3 | (2 << 2);
        Message(messages, (int)MessageKind.FillValue, new ByteWriter().U8(3).U8(dataset.ChunkShape is null ? LateIfSet : GrowingIfSet), flags: 1);
        ByteWriter layout = new ByteWriter().U8(3);
        if (dataset.ChunkShape is null)
        {
            Message(messages, (int)MessageKind.Layout, layout.U8((int)Hdf5Layout.Contiguous).I64(data.Address).I64(data.Size));
            return;
        }

        layout.U8((int)Hdf5Layout.Chunked).U8(dataset.ChunkShape.Length + 1).I64(data.Address);
        foreach (long length in dataset.ChunkShape)
        {
            layout.U32(length);
        }

        Message(messages, (int)MessageKind.Layout, layout.U32(dataset.Value.ElementSize));
        if (dataset.Storage.HasFilters)
        {
            Message(messages, (int)MessageKind.Filters, Filters(dataset.Storage, dataset.Value.ElementSize), flags: 1);
        }
    }

    private static ByteWriter Filters(Hdf5Storage storage, int elementSize)
    {
        const int Optional = 1;
        int count = (storage.Shuffle ? 1 : 0) + (storage.Deflate is null ? 0 : 1) + (storage.Fletcher32 ? 1 : 0);
        ByteWriter filters = new ByteWriter().U8(2).U8(count);
        if (storage.Shuffle)
        {
            filters.U16(Hdf5Filter.Shuffle).U16(Optional).U16(1).U32(elementSize);
        }

        if (storage.Deflate is { } level)
        {
            filters.U16(Hdf5Filter.Deflate).U16(Optional).U16(1).U32(level);
        }

        return storage.Fletcher32 ? filters.U16(Hdf5Filter.Fletcher32).U16(0).U16(0) : filters;
    }

    private static ByteWriter Space(IReadOnlyList<long> shape, IReadOnlyList<long>? max)
    {
        const int Scalar = 0, Simple = 1;
        ByteWriter space = new ByteWriter().U8(2).U8(shape.Count).U8(max is null ? 0 : 1).U8(shape.Count == 0 ? Scalar : Simple);
        foreach (long length in shape)
        {
            space.I64(length);
        }

        foreach (long length in max ?? [])
        {
            space.I64(length);
        }

        return space;
    }

    private ByteWriter Attribute(string name, Hdf5Value value)
    {
        const int Utf8 = 1;
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        ByteWriter space = Space(value.Shape, null);
        return new ByteWriter().U8(3).U8(0).U16(bytes.Length + 1).U16(value.Type.Length).U16(space.Length).U8(Utf8)
            .Bytes(bytes).U8(0).Bytes(value.Type).Bytes(space.ToArray()).Bytes(value.Encode(context).Span);
    }

    private static void Message(ByteWriter messages, int kind, ByteWriter body, string? what = null, int flags = 0)
    {
        if (body.Length > ushort.MaxValue - 8)
        {
            throw new Hdf5Exception(Hdf5ErrorKind.InvalidContent, $"The {what ?? "header"} has {body.Length} bytes; 65,527 is the most that can be stored.");
        }

        messages.U8(kind).U16(body.Length).U8(flags).Bytes(body.ToArray());
    }
}

/// <summary>Where the elements of a dataset were written: the data themselves, or the index of chunks.</summary>
internal sealed record StoredData(long Address, long Size);
