using System.Numerics;

namespace EphysTx.Hdf5;

/// <summary>
/// The extensible array index (specification VII.D): elements in the index block, then in data blocks of growing size, which
/// the index block and secondary blocks point to.
/// </summary>
internal sealed class ExtensibleArray
{
    private readonly FileContext _file;
    private readonly TraversalGuard _guard;
    private readonly ArrayElement _element;
    private readonly long _header;
    private readonly int _maxBits;
    private readonly int _inIndexBlock;
    private readonly int _leastElements;
    private readonly int _leastPointers;
    private readonly long _pageElements;
    private readonly long _last;
    private readonly long _indexBlock;

    public ExtensibleArray(FileContext file, long address, bool filtered, int chunkBytes)
    {
        _file = file;
        _guard = new TraversalGuard(file);
        _header = address;
        byte[] bytes = file.ReadBlock(address, 12 + (6 * file.LengthSize) + file.OffsetSize + 4, "extensible array");
        file.VerifyChecksum(bytes, address, "extensible array");
        ByteReader reader = file.Reader(bytes, address);
        reader.Signature("EAHD");
        reader.Version(0, "extensible array");
        int client = reader.U8();
        _element = new ArrayElement(reader.U8(), filtered, chunkBytes);
        _element.Check(file, client, address);
        _maxBits = reader.U8();
        _inIndexBlock = reader.U8();
        _leastElements = reader.U8();
        _leastPointers = reader.U8();
        int pageBits = reader.U8();
        reader.Skip(4 * file.LengthSize);
        _last = reader.FileLength();
        reader.Skip(file.LengthSize);
        _indexBlock = reader.FileAddress();
        if (_maxBits is < 1 or > 60 || pageBits > 31 || _leastElements == 0 || _leastPointers < 1 || !BitOperations.IsPow2(_leastElements)
            || !BitOperations.IsPow2(_leastPointers) || BitOperations.Log2((uint)_leastElements) > _maxBits)
        {
            throw file.Corrupt("An extensible array has an impossible geometry", address);
        }

        _pageElements = 1L << pageBits;
    }

    private int SecondaryBlocks => 1 + _maxBits - BitOperations.Log2((uint)_leastElements);

    private int BlocksOfIndexBlock => 2 * BitOperations.Log2((uint)_leastPointers);

    private int OffsetWidth => (_maxBits + 7) / 8;

    public void Visit(VisitChunk visit)
    {
        if (_indexBlock < 0)
        {
            return;
        }

        int dataPointers = 2 * (_leastPointers - 1);
        int secondaryPointers = Math.Max(0, SecondaryBlocks - BlocksOfIndexBlock);
        long size = 6 + _file.OffsetSize + ((long)_inIndexBlock * _element.Width) + ((dataPointers + secondaryPointers) * _file.OffsetSize) + 4;
        byte[] bytes = Block(_indexBlock, size, "EAIB");
        ByteReader reader = _file.Reader(bytes, _indexBlock);
        reader.Skip(6 + _file.OffsetSize);
        Elements(ref reader, 0, _inIndexBlock, visit);
        long first = _inIndexBlock;
        for (int level = 0; level < SecondaryBlocks && first < _last; level++)
        {
            long blocks = 1L << (level / 2);
            long elements = (1L << ((level + 1) / 2)) * _leastElements;
            if (level < BlocksOfIndexBlock)
            {
                for (long i = 0; i < blocks; i++, first += elements)
                {
                    Data(reader.FileAddress(), first, elements, visit);
                }
            }
            else
            {
                Secondary(reader.FileAddress(), first, blocks, elements, visit);
                first += blocks * elements;
            }
        }
    }

    private void Secondary(long address, long first, long blocks, long elements, VisitChunk visit)
    {
        if (address < 0)
        {
            return;
        }

        long pages = elements > _pageElements ? elements / _pageElements : 0;
        long bitmap = blocks * ((pages + 7) / 8);
        byte[] bytes = Block(address, 6 + _file.OffsetSize + OffsetWidth + bitmap + (blocks * _file.OffsetSize) + 4, "EASB");
        ByteReader reader = _file.Reader(bytes, address);
        reader.Skip(6 + _file.OffsetSize + OffsetWidth);
        ReadOnlySpan<byte> written = reader.Take((int)bitmap);
        int perBlock = (int)((pages + 7) / 8);
        for (int i = 0; i < blocks && first < _last; i++, first += elements)
        {
            Data(reader.FileAddress(), first, elements, visit, written.Slice(i * perBlock, perBlock));
        }
    }

    private void Data(long address, long first, long elements, VisitChunk visit, ReadOnlySpan<byte> written = default)
    {
        if (address < 0)
        {
            return;
        }

        bool paged = elements > _pageElements;
        long size = 6 + _file.OffsetSize + OffsetWidth + (paged ? 0 : elements * _element.Width) + 4;
        byte[] bytes = Block(address, size, "EADB");
        if (!paged)
        {
            ByteReader reader = _file.Reader(bytes, address);
            reader.Skip(6 + _file.OffsetSize + OffsetWidth);
            Elements(ref reader, first, elements, visit);
            return;
        }

        long at = address + size;
        long pageSize = (_pageElements * _element.Width) + 4;
        for (int page = 0; page < elements / _pageElements; page++, at += pageSize)
        {
            if (written.Length > page / 8 && (written[page / 8] & (0x80 >> (page % 8))) == 0)
            {
                continue;
            }

            _guard.Enter(at, pageSize, 0, "extensible array");
            byte[] pageBytes = _file.ReadBlock(at, pageSize, "extensible array");
            _file.VerifyChecksum(pageBytes, at, "extensible array");
            ByteReader reader = _file.Reader(pageBytes, at);
            Elements(ref reader, first + (page * _pageElements), _pageElements, visit);
        }
    }

    private byte[] Block(long address, long size, string signature)
    {
        _guard.Enter(address, size, 0, "extensible array");
        byte[] bytes = _file.ReadBlock(address, size, "extensible array");
        _file.VerifyChecksum(bytes, address, "extensible array");
        ByteReader reader = _file.Reader(bytes, address);
        reader.Signature(signature);
        reader.Version(0, "extensible array");
        reader.Skip(1);
        return reader.FileAddress() == _header ? bytes : throw reader.Corrupt("An extensible array belongs to another dataset");
    }

    private void Elements(ref ByteReader reader, long first, long count, VisitChunk visit)
    {
        for (long i = 0; i < count; i++)
        {
            _element.Visit(ref reader, first + i, visit);
        }
    }
}
