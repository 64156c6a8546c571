namespace EphysTx.Hdf5;

/// <summary>Fills a span with the bytes from an offset on.</summary>
internal delegate void ReadBytes(long offset, Span<byte> destination);

/// <summary>Blocks of equal size, the least recently used of which make room. Safe to use from several threads.</summary>
internal sealed class BlockCache
{
    private readonly Dictionary<long, LinkedListNode<(long Index, byte[] Bytes)>> _blocks = [];
    private readonly LinkedList<(long Index, byte[] Bytes)> _order = new();
    private readonly Lock _lock = new();
    private readonly long _length;
    private readonly int _blockSize;
    private readonly int _capacity;
    private readonly ReadBytes _fetch;

    public BlockCache(long length, int blockSize, long maxBytes, ReadBytes fetch)
    {
        _length = length;
        _blockSize = blockSize;
        _capacity = (int)Math.Clamp(maxBytes / blockSize, 1, int.MaxValue);
        _fetch = fetch;
    }

    public int BlockSize => _blockSize;

    public int Capacity => _capacity;

    public bool Contains(long index)
    {
        lock (_lock)
        {
            return _blocks.ContainsKey(index);
        }
    }

    public void Read(long offset, Span<byte> destination)
    {
        while (destination.Length > 0)
        {
            long index = offset / _blockSize;
            int from = (int)(offset - (index * _blockSize));
            byte[] block = Get(index);
            int count = Math.Min(destination.Length, block.Length - from);
            block.AsSpan(from, count).CopyTo(destination);
            destination = destination[count..];
            offset += count;
        }
    }

    /// <summary>Puts a fetched block in; the array belongs to the cache from now on.</summary>
    public void Put(long index, byte[] bytes)
    {
        lock (_lock)
        {
            if (_blocks.ContainsKey(index))
            {
                return;
            }

            if (_blocks.Count >= _capacity)
            {
                _blocks.Remove(_order.Last!.Value.Index);
                _order.RemoveLast();
            }

            _blocks[index] = _order.AddFirst((index, bytes));
        }
    }

    private byte[] Get(long index)
    {
        lock (_lock)
        {
            if (_blocks.TryGetValue(index, out LinkedListNode<(long Index, byte[] Bytes)>? node))
            {
                if (!ReferenceEquals(_order.First, node))
                {
                    _order.Remove(node);
                    _order.AddFirst(node);
                }

                return node.Value.Bytes;
            }
        }

        // Fetched outside the lock: two threads may fetch the same block, which costs time but no correctness.
        byte[] bytes = new byte[Math.Min(_blockSize, _length - (index * _blockSize))];
        _fetch(index * _blockSize, bytes);
        Put(index, bytes);
        return bytes;
    }
}
