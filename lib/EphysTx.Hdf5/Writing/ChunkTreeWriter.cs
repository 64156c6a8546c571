namespace EphysTx.Hdf5;

/// <summary>Writes the version 1 B-tree of chunks (specification III.A.1) from the leaves up.</summary>
internal sealed class ChunkTreeWriter(FileWriter file, long[] chunk)
{
    // Twice the rank of 32 that readers take for granted when the superblock does not say otherwise.
    private const int MaxChildren = 64;

    private int KeySize => 8 + (8 * (chunk.Length + 1));

    private int NodeSize => 24 + (MaxChildren * 8) + ((MaxChildren + 1) * KeySize);

    /// <summary>Writes all nodes and returns the address of the root.</summary>
    public long Write(List<(long[] Offset, int Size, long Address)> chunks)
    {
        long[] end = [.. chunks[^1].Offset.Select((n, i) => n + chunk[i])];
        List<(long[] Offset, int Size, long Address)> children = chunks;
        for (int level = 0; ; level++)
        {
            var nodes = new List<(long[] Offset, int Size, long Address)>();
            int count = (children.Count + MaxChildren - 1) / MaxChildren;
            long start = file.Reserve((long)count * NodeSize);
            for (int i = 0; i < count; i++)
            {
                int first = i * MaxChildren;
                int last = Math.Min(children.Count, first + MaxChildren);
                long left = i == 0 ? FileContext.Undefined : start + ((i - 1L) * NodeSize);
                long right = i == count - 1 ? FileContext.Undefined : start + ((i + 1L) * NodeSize);
                (long[] Offset, int Size) next = last < children.Count ? (children[last].Offset, children[last].Size) : (end, 0);
                byte[] node = Node(level, children[first..last], left, right, next);
                file.WriteAt(start + ((long)i * NodeSize), node);
                nodes.Add((children[first].Offset, children[first].Size, start + ((long)i * NodeSize)));
            }

            if (count == 1)
            {
                return start;
            }

            children = nodes;
        }
    }

    private byte[] Node(int level, List<(long[] Offset, int Size, long Address)> children, long left, long right, (long[] Offset, int Size) next)
    {
        ByteWriter node = new ByteWriter().Bytes("TREE"u8).U8(BTree1.Chunks).U8(level).U16(children.Count).I64(left).I64(right);
        foreach ((long[] offset, int size, long address) in children)
        {
            Key(node, offset, size);
            node.I64(address);
        }

        Key(node, next.Offset, next.Size);
        return node.PadTo(NodeSize).ToArray();
    }

    private static void Key(ByteWriter node, long[] offset, int size)
    {
        node.U32(size).U32(0);
        foreach (long position in offset)
        {
            node.I64(position);
        }

        node.I64(0);
    }
}
