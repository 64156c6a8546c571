namespace EphysTx.Hdf5;

/// <summary>What the encoding of content needs to know: addresses of objects, and the heap. Without a heap it only measures.</summary>
internal sealed class WriteContext(IReadOnlyDictionary<Hdf5NodeBuilder, long> addresses, GlobalHeapWriter? heap)
{
    public long AddressOf(Hdf5NodeBuilder node) =>
        heap is null ? 0
        : addresses.TryGetValue(node, out long address) ? address
        : throw new Hdf5Exception(Hdf5ErrorKind.InvalidContent, "A reference refers to an object that is not in this file.");

    /// <summary>Writes the pointer to a value of variable length: number of elements, heap address, index.</summary>
    public void Pointer(ByteWriter writer, ReadOnlySpan<byte> value, long elements)
    {
        (long address, int index) = value.Length == 0 || heap is null ? (0, 0) : heap.Add(value);
        writer.U32(elements).I64(address).U32(index);
    }
}
