namespace EphysTx.Hdf5;

/// <summary>Sees one entry of a leaf: its key and the address of its child.</summary>
internal delegate void VisitEntry(ReadOnlySpan<byte> key, long child);

/// <summary>Version 1 B-trees (specification III.A.1).</summary>
internal static class BTree1
{
    public const int Groups = 0;
    public const int Chunks = 1;

    /// <summary>Visits all entries of the leaves, in order.</summary>
    public static void Visit(FileContext file, long root, int nodeType, int keySize, VisitEntry visit)
    {
        if (root >= 0)
        {
            Node(file, root, nodeType, keySize, null, 0, new TraversalGuard(file), visit);
        }
    }

    private static void Node(
        FileContext file, long address, int nodeType, int keySize, int? expectedLevel, int depth, TraversalGuard guard, VisitEntry visit)
    {
        int head = 8 + (2 * file.OffsetSize);
        byte[] bytes = file.ReadBlock(address, head, "B-tree node");
        ByteReader reader = file.Reader(bytes, address);
        reader.Signature("TREE");
        int type = reader.U8();
        int level = reader.U8();
        int entries = reader.U16();
        if (type != nodeType || (expectedLevel ?? level) != level)
        {
            throw file.Corrupt("A B-tree node is not of the expected type and level", address);
        }

        int size = entries * (keySize + file.OffsetSize);
        guard.Enter(address, head + size, depth, "B-tree");
        bytes = file.ReadBlock(address + head, size, "B-tree node");
        reader = file.Reader(bytes, address + head);
        for (int i = 0; i < entries; i++)
        {
            ReadOnlySpan<byte> key = reader.Take(keySize);
            long child = reader.FileAddress();
            if (level == 0)
            {
                visit(key, child);
            }
            else
            {
                Node(file, child, nodeType, keySize, level - 1, depth + 1, guard, visit);
            }
        }
    }
}
