namespace EphysTx.Hdf5;

/// <summary>Sees one chunk of an array index; the address is undefined where the chunk was never written.</summary>
internal delegate void VisitChunk(long index, long address, long size, uint mask);

/// <summary>One element of an array index: address, and for filtered chunks stored size and filter mask.</summary>
internal readonly record struct ArrayElement(int Width, bool Filtered, int ChunkBytes)
{
    public void Visit(ref ByteReader reader, long index, VisitChunk visit)
    {
        long address = reader.FileAddress();
        if (Filtered)
        {
            visit(index, address, reader.Size(Width - reader.File.OffsetSize - 4, "size of a chunk"), reader.U32());
        }
        else
        {
            visit(index, address, ChunkBytes, 0);
        }
    }

    public void Check(FileContext file, int clientId, long address)
    {
        int sizeWidth = Width - file.OffsetSize - 4;
        if (clientId != (Filtered ? 1 : 0) || (Filtered ? sizeWidth is < 1 or > 8 : Width != file.OffsetSize))
        {
            throw file.Corrupt("The index of chunks has impossible elements", address);
        }
    }
}

/// <summary>The fixed array index (specification VII.C): one block of elements, in pages when it is large.</summary>
internal sealed class FixedArray
{
    private readonly FileContext _file;
    private readonly ArrayElement _element;
    private readonly long _header;
    private readonly long _count;
    private readonly long _pageElements;
    private readonly long _block;

    public FixedArray(FileContext file, long address, bool filtered, int chunkBytes)
    {
        _file = file;
        _header = address;
        byte[] bytes = file.ReadBlock(address, 8 + file.LengthSize + file.OffsetSize + 4, "fixed array");
        file.VerifyChecksum(bytes, address, "fixed array");
        ByteReader reader = file.Reader(bytes, address);
        reader.Signature("FAHD");
        reader.Version(0, "fixed array");
        int client = reader.U8();
        _element = new ArrayElement(reader.U8(), filtered, chunkBytes);
        _element.Check(file, client, address);
        int pageBits = reader.U8();
        _count = reader.FileLength();
        _block = reader.FileAddress();
        if (pageBits > 31 || _count > file.Length / _element.Width)
        {
            throw file.Corrupt("A fixed array has an impossible size", address);
        }

        _pageElements = 1L << pageBits;
    }

    public void Visit(VisitChunk visit)
    {
        if (_block < 0)
        {
            return;
        }

        bool paged = _count > _pageElements;
        long pages = paged ? (_count + _pageElements - 1) / _pageElements : 0;
        long bitmap = (pages + 7) / 8;
        long size = 6 + _file.OffsetSize + bitmap + (paged ? 0 : _count * _element.Width) + 4;
        byte[] bytes = _file.ReadBlock(_block, size, "fixed array");
        _file.VerifyChecksum(bytes, _block, "fixed array");
        ByteReader reader = _file.Reader(bytes, _block);
        reader.Signature("FADB");
        reader.Version(0, "fixed array");
        reader.Skip(1);
        if (reader.FileAddress() != _header)
        {
            throw reader.Corrupt("A fixed array belongs to another dataset");
        }

        ReadOnlySpan<byte> written = reader.Take((int)bitmap);
        if (!paged)
        {
            Elements(ref reader, 0, _count, visit);
            return;
        }

        long at = _block + size;
        for (long page = 0, first = 0; page < pages; page++, first += _pageElements)
        {
            long elements = Math.Min(_pageElements, _count - first);
            long pageSize = (elements * _element.Width) + 4;
            if ((written[(int)(page / 8)] & (0x80 >> (int)(page % 8))) != 0)
            {
                byte[] pageBytes = _file.ReadBlock(at, pageSize, "fixed array");
                _file.VerifyChecksum(pageBytes, at, "fixed array");
                ByteReader pageReader = _file.Reader(pageBytes, at);
                Elements(ref pageReader, first, elements, visit);
            }

            at += pageSize;
        }
    }

    private void Elements(ref ByteReader reader, long first, long count, VisitChunk visit)
    {
        for (long i = 0; i < count; i++)
        {
            _element.Visit(ref reader, first + i, visit);
        }
    }
}
