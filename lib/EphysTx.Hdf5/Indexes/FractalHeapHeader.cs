using System.Numerics;

namespace EphysTx.Hdf5;

/// <summary>The header of a fractal heap and the geometry of its doubling table.</summary>
internal sealed record FractalHeapHeader
{
    public required long Address { get; init; }

    public required int IdLength { get; init; }

    public required bool HasChecksums { get; init; }

    public required long HugeIndex { get; init; }

    public required int Width { get; init; }

    public required long StartSize { get; init; }

    public required long MaxDirectSize { get; init; }

    public required int OffsetWidth { get; init; }

    public required int LengthWidth { get; init; }

    public required long Root { get; init; }

    public required int RootRows { get; init; }

    public long RootFilteredSize { get; init; }

    public uint RootMask { get; init; }

    public FilterPipeline? Filters { get; init; }

    /// <summary>Rows of an indirect block that hold direct blocks.</summary>
    public int DirectRows => BitOperations.Log2((ulong)MaxDirectSize) - BitOperations.Log2((ulong)StartSize) + 2;

    public static FractalHeapHeader Read(FileContext file, long address)
    {
        int fixedSize = 22 + (12 * file.LengthSize) + (3 * file.OffsetSize);
        byte[] head = file.ReadBlock(address, fixedSize, "heap header");
        ByteReader reader = file.Reader(head, address);
        reader.Skip(7);
        int filterLength = reader.U16();
        int total = fixedSize + (filterLength > 0 ? file.LengthSize + 4 + filterLength : 0) + 4;
        byte[] bytes = file.ReadBlock(address, total, "heap header");
        file.VerifyChecksum(bytes, address, "heap header");
        reader = file.Reader(bytes, address);
        return Parse(file, ref reader, address, filterLength);
    }

    /// <summary>Size of one block in a row.</summary>
    public long RowSize(int row) => row <= 1 ? StartSize : row - 1 >= 62 - BitOperations.Log2((ulong)StartSize) ? long.MaxValue / 2 : StartSize << (row - 1);

    /// <summary>Rows of an indirect block that covers so many bytes.</summary>
    public int RowsOfIndirect(long size) =>
        Math.Max(1, BitOperations.Log2((ulong)size) - BitOperations.Log2((ulong)StartSize) - BitOperations.Log2((ulong)Width) + 1);

    private static FractalHeapHeader Parse(FileContext file, ref ByteReader reader, long address, int filterLength)
    {
        reader.Signature("FRHP");
        reader.Version(0, "heap header");
        int idLength = reader.U16();
        reader.Skip(2);
        int flags = reader.U8();
        long maxManaged = reader.U32();
        reader.Skip(file.LengthSize);
        long hugeIndex = reader.FileAddress();
        reader.Skip(file.LengthSize + file.OffsetSize + (8 * file.LengthSize));
        int width = reader.U16();
        long start = reader.FileLength();
        long maxDirect = reader.FileLength();
        int maxBits = reader.U16();
        reader.Skip(2);
        long root = reader.FileAddress();
        int rows = reader.U16();
        if (width == 0 || start <= 0 || maxDirect < start || maxDirect > file.Options.MaxMetadataBytes || maxBits is 0 or > 64 || rows > 128
            || !BitOperations.IsPow2(start) || !BitOperations.IsPow2(maxDirect) || !BitOperations.IsPow2(width) || maxManaged == 0)
        {
            throw file.Corrupt("A heap has an impossible geometry", address);
        }

        var header = new FractalHeapHeader
        {
            Address = address,
            IdLength = idLength,
            HasChecksums = (flags & 2) != 0,
            HugeIndex = hugeIndex,
            Width = width,
            StartSize = start,
            MaxDirectSize = maxDirect,
            OffsetWidth = (maxBits + 7) / 8,
            LengthWidth = Math.Min(
                (BitOperations.Log2((ulong)maxDirect) + 7) / 8,
                (BitOperations.Log2((ulong)maxManaged) / 8) + 1),
            Root = root,
            RootRows = rows,
        };
        if (filterLength == 0)
        {
            return header;
        }

        long filteredSize = reader.FileLength();
        uint mask = reader.U32();
        long filtersAt = reader.Address;
        var filters = new ByteReader(file, reader.Take(filterLength), filtersAt);
        return header with { RootFilteredSize = filteredSize, RootMask = mask, Filters = FilterPipeline.Decode(ref filters) };
    }
}
