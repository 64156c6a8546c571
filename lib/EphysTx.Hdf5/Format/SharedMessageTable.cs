namespace EphysTx.Hdf5;

/// <summary>The file's table of shared messages, which the superblock extension points to (specification III.G).</summary>
internal static class SharedMessageTable
{
    public static HeaderMessage Get(FileContext file, MessageKind kind, ReadOnlySpan<byte> heapId)
    {
        long extension = file.Superblock.Extension;
        if (extension < 0)
        {
            throw file.Corrupt("The file has a shared message but no table of them", 0);
        }

        ObjectHeader header = ObjectHeader.Read(file, extension);
        int at = header.Messages.ToList().FindIndex(m => m.Kind == MessageKind.SharedMessageTable);
        if (at < 0)
        {
            throw file.Corrupt("The table of shared messages is missing", extension);
        }

        ByteReader message = header.Reader(header.Messages[at]);
        message.Version(0, "shared message table");
        long table = message.FileAddress();
        int count = message.U8();
        int entry = 12 + (2 * file.OffsetSize) + 2;
        byte[] bytes = file.ReadBlock(table, 4 + (count * (long)entry) + 4, "shared message table");
        file.VerifyChecksum(bytes, table, "shared message table");
        ByteReader reader = file.Reader(bytes, table);
        reader.Signature("SMTB");
        for (int i = 0; i < count; i++)
        {
            reader.Skip(2);
            int kinds = reader.U16();
            reader.Skip(4 + 2 + 2 + 2);
            reader.FileAddress();
            long heap = reader.FileAddress();
            if ((kinds & (1 << (int)kind)) != 0)
            {
                return new HeaderMessage(kind, 0, FractalHeap.Open(file, heap).Get(heapId), heap);
            }
        }

        throw file.Corrupt($"The table of shared messages has no index for kind {kind}", table);
    }
}
