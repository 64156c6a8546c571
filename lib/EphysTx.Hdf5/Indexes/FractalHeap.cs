namespace EphysTx.Hdf5;

/// <summary>
/// The fractal heap (specification III.G): links of large groups and attributes of objects with many. Blocks read stay in memory
/// while the heap is in use.
/// </summary>
internal sealed class FractalHeap
{
    private readonly FileContext _file;
    private readonly FractalHeapHeader _header;
    private readonly TraversalGuard _guard;
    private readonly Dictionary<long, byte[]> _blocks = [];
    private Dictionary<ulong, (long Address, long Length, uint Mask, long Memory)>? _huge;
    private long _taken;

    private FractalHeap(FileContext file, FractalHeapHeader header)
    {
        _file = file;
        _header = header;
        _guard = new TraversalGuard(file);
    }

    public static FractalHeap Open(FileContext file, long address) => new(file, FractalHeapHeader.Read(file, address));

    /// <summary>The bytes of the object with this heap ID.</summary>
    public ReadOnlyMemory<byte> Get(ReadOnlySpan<byte> id)
    {
        if (id.Length < _header.IdLength)
        {
            throw _file.Corrupt("A heap ID is shorter than its heap says", _header.Address);
        }

        id = id[.._header.IdLength];
        if (id.Length < 2 || (id[0] >> 6) != 0)
        {
            throw _file.Corrupt("A heap ID is malformed", _header.Address);
        }

        ReadOnlyMemory<byte> found = ((id[0] >> 4) & 3) switch
        {
            0 => Managed(id),
            1 => Huge(id),
            2 => Tiny(id),
            _ => throw _file.Corrupt("A heap ID is of an unknown kind", _header.Address),
        };

        // Objects of a sound heap do not overlap; overlapping ones could fill any memory.
        _taken += found.Length;
        return _taken <= (_header.Filters is null ? _file.Length : _file.Options.MaxMetadataBytes)
            ? found
            : throw _file.Corrupt("The objects of a heap overlap", _header.Address);
    }

    private ReadOnlyMemory<byte> Tiny(ReadOnlySpan<byte> id)
    {
        bool extended = _header.IdLength > 18;
        int length = (extended ? ((id[0] & 15) << 8) | id[1] : id[0] & 15) + 1;
        int start = extended ? 2 : 1;
        return start + length <= id.Length
            ? id.Slice(start, length).ToArray()
            : throw _file.Corrupt("A heap ID is too short for the object in it", _header.Address);
    }

    private ReadOnlyMemory<byte> Managed(ReadOnlySpan<byte> id)
    {
        var reader = new ByteReader(_file, id[1..], _header.Address);
        long offset = reader.Size(_header.OffsetWidth, "offset in a heap");
        long length = reader.Size(_header.LengthWidth, "length in a heap");
        (byte[] block, long blockOffset) = Block(_header.Root, _header.RootFilteredSize, _header.RootMask, _header.RootRows, 0, offset, 0);
        long start = offset - blockOffset;
        return start >= 0 && start <= block.Length && length <= block.Length - start
            ? block.AsMemory((int)start, (int)length)
            : throw _file.Corrupt("An object lies outside its heap block", _header.Address);
    }

    /// <summary>Goes down to the direct block that covers an offset of the heap. No rows means that this is the direct block.</summary>
    private (byte[] Bytes, long Offset) Block(long address, long filteredSize, uint mask, int rows, long start, long offset, int depth)
    {
        if (address < 0 || depth > _file.Options.MaxDepth)
        {
            throw _file.Corrupt("An object lies in a heap block that does not exist", _header.Address);
        }

        if (rows == 0)
        {
            return (Direct(address, _header.RowSize(0), filteredSize, mask), start);
        }

        byte[] block = Indirect(address, rows);
        ByteReader reader = _file.Reader(block, address);
        reader.Signature("FHIB");
        reader.Version(0, "heap block");
        reader.Skip(_file.OffsetSize + _header.OffsetWidth);
        for (int row = 0; row < rows; row++)
        {
            long size = _header.RowSize(row);
            bool direct = row < _header.DirectRows;
            for (int column = 0; column < _header.Width; column++, start += size)
            {
                long child = reader.FileAddress();
                long childFiltered = 0;
                uint childMask = 0;
                if (direct && _header.Filters is not null)
                {
                    childFiltered = reader.FileLength();
                    childMask = reader.U32();
                }

                if (offset - start >= size)
                {
                    continue;
                }

                if (direct)
                {
                    return child < 0
                        ? throw _file.Corrupt("An object lies in a heap block that does not exist", address)
                        : (Direct(child, size, childFiltered, childMask), start);
                }

                return Block(child, 0, 0, _header.RowsOfIndirect(size), start, offset, depth + 1);
            }
        }

        throw _file.Corrupt("An object lies outside its heap", _header.Address);
    }

    private byte[] Indirect(long address, int rows)
    {
        if (_blocks.TryGetValue(address, out byte[]? known))
        {
            return known;
        }

        long perDirect = _file.OffsetSize + (_header.Filters is null ? 0 : _file.LengthSize + 4);
        long directRows = Math.Min(rows, _header.DirectRows);
        long length = 5 + _file.OffsetSize + _header.OffsetWidth + 4
            + (_header.Width * ((directRows * perDirect) + ((rows - directRows) * _file.OffsetSize)));
        _guard.Enter(address, length, 0, "heap");
        byte[] bytes = _file.ReadBlock(address, length, "heap block");
        _file.VerifyChecksum(bytes, address, "heap block");
        return _blocks[address] = bytes;
    }

    private byte[] Direct(long address, long size, long filteredSize, uint mask)
    {
        if (_blocks.TryGetValue(address, out byte[]? known))
        {
            return known;
        }

        long stored = _header.Filters is null ? size : filteredSize;
        _guard.Enter(address, stored, 0, "heap");
        byte[] bytes = _file.ReadBlock(address, stored, "heap block");
        if (_header.Filters is { } filters)
        {
            bytes = filters.Decode(_file, bytes, mask, size, address);
        }

        ByteReader reader = _file.Reader(bytes, address);
        reader.Signature("FHDB");
        reader.Version(0, "heap block");
        reader.Skip(_file.OffsetSize + _header.OffsetWidth);
        if (_header.HasChecksums)
        {
            VerifyDirect(bytes, reader.Position, address);
        }

        return _blocks[address] = bytes;
    }

    private void VerifyDirect(byte[] bytes, int at, long address)
    {
        // The checksum stands in the middle and counts itself as zero.
        if (!_file.Options.VerifyChecksums || bytes.Length < at + 4)
        {
            return;
        }

        byte[] copy = (byte[])bytes.Clone();
        copy.AsSpan(at, 4).Clear();
        if (Checksum.Lookup3(copy) != BitConverter.ToUInt32(bytes, at))
        {
            throw _file.Corrupt("The checksum of the heap block is wrong", address);
        }
    }

    private ReadOnlyMemory<byte> Huge(ReadOnlySpan<byte> id)
    {
        bool filtered = _header.Filters is not null;
        int direct = _file.OffsetSize + _file.LengthSize + (filtered ? 4 + _file.LengthSize : 0);
        var reader = new ByteReader(_file, id[1..], _header.Address);
        (long Address, long Length, uint Mask, long Memory) place;
        if (id.Length - 1 >= direct)
        {
            place = HugePlace(ref reader, filtered);
        }
        else if (!(_huge ??= HugeIndex(filtered)).TryGetValue(reader.Unsigned(Math.Min(8, id.Length - 1)), out place))
        {
            throw _file.Corrupt("A large heap object is missing", _header.Address);
        }

        byte[] bytes = _file.ReadBlock(place.Address, place.Length, "heap object");
        return _header.Filters is { } filters ? filters.Decode(_file, bytes, place.Mask, place.Memory, place.Address) : bytes;
    }

    private static (long Address, long Length, uint Mask, long Memory) HugePlace(ref ByteReader reader, bool filtered)
    {
        long address = reader.FileAddress();
        long length = reader.FileLength();
        return filtered ? (address, length, reader.U32(), reader.FileLength()) : (address, length, 0, length);
    }

    private Dictionary<ulong, (long Address, long Length, uint Mask, long Memory)> HugeIndex(bool filtered)
    {
        var index = new Dictionary<ulong, (long Address, long Length, uint Mask, long Memory)>();
        if (_header.HugeIndex >= 0)
        {
            BTree2.Open(_file, _header.HugeIndex).Visit((record, address) =>
            {
                var reader = new ByteReader(_file, record, address);
                (long Address, long Length, uint Mask, long Memory) place = HugePlace(ref reader, filtered);
                index[reader.Unsigned(_file.LengthSize)] = place;
            });
        }

        return index;
    }
}
