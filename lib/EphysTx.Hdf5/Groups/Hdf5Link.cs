namespace EphysTx.Hdf5;

/// <summary>What a link points with.</summary>
public enum Hdf5LinkKind
{
    /// <summary>The address of an object in this file.</summary>
    Hard,

    /// <summary>A path in this file.</summary>
    Soft,

    /// <summary>A path in another file.</summary>
    External,

    /// <summary>Something defined by a user of the format.</summary>
    Other,
}

/// <summary>One named entry of a group.</summary>
public sealed record Hdf5Link
{
    internal Hdf5Link(string name, Hdf5LinkKind kind)
    {
        Name = name;
        Kind = kind;
    }

    /// <summary>Name within the group.</summary>
    public string Name { get; }

    /// <summary>What it points with.</summary>
    public Hdf5LinkKind Kind { get; }

    /// <summary>The object a hard link points to; null for other links. Equal references mean the same object.</summary>
    public Hdf5Reference? Target { get; internal init; }

    /// <summary>Path of a soft or external link; null for other links.</summary>
    public string? TargetPath { get; internal init; }

    /// <summary>File of an external link; null for other links.</summary>
    public string? TargetFile { get; internal init; }

    /// <summary>Position in order of creation where the file keeps it; null otherwise.</summary>
    public long? CreationOrder { get; internal init; }
}
