namespace EphysTx.Hdf5;

/// <summary>The superblock, versions 0 to 3: field widths, base address, root group.</summary>
internal sealed record Superblock(int Version, long RootHeader, long EndOfFile, long Extension)
{
    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a];

    /// <summary>Finds and reads the superblock and sets the file's widths and base address.</summary>
    public static Superblock Read(FileContext file)
    {
        long start = Find(file.Source) ?? throw new Hdf5Exception(Hdf5ErrorKind.NotHdf5, file.Source.Length == 0
            ? "The file is empty." : "This is not an HDF5 file: its signature was not found.");

        // Where the signature stands counts, not the stored base address: a user block may have been added or cut off later.
        file.Base = start;
        byte[] bytes = file.ReadBlock(0, Math.Min(160, file.Length), "superblock");
        ByteReader reader = file.Reader(bytes, 0);
        reader.Skip(8);
        int version = reader.U8();
        Superblock superblock = version switch
        {
            0 or 1 => ReadOld(file, ref reader, version),
            2 or 3 => ReadNew(file, bytes, ref reader, version),
            _ => throw file.Unsupported($"Version {version} of the superblock is not known", 8),
        };
        if (!file.Options.AllowTruncated && superblock.EndOfFile > file.Source.Length)
        {
            throw new Hdf5Exception(
                Hdf5ErrorKind.Truncated,
                $"The file is cut off: it says that it has {superblock.EndOfFile} bytes but has {file.Source.Length}.",
                file.Source.Length);
        }

        return superblock;
    }

    private static long? Find(IHdf5Source source)
    {
        Span<byte> bytes = stackalloc byte[8];
        for (long offset = 0; offset <= source.Length - 16; offset = offset == 0 ? 512 : offset * 2)
        {
            source.Read(offset, bytes);
            if (bytes.SequenceEqual(Magic))
            {
                return offset;
            }
        }

        return null;
    }

    private static Superblock ReadOld(FileContext file, ref ByteReader reader, int version)
    {
        reader.Skip(4);
        SetWidths(file, reader.U8(), reader.U8());
        reader.Skip(1 + 2 + 2 + 4 + (version == 1 ? 4 : 0));
        long storedBase = reader.FileAddress();
        reader.FileAddress();
        long end = reader.FileAddress();
        reader.FileAddress();
        reader.FileLength();
        long root = reader.FileAddress();
        return new Superblock(version, root, Absolute(file, end, storedBase), FileContext.Undefined);
    }

    private static Superblock ReadNew(FileContext file, byte[] bytes, ref ByteReader reader, int version)
    {
        SetWidths(file, reader.U8(), reader.U8());
        reader.Skip(1);
        long storedBase = reader.FileAddress();
        long extension = reader.FileAddress();
        long end = reader.FileAddress();
        long root = reader.FileAddress();
        reader.Skip(4);
        file.VerifyChecksum(bytes.AsSpan(0, reader.Position), 0, "superblock");
        return new Superblock(version, root, Absolute(file, end, storedBase), extension);
    }

    private static long Absolute(FileContext file, long end, long storedBase) =>
        end < 0 ? 0 : end > long.MaxValue / 2 || storedBase > end ? end : end - Math.Max(0, storedBase) + file.Base;

    private static void SetWidths(FileContext file, int offsets, int lengths)
    {
        if (offsets is not (2 or 4 or 8) || lengths is not (2 or 4 or 8))
        {
            throw file.Corrupt($"Addresses of {offsets} and lengths of {lengths} bytes are not possible", 9);
        }

        file.OffsetSize = offsets;
        file.LengthSize = lengths;
    }
}
