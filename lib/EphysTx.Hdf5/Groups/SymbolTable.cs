using System.Buffers.Binary;

namespace EphysTx.Hdf5;

/// <summary>Links of an old group: B-tree, symbol table nodes and local heap (specification III.A.1, III.B to III.D).</summary>
internal static class SymbolTable
{
    private const int CachedSoftLink = 2;

    public static List<Hdf5Link> Read(FileContext file, long tree, long heapAddress)
    {
        var links = new List<Hdf5Link>();
        var heap = new LocalHeap(file, heapAddress);
        var guard = new TraversalGuard(file);
        BTree1.Visit(file, tree, BTree1.Groups, file.LengthSize, (_, node) => Node(file, node, heap, guard, links));
        return links;
    }

    private static void Node(FileContext file, long address, LocalHeap heap, TraversalGuard guard, List<Hdf5Link> links)
    {
        byte[] head = file.ReadBlock(address, 8, "symbol table node");
        ByteReader reader = file.Reader(head, address);
        reader.Signature("SNOD");
        reader.Version(1, "symbol table node");
        reader.Skip(1);
        int count = reader.U16();
        long size = count * (24L + file.LengthSize + file.OffsetSize);
        guard.Enter(address, 8 + size, 0, "symbol table");
        byte[] entries = file.ReadBlock(address + 8, size, "symbol table node");
        reader = file.Reader(entries, address + 8);
        for (int i = 0; i < count; i++)
        {
            string name = heap.Text(reader.FileLength());
            long target = reader.FileAddress();
            uint cached = reader.U32();
            reader.Skip(4);
            ReadOnlySpan<byte> scratch = reader.Take(16);
            links.Add(cached == CachedSoftLink
                ? new Hdf5Link(name, Hdf5LinkKind.Soft) { TargetPath = heap.Text(BinaryPrimitives.ReadUInt32LittleEndian(scratch)) }
                : new Hdf5Link(name, Hdf5LinkKind.Hard) { Target = new Hdf5Reference(target) });
        }
    }
}
