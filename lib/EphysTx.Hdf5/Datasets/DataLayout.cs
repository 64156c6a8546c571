namespace EphysTx.Hdf5;

/// <summary>How the elements of a dataset are laid out in the file.</summary>
public enum Hdf5Layout
{
    /// <summary>In the object header.</summary>
    Compact = 0,

    /// <summary>In one piece.</summary>
    Contiguous = 1,

    /// <summary>In pieces of equal shape.</summary>
    Chunked = 2,

    /// <summary>Put together from other datasets; not supported for reading.</summary>
    Virtual = 3,
}

/// <summary>Kinds of chunk indexes.</summary>
internal enum ChunkIndexKind
{
    BTree1 = 0,
    Single = 1,
    Implicit = 2,
    FixedArray = 3,
    ExtensibleArray = 4,
    BTree2 = 5,
}

/// <summary>The layout message, versions 1 to 4 (specification IV.A.2.i).</summary>
internal sealed record DataLayout
{
    private const int MaxRank = 33;

    public required Hdf5Layout Kind { get; init; }

    public long Address { get; init; } = FileContext.Undefined;

    public long Size { get; init; } = -1;

    public ReadOnlyMemory<byte> Compact { get; init; }

    /// <summary>Chunk shape in elements, without the element size that the file stores as a last dimension.</summary>
    public IReadOnlyList<long> ChunkShape { get; init; } = [];

    public long ChunkElementSize { get; init; }

    public ChunkIndexKind Index { get; init; }

    /// <summary>Whether chunks at the edge that stick out are stored without filters.</summary>
    public bool RawEdges { get; init; }

    public long SingleSize { get; init; } = -1;

    public uint SingleMask { get; init; }

    public static DataLayout Decode(ref ByteReader reader)
    {
        int version = reader.U8();
        return version switch
        {
            1 or 2 => Old(ref reader),
            3 or 4 => New(ref reader, version),
            _ => throw reader.File.Unsupported($"Version {version} of the data layout is not known", reader.Address - 1),
        };
    }

    private static DataLayout Old(ref ByteReader reader)
    {
        int rank = reader.U8();
        var kind = (Hdf5Layout)reader.U8();
        reader.Skip(5);
        long address = kind == Hdf5Layout.Compact ? FileContext.Undefined : reader.FileAddress();
        CheckRank(ref reader, rank, 0);
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            shape[i] = reader.U32();
        }

        switch (kind)
        {
            case Hdf5Layout.Compact:
                uint size = reader.U32();
                return new DataLayout { Kind = kind, Compact = reader.Take((int)Math.Min(size, int.MaxValue)).ToArray() };
            case Hdf5Layout.Contiguous:
                return new DataLayout { Kind = kind, Address = address };
            case Hdf5Layout.Chunked:
                return Chunked(ref reader, shape) with { Address = address };
            default:
                throw reader.Corrupt("The kind of a data layout is not known");
        }
    }

    private static DataLayout New(ref ByteReader reader, int version)
    {
        var kind = (Hdf5Layout)reader.U8();
        switch (kind)
        {
            case Hdf5Layout.Compact:
                return new DataLayout { Kind = kind, Compact = reader.Take(reader.U16()).ToArray() };
            case Hdf5Layout.Contiguous:
                return new DataLayout { Kind = kind, Address = reader.FileAddress(), Size = reader.FileLength() };
            case Hdf5Layout.Chunked:
                return version == 3 ? Chunked3(ref reader) : Chunked4(ref reader);
            case Hdf5Layout.Virtual:
                return new DataLayout { Kind = kind };
            default:
                throw reader.Corrupt("The kind of a data layout is not known");
        }
    }

    private static DataLayout Chunked3(ref ByteReader reader)
    {
        int rank = reader.U8();
        CheckRank(ref reader, rank, 2);
        long address = reader.FileAddress();
        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            shape[i] = reader.U32();
        }

        return Chunked(ref reader, shape) with { Address = address };
    }

    private static DataLayout Chunked4(ref ByteReader reader)
    {
        int flags = reader.U8();
        int rank = reader.U8();
        CheckRank(ref reader, rank, 2);
        int width = reader.U8();
        if (width is < 1 or > 8)
        {
            throw reader.Corrupt("The width of chunk dimensions is not possible");
        }

        long[] shape = new long[rank];
        for (int i = 0; i < rank; i++)
        {
            shape[i] = reader.Size(width, "chunk dimension");
        }

        DataLayout layout = Chunked(ref reader, shape) with { Index = (ChunkIndexKind)reader.U8(), RawEdges = (flags & 1) != 0 };
        switch (layout.Index)
        {
            case ChunkIndexKind.Single:
                layout = (flags & 2) != 0 ? layout with { SingleSize = reader.FileLength(), SingleMask = reader.U32() } : layout;
                break;
            case ChunkIndexKind.Implicit:
                break;
            case ChunkIndexKind.FixedArray:
                reader.Skip(1);
                break;
            case ChunkIndexKind.ExtensibleArray:
                reader.Skip(5);
                break;
            case ChunkIndexKind.BTree2:
                reader.Skip(6);
                break;
            default:
                throw reader.File.Unsupported($"Chunk index {(int)layout.Index} is not known", reader.Address);
        }

        return layout with { Address = reader.FileAddress() };
    }

    private static DataLayout Chunked(ref ByteReader reader, long[] shape)
    {
        CheckRank(ref reader, shape.Length, 2);
        return shape.Contains(0)
            ? throw reader.Corrupt("A chunk dimension is zero")
            : new DataLayout { Kind = Hdf5Layout.Chunked, ChunkShape = shape[..^1], ChunkElementSize = shape[^1] };
    }

    private static void CheckRank(ref ByteReader reader, int rank, int least)
    {
        if (rank < least || rank > MaxRank)
        {
            throw reader.Corrupt($"A layout of rank {rank} is not possible");
        }
    }
}
