namespace EphysTx.Hdf5;

/// <summary>All links of one group.</summary>
internal sealed class LinkTable
{
    private readonly Dictionary<string, Hdf5Link> _byName;

    private LinkTable(FileContext file, List<Hdf5Link> links, bool byCreation, long address)
    {
        Links = byCreation && links.TrueForAll(l => l.CreationOrder is not null)
            ? [.. links.OrderBy(l => l.CreationOrder)]
            : [.. links.OrderBy(l => l.Name, StringComparer.Ordinal)];
        _byName = new Dictionary<string, Hdf5Link>(links.Count, StringComparer.Ordinal);
        foreach (Hdf5Link link in links)
        {
            if (!_byName.TryAdd(link.Name, link))
            {
                throw file.Corrupt($"The group has two links named '{link.Name}'", address);
            }
        }
    }

    /// <summary>In order of creation where the group keeps it, else by name (ordinal).</summary>
    public IReadOnlyList<Hdf5Link> Links { get; }

    public static bool IsGroup(ObjectHeader header) =>
        header.Has(MessageKind.SymbolTable) || header.Has(MessageKind.LinkInfo) || header.Has(MessageKind.Link) || header.Has(MessageKind.GroupInfo);

    public static LinkTable Read(FileContext file, ObjectHeader header)
    {
        if (header.Find(MessageKind.SymbolTable) is { } old)
        {
            ByteReader reader = header.Reader(old);
            return new LinkTable(file, SymbolTable.Read(file, reader.FileAddress(), reader.FileAddress()), false, header.Address);
        }

        var links = new List<Hdf5Link>();
        foreach (HeaderMessage message in header.Messages)
        {
            if (message.Kind == MessageKind.Link)
            {
                ByteReader reader = header.Reader(message);
                links.Add(LinkMessage.Decode(ref reader));
            }
        }

        bool byCreation = false;
        if (header.Find(MessageKind.LinkInfo) is { } info)
        {
            ByteReader reader = header.Reader(info);
            reader.Version(0, "link info");
            int flags = reader.U8();
            byCreation = (flags & 1) != 0;
            reader.Skip(byCreation ? 8 : 0);
            long heap = reader.FileAddress();
            long names = reader.FileAddress();
            if (heap >= 0)
            {
                ReadDense(file, heap, names, links);
            }
        }

        return new LinkTable(file, links, byCreation, header.Address);
    }

    public Hdf5Link? Find(string name) => _byName.GetValueOrDefault(name);

    private static void ReadDense(FileContext file, long heapAddress, long names, List<Hdf5Link> links)
    {
        const int NameIndex = 5;
        FractalHeap heap = FractalHeap.Open(file, heapAddress);
        BTree2 index = BTree2.Open(file, names);
        if (index.Type != NameIndex || index.RecordSize < 5)
        {
            throw file.Corrupt("The index of a group is of the wrong type", names);
        }

        index.Visit((record, address) =>
        {
            ReadOnlyMemory<byte> body = heap.Get(record[4..]);
            var reader = new ByteReader(file, body.Span, address);
            links.Add(LinkMessage.Decode(ref reader));
        });
    }
}
