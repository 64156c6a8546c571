namespace EphysTx.Hdf5;

/// <summary>One filter of a dataset's pipeline.</summary>
/// <param name="Id">Its registered number.</param>
/// <param name="Name">Its usual name.</param>
/// <param name="Parameters">Numbers given to the filter.</param>
public sealed record Hdf5Filter(int Id, string Name, IReadOnlyList<uint> Parameters)
{
    /// <summary>Number of the deflate (gzip) filter.</summary>
    public const int Deflate = 1;

    /// <summary>Number of the shuffle filter.</summary>
    public const int Shuffle = 2;

    /// <summary>Number of the fletcher32 checksum filter.</summary>
    public const int Fletcher32 = 3;

    /// <summary>Number of h5py's lzf filter.</summary>
    public const int Lzf = 32000;

    /// <summary>Whether this library can undo the filter.</summary>
    public bool IsSupported => Id is Deflate or Shuffle or Fletcher32 or Lzf;

    internal static string NameOf(int id, string stored) => id switch
    {
        Deflate => "deflate",
        Shuffle => "shuffle",
        Fletcher32 => "fletcher32",
        4 => "szip",
        5 => "nbit",
        6 => "scaleoffset",
        Lzf => "lzf",
        32001 => "blosc",
        32004 => "lz4",
        32008 => "bitshuffle",
        32015 => "zstd",
        32026 => "blosc2",
        _ => stored.Length > 0 ? stored : $"number {id}",
    };
}
