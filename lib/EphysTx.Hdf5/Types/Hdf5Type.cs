namespace EphysTx.Hdf5;

/// <summary>The type of the elements of a dataset or attribute, as it is stored.</summary>
public sealed record Hdf5Type
{
    internal Hdf5Type(Hdf5TypeClass typeClass, int size)
    {
        Class = typeClass;
        Size = size;
    }

    /// <summary>The class.</summary>
    public Hdf5TypeClass Class { get; }

    /// <summary>Bytes of one stored element, at least 1. Variable-length elements store a pointer of this size.</summary>
    public int Size { get; }

    /// <summary>Whether numbers have their most significant byte first.</summary>
    public bool IsBigEndian { get; internal init; }

    /// <summary>The number format of integers, floats, bit fields and enumerations; None for anything unusual.</summary>
    public Hdf5NumberFormat Number { get; internal init; }

    /// <summary>Whether elements are text, of fixed or variable length.</summary>
    public bool IsString { get; internal init; }

    /// <summary>Whether text is declared UTF-8 rather than ASCII. Both are read as UTF-8, of which ASCII is a part.</summary>
    public bool IsUtf8 { get; internal init; }

    /// <summary>How fixed-size text fills its place.</summary>
    public Hdf5StringPadding Padding { get; internal init; }

    /// <summary>Whether elements refer to regions of datasets, not to whole objects.</summary>
    public bool IsRegionReference { get; internal init; }

    /// <summary>Element type of arrays and sequences, number type of enumerations; null otherwise.</summary>
    public Hdf5Type? Base { get; internal init; }

    /// <summary>Members of a compound in stored order; empty otherwise.</summary>
    public IReadOnlyList<Hdf5Member> Members { get; internal init; } = [];

    /// <summary>Names of an enumeration with the values as stored numbers; empty otherwise.</summary>
    public IReadOnlyList<Hdf5EnumValue> EnumValues { get; internal init; } = [];

    /// <summary>Shape of an array; empty otherwise.</summary>
    public IReadOnlyList<int> ArrayShape { get; internal init; } = [];

    /// <summary>Tag of opaque bytes; null otherwise.</summary>
    public string? Tag { get; internal init; }

    /// <summary>Whether this is the enumeration FALSE, TRUE, in which booleans are commonly stored.</summary>
    public bool IsBoolean => Class == Hdf5TypeClass.Enumeration && EnumValues.Count == 2
        && EnumValues.Any(v => v.Name == "FALSE" && v.Value == 0) && EnumValues.Any(v => v.Name == "TRUE" && v.Value == 1);

    /// <summary>Elements in one array element: the product of <see cref="ArrayShape"/>, 1 for other classes.</summary>
    internal int ArrayCount => Class == Hdf5TypeClass.Array ? Size / Base!.Size : 1;

    /// <summary>A short name such as "little-endian Float32" or "variable-length string".</summary>
    public override string ToString() => Class switch
    {
        Hdf5TypeClass.Integer or Hdf5TypeClass.Float or Hdf5TypeClass.BitField =>
            Number == Hdf5NumberFormat.None ? $"unusual {Class} of {Size} bytes" : $"{(IsBigEndian ? "big" : "little")}-endian {Number}",
        Hdf5TypeClass.String => $"string of {Size} bytes",
        Hdf5TypeClass.VariableLength => IsString ? "variable-length string" : $"variable-length sequence of {Base}",
        Hdf5TypeClass.Array => $"array [{string.Join(", ", ArrayShape)}] of {Base}",
        Hdf5TypeClass.Compound => $"compound ({string.Join(", ", Members.Select(m => m.Name))})",
        Hdf5TypeClass.Enumeration => IsBoolean ? "boolean" : $"enumeration ({string.Join(", ", EnumValues.Select(m => m.Name))})",
        Hdf5TypeClass.Reference => IsRegionReference ? "region reference" : "object reference",
        _ => $"{Class} of {Size} bytes",
    };
}

/// <summary>One member of a compound.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Bytes from the start of the record.</param>
/// <param name="Type">Its type.</param>
public sealed record Hdf5Member(string Name, int Offset, Hdf5Type Type);

/// <summary>One name of an enumeration.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">Its number; unsigned 64-bit values above the signed range wrap to negative.</param>
public sealed record Hdf5EnumValue(string Name, long Value);
