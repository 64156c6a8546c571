namespace EphysTx.Storage;

/// <summary>What the elements of a stored tensor are. Others that the format knows (half precision, 16-bit integers …) are not supported.</summary>
public enum SafeTensorType
{
    /// <summary>Truth values, one byte each, 0 or 1; <c>BOOL</c>.</summary>
    Bool,

    /// <summary>Bytes without sign; <c>U8</c>.</summary>
    U8,

    /// <summary>Integers of 4 bytes; <c>I32</c>.</summary>
    I32,

    /// <summary>Integers of 8 bytes; <c>I64</c>.</summary>
    I64,

    /// <summary>Floating-point numbers of 4 bytes; <c>F32</c>.</summary>
    F32,

    /// <summary>Floating-point numbers of 8 bytes; <c>F64</c>.</summary>
    F64,
}

/// <summary>Names and sizes of the element types.</summary>
internal static class SafeTensorTypes
{
    private static readonly (string Name, int Size)[] All = [("BOOL", 1), ("U8", 1), ("I32", 4), ("I64", 8), ("F32", 4), ("F64", 8)];

    /// <summary>The name in the file.</summary>
    public static string NameOf(SafeTensorType type) => All[(int)type].Name;

    /// <summary>Bytes of one element.</summary>
    public static int SizeOf(SafeTensorType type) => All[(int)type].Size;

    /// <summary>The type of a name in the file; null when it is not supported.</summary>
    public static SafeTensorType? Parse(string name)
    {
        int index = Array.FindIndex(All, one => one.Name == name);
        return index < 0 ? null : (SafeTensorType)index;
    }
}
