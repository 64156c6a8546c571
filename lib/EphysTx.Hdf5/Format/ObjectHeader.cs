namespace EphysTx.Hdf5;

/// <summary>An object header, versions 1 and 2, with its continuation blocks (specification IV.A.1).</summary>
internal sealed class ObjectHeader
{
    private readonly FileContext _file;
    private readonly List<HeaderMessage> _messages = [];

    private ObjectHeader(FileContext file, long address)
    {
        _file = file;
        Address = address;
    }

    public long Address { get; }

    public IReadOnlyList<HeaderMessage> Messages => _messages;

    public static ObjectHeader Read(FileContext file, long address)
    {
        var header = new ObjectHeader(file, address);
        byte[] start = file.ReadBlock(address, Math.Min(16, Math.Max(0, file.Length - address)), "object header");
        if (start.AsSpan().StartsWith("OHDR"u8))
        {
            header.ReadNew(start);
        }
        else if (start.Length == 16 && start[0] == 1)
        {
            header.ReadOld(start);
        }
        else
        {
            throw file.Corrupt("There is no object header here", address);
        }

        return header;
    }

    /// <summary>The first message of a kind, with a shared one followed to where it stands; null if there is none.</summary>
    public HeaderMessage? Find(MessageKind kind)
    {
        foreach (HeaderMessage message in _messages)
        {
            if (message.Kind == kind)
            {
                return message.IsShared ? SharedMessage.Follow(_file, message) : message;
            }
        }

        return null;
    }

    public bool Has(MessageKind kind) => _messages.Exists(m => m.Kind == kind);

    public ByteReader Reader(HeaderMessage message) => new(_file, message.Body.Span, message.Address);

    private void ReadOld(byte[] start)
    {
        ByteReader reader = _file.Reader(start, Address);
        reader.Skip(8);
        long size = reader.U32();
        var guard = new TraversalGuard(_file);
        var pending = new Queue<(long Address, long Length)>();
        pending.Enqueue((Address + 16, size));
        while (pending.TryDequeue(out (long Address, long Length) block))
        {
            guard.Enter(block.Address, block.Length, 0, "object header");
            byte[] bytes = _file.ReadBlock(block.Address, block.Length, "object header");
            Messages1(bytes, block.Address, pending);
        }
    }

    private void Messages1(byte[] bytes, long address, Queue<(long Address, long Length)> pending)
    {
        ByteReader reader = _file.Reader(bytes, address);
        while (reader.Remaining >= 8)
        {
            var kind = (MessageKind)reader.U16();
            int size = reader.U16();
            int flags = reader.U8();
            reader.Skip(3);
            Add(ref reader, bytes, new HeaderMessage(kind, flags, default, reader.Address), size, pending);
        }
    }

    private void ReadNew(byte[] start)
    {
        ByteReader reader = _file.Reader(start, Address);
        reader.Signature("OHDR");
        reader.Version(2, "object header");
        int flags = reader.U8();
        int widthOfSize = 1 << (flags & 3);
        int prefix = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0) + widthOfSize;
        byte[] head = _file.ReadBlock(Address, prefix, "object header");
        ByteReader sizeReader = _file.Reader(head, Address);
        sizeReader.Skip(prefix - widthOfSize);
        long size = sizeReader.Size(widthOfSize, "size of an object header");
        if (size > _file.Length)
        {
            throw _file.Corrupt("The object header is larger than the file", Address);
        }

        bool ordered = (flags & 4) != 0;
        var guard = new TraversalGuard(_file);
        var pending = new Queue<(long Address, long Length)>();
        pending.Enqueue((Address, prefix + size + 4));
        for (int skip = prefix; pending.TryDequeue(out (long Address, long Length) block); skip = 4)
        {
            guard.Enter(block.Address, block.Length, 0, "object header");
            byte[] bytes = _file.ReadBlock(block.Address, block.Length, "object header");
            _file.VerifyChecksum(bytes, block.Address, "object header");
            Messages2(bytes, block.Address, skip, ordered, pending);
        }
    }

    private void Messages2(byte[] bytes, long address, int skip, bool ordered, Queue<(long Address, long Length)> pending)
    {
        var reader = new ByteReader(_file, bytes.AsSpan(0, bytes.Length - 4), address);
        if (skip == 4)
        {
            reader.Signature("OCHK");
        }
        else
        {
            reader.Skip(skip);
        }

        int head = ordered ? 6 : 4;
        while (reader.Remaining >= head)
        {
            var kind = (MessageKind)reader.U8();
            int size = reader.U16();
            int flags = reader.U8();
            long? order = ordered ? reader.U16() : null;
            Add(ref reader, bytes, new HeaderMessage(kind, flags, default, reader.Address, order), size, pending);
        }
    }

    private void Add(ref ByteReader reader, byte[] bytes, HeaderMessage message, int size, Queue<(long Address, long Length)> pending)
    {
        int at = reader.Position;
        reader.Skip(size);
        switch (message.Kind)
        {
            case MessageKind.Nil:
                break;
            case MessageKind.Continuation:
                var link = new ByteReader(_file, bytes.AsSpan(at, size), message.Address);
                pending.Enqueue((link.FileAddress(), link.FileLength()));
                break;
            case var kind when (message.Flags & 0x80) != 0 && !Enum.IsDefined(kind):
                throw _file.Unsupported($"The object has a message of kind {(int)kind} that must be understood", message.Address);
            default:
                _messages.Add(message with { Body = bytes.AsMemory(at, size) });
                break;
        }
    }
}
