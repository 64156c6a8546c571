namespace EphysTx.Hdf5;

/// <summary>The classes of stored types.</summary>
public enum Hdf5TypeClass
{
    /// <summary>Whole numbers.</summary>
    Integer = 0,

    /// <summary>Floating-point numbers.</summary>
    Float = 1,

    /// <summary>Times (obsolete; read as opaque bytes).</summary>
    Time = 2,

    /// <summary>Text of fixed size.</summary>
    String = 3,

    /// <summary>Bit fields, read as unsigned whole numbers.</summary>
    BitField = 4,

    /// <summary>Bytes without meaning.</summary>
    Opaque = 5,

    /// <summary>Records of named members.</summary>
    Compound = 6,

    /// <summary>References to objects or regions of datasets.</summary>
    Reference = 7,

    /// <summary>Named values of a whole number.</summary>
    Enumeration = 8,

    /// <summary>Sequences or text of variable length.</summary>
    VariableLength = 9,

    /// <summary>Arrays of fixed shape as one element.</summary>
    Array = 10,
}

/// <summary>How a fixed-size text fills its place.</summary>
public enum Hdf5StringPadding
{
    /// <summary>Ends with a zero byte.</summary>
    NullTerminated = 0,

    /// <summary>Zero bytes after the text.</summary>
    NullPadded = 1,

    /// <summary>Spaces after the text.</summary>
    SpacePadded = 2,
}

/// <summary>The plain number formats that can be read as C# numbers.</summary>
public enum Hdf5NumberFormat
{
    /// <summary>Not a plain number.</summary>
    None,

    /// <summary>Signed, 1 byte.</summary>
    Int8,

    /// <summary>Unsigned, 1 byte.</summary>
    UInt8,

    /// <summary>Signed, 2 bytes.</summary>
    Int16,

    /// <summary>Unsigned, 2 bytes.</summary>
    UInt16,

    /// <summary>Signed, 4 bytes.</summary>
    Int32,

    /// <summary>Unsigned, 4 bytes.</summary>
    UInt32,

    /// <summary>Signed, 8 bytes.</summary>
    Int64,

    /// <summary>Unsigned, 8 bytes.</summary>
    UInt64,

    /// <summary>IEEE 754 half precision.</summary>
    Float16,

    /// <summary>IEEE 754 single precision.</summary>
    Float32,

    /// <summary>IEEE 754 double precision.</summary>
    Float64,
}
