namespace EphysTx.Hdf5;

/// <summary>
/// A file to be written: build the tree from <see cref="Root"/>, then write it. The same content gives the same bytes. Files
/// have superblock 2 and new-style groups, which HDF5 1.8 and later read; object headers come first, so that a reader over a
/// network finds them together.
/// </summary>
public sealed class Hdf5FileBuilder
{
    private const int SuperblockBytes = 48;

    /// <summary>The group that everything hangs from.</summary>
    public Hdf5GroupBuilder Root { get; } = new();

    /// <summary>The file as bytes.</summary>
    public byte[] ToArray(int? degreeOfParallelism = null)
    {
        using var stream = new MemoryStream();
        Write(stream, degreeOfParallelism);
        return stream.ToArray();
    }

    /// <summary>
    /// Writes the file at the stream's position, which must be its end. When this fails, what was written is of no use: write to
    /// a temporary file and rename it.
    /// </summary>
    /// <param name="stream">Writable and seekable.</param>
    /// <param name="degreeOfParallelism">Threads that compress; null means all processors. The bytes do not depend on it.</param>
    /// <param name="cancellationToken">Stops between datasets and chunks.</param>
    /// <exception cref="Hdf5Exception">A reference leads outside the file, or an attribute is too large.</exception>
    /// <exception cref="IOException">The stream could not be written; the disk may be full.</exception>
    public void Write(Stream stream, int? degreeOfParallelism = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite || !stream.CanSeek)
        {
            throw new ArgumentException("The stream must be writable and seekable.", nameof(stream));
        }

        int threads = degreeOfParallelism ?? Environment.ProcessorCount;
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var file = new FileWriter(stream);
        file.Reserve(SuperblockBytes);
        (List<Hdf5NodeBuilder> nodes, Dictionary<Hdf5NodeBuilder, int> linkCounts) = Collect();

        // Headers have the same length whatever addresses stand in them, so their places are known before the data are written.
        var addresses = new Dictionary<Hdf5NodeBuilder, long>(ReferenceEqualityComparer.Instance);
        var measure = new HeaderEncoder(new WriteContext(addresses, null), linkCounts);
        foreach (Hdf5NodeBuilder node in nodes)
        {
            addresses[node] = file.Reserve(measure.Encode(node, null).Length);
        }

        file.WriteAt(0, new byte[SuperblockBytes]);
        var heap = new GlobalHeapWriter(file.Reserve, (address, bytes) => file.WriteAt(address, bytes));
        var context = new WriteContext(addresses, heap);
        var encoder = new HeaderEncoder(context, linkCounts);
        var chunks = new ChunkWriter(file, threads);
        foreach (Hdf5NodeBuilder node in nodes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            StoredData? data = node is Hdf5DatasetBuilder dataset ? Store(dataset, context, file, chunks, cancellationToken) : null;
            file.WriteAt(addresses[node], encoder.Encode(node, data));
        }

        heap.Flush();
        file.WriteAt(0, SuperblockOf(addresses[Root], file.End));
        file.Finish();
    }

    private static StoredData Store(Hdf5DatasetBuilder dataset, WriteContext context, FileWriter file, ChunkWriter chunks, CancellationToken token)
    {
        ReadOnlyMemory<byte> content = dataset.Value.Encode(context);
        return dataset.ChunkShape is not null ? chunks.Write(dataset, content, token)
            : content.Length == 0 ? new StoredData(FileContext.Undefined, 0)
            : new StoredData(file.Append(content.Span), content.Length);
    }

    private static byte[] SuperblockOf(long root, long end) => new ByteWriter()
        .U8(0x89).Bytes("HDF\r\n"u8).U8(0x1a).U8(0x0a).U8(2).U8(8).U8(8).U8(0)
        .I64(0).I64(FileContext.Undefined).I64(end).I64(root).Checksum().ToArray();

    private (List<Hdf5NodeBuilder> Nodes, Dictionary<Hdf5NodeBuilder, int> LinkCounts) Collect()
    {
        var nodes = new List<Hdf5NodeBuilder>();
        var counts = new Dictionary<Hdf5NodeBuilder, int>(ReferenceEqualityComparer.Instance) { [Root] = 1 };
        var pending = new Stack<Hdf5NodeBuilder>();
        pending.Push(Root);
        while (pending.TryPop(out Hdf5NodeBuilder? node))
        {
            nodes.Add(node);
            if (node is not Hdf5GroupBuilder group)
            {
                continue;
            }

            foreach ((Hdf5NodeBuilder? child, _) in group.Links.Values.Reverse())
            {
                if (child is null)
                {
                    continue;
                }

                if (!counts.TryGetValue(child, out int count))
                {
                    pending.Push(child);
                }

                counts[child] = count + 1;
            }
        }

        return (nodes, counts);
    }
}
