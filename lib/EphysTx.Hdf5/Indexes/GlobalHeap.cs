namespace EphysTx.Hdf5;

/// <summary>
/// The global heap (specification III.E): variable-length values of the whole file. Collections that were read stay in memory
/// up to a limit.
/// </summary>
internal sealed class GlobalHeap(FileContext file)
{
    private const long CacheBytes = 32L << 20;

    private readonly Dictionary<long, GlobalHeapCollection> _collections = [];
    private readonly HashSet<long> _seen = [];
    private readonly Lock _lock = new();
    private long _seenBytes;
    private long _cachedBytes;

    /// <summary>The bytes of one object.</summary>
    public ReadOnlyMemory<byte> Get(long address, uint index)
    {
        GlobalHeapCollection collection;
        lock (_lock)
        {
            if (!_collections.TryGetValue(address, out collection!))
            {
                collection = Load(address);
            }
        }

        return collection.Get(file, index);
    }

    private GlobalHeapCollection Load(long address)
    {
        byte[] head = file.ReadBlock(address, 8 + file.LengthSize, "global heap");
        ByteReader reader = file.Reader(head, address);
        reader.Signature("GCOL");
        reader.Version(1, "global heap");
        reader.Skip(3);
        long size = reader.FileLength("size of a global heap");

        // Collections of a sound file do not overlap; overlapping ones would cost time without end.
        if (_seen.Add(address) && (_seenBytes += Math.Min(size, file.Length)) > file.Length)
        {
            throw file.Corrupt("Global heaps overlap", address);
        }

        var collection = GlobalHeapCollection.Parse(file, file.ReadBlock(address, size, "global heap"), address);
        if (_cachedBytes + size > CacheBytes)
        {
            _collections.Clear();
            _cachedBytes = 0;
        }

        _collections[address] = collection;
        _cachedBytes += size;
        return collection;
    }
}

/// <summary>One collection of the global heap, and where its objects lie in it.</summary>
internal sealed class GlobalHeapCollection
{
    private readonly byte[] _bytes;
    private readonly long _address;
    private readonly Dictionary<uint, (int Start, int Length)> _objects = [];

    private GlobalHeapCollection(byte[] bytes, long address)
    {
        _bytes = bytes;
        _address = address;
    }

    public static GlobalHeapCollection Parse(FileContext file, byte[] bytes, long address)
    {
        var collection = new GlobalHeapCollection(bytes, address);
        int head = 8 + file.LengthSize;
        ByteReader reader = file.Reader(bytes, address);
        reader.Skip(head);
        while (reader.Remaining >= head)
        {
            uint index = reader.U16();
            reader.Skip(6);
            long size = reader.FileLength("size of a heap object");
            if (index == 0)
            {
                break;
            }

            if (size > reader.Remaining)
            {
                throw reader.Corrupt("A heap object is larger than its heap");
            }

            collection._objects[index] = (reader.Position, (int)size);
            reader.Skip((int)Math.Min((size + 7) & ~7L, reader.Remaining));
        }

        return collection;
    }

    public ReadOnlyMemory<byte> Get(FileContext file, uint index) =>
        _objects.TryGetValue(index, out (int Start, int Length) place)
            ? _bytes.AsMemory(place.Start, place.Length)
            : throw file.Corrupt($"The global heap has no object {index}", _address);
}
