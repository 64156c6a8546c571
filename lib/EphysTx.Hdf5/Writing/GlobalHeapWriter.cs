namespace EphysTx.Hdf5;

/// <summary>Collects values of variable length into global heap collections (specification III.E).</summary>
internal sealed class GlobalHeapWriter(Func<long, long> reserve, Action<long, byte[]> write)
{
    private const int HeadBytes = 16;
    private const int LeastBytes = 4096;
    private const int UsualBytes = 1 << 16;
    private const int MaxObjects = 60_000;

    private byte[] _collection = [];
    private long _address;
    private int _used;
    private int _objects;

    /// <summary>Stores a value and tells where.</summary>
    public (long Address, int Index) Add(ReadOnlySpan<byte> value)
    {
        int needed = HeadBytes + ((value.Length + 7) & ~7);
        if (_used + needed > _collection.Length || _objects >= MaxObjects)
        {
            Start(needed);
        }

        new ByteWriter().U16(++_objects).U16(0).U32(0).I64(value.Length).Bytes(value).ToArray().CopyTo(_collection, _used);
        _used += needed;
        return (_address, _objects);
    }

    /// <summary>Writes the last collection.</summary>
    public void Flush()
    {
        if (_collection.Length == 0)
        {
            return;
        }

        int free = _collection.Length - _used;
        if (free >= HeadBytes)
        {
            new ByteWriter().U16(0).U16(0).U32(0).I64(free).ToArray().CopyTo(_collection, _used);
        }

        write(_address, _collection);
        _collection = [];
    }

    private void Start(int needed)
    {
        // The first collection is small, as most files have few texts.
        int size = Math.Max(_address == 0 ? LeastBytes : UsualBytes, HeadBytes + needed);
        Flush();
        _collection = new byte[size];
        _address = reserve(size);
        _used = HeadBytes;
        _objects = 0;
        new ByteWriter().Bytes("GCOL"u8).U8(1).U8(0).U16(0).I64(size).ToArray().CopyTo(_collection, 0);
    }
}
