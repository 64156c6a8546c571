using System.Numerics;

namespace EphysTx.Hdf5;

/// <summary>Sees one record of a version 2 B-tree.</summary>
internal delegate void VisitRecord(ReadOnlySpan<byte> record, long address);

/// <summary>Version 2 B-trees (specification III.A.2).</summary>
internal sealed class BTree2
{
    private const int NodeOverhead = 10;

    private readonly FileContext _file;
    private readonly int _nodeSize;
    private readonly int _depth;
    private readonly long _root;
    private readonly int _rootRecords;

    // By level from the leaves up: widths of the fields that count records in a child and below it.
    private readonly int _childCountWidth;
    private readonly int[] _totalWidths;
    private readonly long[] _capacities;

    private BTree2(FileContext file, long address)
    {
        _file = file;
        byte[] bytes = file.ReadBlock(address, 16 + file.OffsetSize + 2 + file.LengthSize + 4, "B-tree header");
        file.VerifyChecksum(bytes, address, "B-tree header");
        ByteReader reader = file.Reader(bytes, address);
        reader.Signature("BTHD");
        reader.Version(0, "B-tree header");
        Type = reader.U8();
        _nodeSize = reader.U32() is var size && size > NodeOverhead && size <= file.Options.MaxMetadataBytes && size <= int.MaxValue
            ? (int)size : throw reader.Corrupt("A B-tree node has an impossible size");
        RecordSize = reader.U16();
        _depth = reader.U16();
        reader.Skip(2);
        _root = reader.FileAddress();
        _rootRecords = reader.U16();
        Total = reader.FileLength("number of records");
        if (RecordSize == 0 || _depth > file.Options.MaxDepth)
        {
            throw reader.Corrupt("A B-tree has an impossible record size or depth");
        }

        _totalWidths = new int[_depth + 1];
        _capacities = new long[_depth + 1];
        _capacities[0] = (_nodeSize - NodeOverhead) / RecordSize;
        _childCountWidth = WidthFor(_capacities[0]);
        long cumulative = _capacities[0];
        for (int level = 1; level <= _depth; level++)
        {
            int pointer = file.OffsetSize + _childCountWidth + _totalWidths[level - 1];
            _capacities[level] = Math.Max(0, (_nodeSize - NodeOverhead - pointer) / (RecordSize + pointer));
            cumulative = (long)BigInteger.Min(long.MaxValue, ((BigInteger)(_capacities[level] + 1) * cumulative) + _capacities[level]);
            _totalWidths[level] = WidthFor(cumulative);
        }
    }

    public int Type { get; }

    public int RecordSize { get; }

    public long Total { get; }

    public static BTree2 Open(FileContext file, long address) => new(file, address);

    /// <summary>Visits all records in order.</summary>
    public void Visit(VisitRecord visit)
    {
        if (_root >= 0 && Total > 0)
        {
            Node(_root, _rootRecords, _depth, new TraversalGuard(_file), visit);
        }
    }

    private static int WidthFor(long value) => (BitOperations.Log2((ulong)Math.Max(1, value)) / 8) + 1;

    private void Node(long address, int records, int level, TraversalGuard guard, VisitRecord visit)
    {
        if (records > _capacities[level])
        {
            throw _file.Corrupt("A B-tree node has more records than fit", address);
        }

        int pointer = level == 0 ? 0 : _file.OffsetSize + _childCountWidth + _totalWidths[level - 1];
        int size = NodeOverhead + (records * RecordSize) + (level == 0 ? 0 : (records + 1) * pointer);
        guard.Enter(address, size, _depth - level, "B-tree");
        byte[] bytes = _file.ReadBlock(address, size, "B-tree node");
        _file.VerifyChecksum(bytes, address, "B-tree node");
        ByteReader reader = _file.Reader(bytes, address);
        reader.Signature(level == 0 ? "BTLF" : "BTIN");
        reader.Version(0, "B-tree node");
        if (reader.U8() != Type)
        {
            throw reader.Corrupt("A B-tree node is not of its tree's type");
        }

        int firstRecord = reader.Position;
        ByteReader children = reader;
        children.Skip(records * RecordSize);
        for (int i = 0; i <= records; i++)
        {
            if (level > 0)
            {
                long child = children.FileAddress();
                int childRecords = (int)children.Unsigned(_childCountWidth);
                children.Skip(_totalWidths[level - 1]);
                Node(child, childRecords, level - 1, guard, visit);
            }

            if (i < records)
            {
                visit(bytes.AsSpan(firstRecord + (i * RecordSize), RecordSize), address + firstRecord + (i * RecordSize));
            }
        }
    }
}
