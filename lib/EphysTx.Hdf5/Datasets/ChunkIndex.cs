using System.Buffers.Binary;

namespace EphysTx.Hdf5;

/// <summary>All stored chunks of a dataset, sorted by their number.</summary>
internal sealed class ChunkIndex
{
    private readonly FileContext _file;
    private readonly ChunkGrid _grid;
    private readonly List<ChunkPlace> _chunks = [];

    private ChunkIndex(FileContext file, ChunkGrid grid)
    {
        _file = file;
        _grid = grid;
    }

    public IReadOnlyList<ChunkPlace> Chunks => _chunks;

    public static ChunkIndex Read(FileContext file, ChunkGrid grid, DataLayout layout, bool filtered)
    {
        var index = new ChunkIndex(file, grid);
        if (layout.Address >= 0)
        {
            index.Load(layout, filtered);
        }

        index._chunks.Sort((a, b) => a.Number.CompareTo(b.Number));
        for (int i = 1; i < index._chunks.Count; i++)
        {
            if (index._chunks[i].Number == index._chunks[i - 1].Number)
            {
                throw file.Corrupt("Two chunks are stored for the same place", layout.Address);
            }
        }

        if (layout.RawEdges && filtered)
        {
            for (int i = 0; i < index._chunks.Count; i++)
            {
                if (grid.SticksOut(index._chunks[i].Number))
                {
                    index._chunks[i] = index._chunks[i] with { Mask = uint.MaxValue, Size = grid.ChunkBytes };
                }
            }
        }

        return index;
    }

    /// <summary>Position in <see cref="Chunks"/> of the first chunk whose number is at least this.</summary>
    public int LowerBound(long number)
    {
        int low = 0;
        int high = _chunks.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _chunks[middle].Number < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Load(DataLayout layout, bool filtered)
    {
        switch (layout.Index)
        {
            case ChunkIndexKind.BTree1:
                ReadBTree1(layout.Address);
                break;
            case ChunkIndexKind.Single:
                Add(0, layout.Address, layout.SingleSize >= 0 ? layout.SingleSize : _grid.ChunkBytes, layout.SingleMask);
                break;
            case ChunkIndexKind.Implicit:
                ReadImplicit(layout.Address);
                break;
            case ChunkIndexKind.FixedArray:
                new FixedArray(_file, layout.Address, filtered, _grid.ChunkBytes).Visit(ByArrayOrder(layout.Address));
                break;
            case ChunkIndexKind.ExtensibleArray:
                new ExtensibleArray(_file, layout.Address, filtered, _grid.ChunkBytes).Visit(ByArrayOrder(layout.Address));
                break;
            default:
                ReadBTree2(layout.Address, filtered);
                break;
        }
    }

    private void Add(long? number, long address, long size, uint mask)
    {
        // Chunks beyond the present shape may remain when a dataset was made smaller.
        if (number is { } inside && address >= 0 && !_grid.Shape.Contains(0))
        {
            _chunks.Add(new ChunkPlace(inside, address, size, mask));
        }
    }

    private VisitChunk ByArrayOrder(long address)
    {
        ArrayOrder order = _grid.LargestGrid(_file, address);
        long[] coordinates = new long[_grid.Rank];
        return (index, place, size, mask) =>
        {
            if (order.TryCoordinates(index, coordinates))
            {
                Add(_grid.Number(coordinates), place, size, mask);
            }
        };
    }

    private void ReadImplicit(long address)
    {
        ArrayOrder order = _grid.LargestGrid(_file, address);
        long count = 1;
        foreach (long length in order.Lengths)
        {
            count = length > _file.Length || count * length > _file.Length ? _file.Length + 1 : count * length;
        }

        _file.CheckRange(address, count > _file.Length / _grid.ChunkBytes ? _file.Length + 1 : count * _grid.ChunkBytes, "block of chunks");
        long[] coordinates = new long[_grid.Rank];
        for (long i = 0; i < count; i++)
        {
            if (order.TryCoordinates(i, coordinates))
            {
                Add(_grid.Number(coordinates), address + (i * _grid.ChunkBytes), _grid.ChunkBytes, 0);
            }
        }
    }

    private void ReadBTree1(long address)
    {
        int rank = _grid.Rank;
        long[] coordinates = new long[rank];
        BTree1.Visit(_file, address, BTree1.Chunks, 8 + (8 * (rank + 1)), (key, place) =>
        {
            for (int i = 0; i < rank; i++)
            {
                long offset = BinaryPrimitives.ReadInt64LittleEndian(key[(8 + (8 * i))..]);
                if (offset < 0 || offset % _grid.ChunkShape[i] != 0)
                {
                    throw _file.Corrupt("A chunk does not lie on the grid of chunks", address);
                }

                coordinates[i] = offset / _grid.ChunkShape[i];
            }

            Add(_grid.Number(coordinates), place, BinaryPrimitives.ReadUInt32LittleEndian(key), BinaryPrimitives.ReadUInt32LittleEndian(key[4..]));
        });
    }

    private void ReadBTree2(long address, bool filtered)
    {
        BTree2 tree = BTree2.Open(_file, address);
        int rank = _grid.Rank;
        int sizeWidth = tree.RecordSize - _file.OffsetSize - 4 - (8 * rank);
        if (tree.Type != (filtered ? 11 : 10) || (filtered ? sizeWidth is < 1 or > 8 : sizeWidth != -4))
        {
            throw _file.Corrupt("The index of chunks is of the wrong type", address);
        }

        long[] coordinates = new long[rank];
        tree.Visit((record, at) =>
        {
            var reader = new ByteReader(_file, record, at);
            long place = reader.FileAddress();
            long size = filtered ? reader.Size(sizeWidth, "size of a chunk") : _grid.ChunkBytes;
            uint mask = filtered ? reader.U32() : 0;
            for (int i = 0; i < rank; i++)
            {
                coordinates[i] = reader.Size(8, "position of a chunk");
            }

            Add(_grid.Number(coordinates), place, size, mask);
        });
    }
}
