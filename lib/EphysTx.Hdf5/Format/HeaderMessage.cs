namespace EphysTx.Hdf5;

/// <summary>Kinds of header messages (specification IV.A.2).</summary>
internal enum MessageKind : ushort
{
    Nil = 0x00,
    Dataspace = 0x01,
    LinkInfo = 0x02,
    Datatype = 0x03,
    OldFillValue = 0x04,
    FillValue = 0x05,
    Link = 0x06,
    ExternalFiles = 0x07,
    Layout = 0x08,
    GroupInfo = 0x0A,
    Filters = 0x0B,
    Attribute = 0x0C,
    SharedMessageTable = 0x0F,
    Continuation = 0x10,
    SymbolTable = 0x11,
    AttributeInfo = 0x15,
}

/// <summary>One header message: its bytes and where they stand.</summary>
internal readonly record struct HeaderMessage(MessageKind Kind, int Flags, ReadOnlyMemory<byte> Body, long Address, long? CreationOrder = null)
{
    public bool IsShared => (Flags & 2) != 0;
}
