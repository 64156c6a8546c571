namespace EphysTx.Hdf5;

/// <summary>What went wrong with a file, in kinds that a program can act on.</summary>
public enum Hdf5ErrorKind
{
    /// <summary>The file contradicts itself or the format: damaged, or made to deceive.</summary>
    Corrupt,

    /// <summary>No HDF5 signature was found: a file of another kind, or an empty one.</summary>
    NotHdf5,

    /// <summary>The file is shorter than it says it is; a download or copy was probably cut off.</summary>
    Truncated,

    /// <summary>The file is sound but uses a part of the format that this library does not read; the message names it.</summary>
    Unsupported,

    /// <summary>Reading would need more memory than <see cref="Hdf5Options"/> allows.</summary>
    LimitExceeded,

    /// <summary>There is no such group, dataset, attribute or member.</summary>
    NotFound,

    /// <summary>The stored type or shape is not the one that was asked for.</summary>
    WrongType,

    /// <summary>The bytes could not be fetched: disk, permission or network.</summary>
    ReadFailed,

    /// <summary>The content given to the writer cannot be stored.</summary>
    InvalidContent,
}
