namespace EphysTx.Hdf5;

/// <summary>
/// Messages that stand elsewhere: in a committed datatype, another object's header, or the file's table of shared messages
/// (specification III.F and IV.A.2).
/// </summary>
internal static class SharedMessage
{
    public static HeaderMessage Follow(FileContext file, HeaderMessage message)
    {
        var reader = new ByteReader(file, message.Body.Span, message.Address);
        int version = reader.U8();
        int type = reader.U8();
        switch (version)
        {
            case 1:
                reader.Skip(6);
                return FromObject(file, message.Kind, reader.FileAddress());
            case 2:
                return FromObject(file, message.Kind, reader.FileAddress());
            case 3 when type == 1:
                return SharedMessageTable.Get(file, message.Kind, reader.Take(8));
            case 3:
                return FromObject(file, message.Kind, reader.FileAddress());
            default:
                throw file.Unsupported($"Version {version} of a shared message is not known", message.Address);
        }
    }

    private static HeaderMessage FromObject(FileContext file, MessageKind kind, long address)
    {
        foreach (HeaderMessage message in ObjectHeader.Read(file, address).Messages)
        {
            if (message.Kind == kind)
            {
                // One step only: a shared message that is itself shared could go round in a circle.
                return message.IsShared ? throw file.Corrupt("A shared message refers to a shared message", address) : message;
            }
        }

        throw file.Corrupt($"A shared message of kind {kind} is missing", address);
    }
}
