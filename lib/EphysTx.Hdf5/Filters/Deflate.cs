using System.IO.Compression;

namespace EphysTx.Hdf5;

/// <summary>The deflate (gzip) filter: one zlib stream per chunk.</summary>
internal static class Deflate
{
    /// <summary>Decompresses to exactly the size of <paramref name="output"/>; more or less is an error.</summary>
    public static void Decompress(FileContext file, byte[] input, int start, int length, Span<byte> output, long address)
    {
        int count;
        bool longer;
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(input, start, length, writable: false), CompressionMode.Decompress);
            count = zlib.ReadAtLeast(output, output.Length, throwOnEndOfStream: false);
            longer = count == output.Length && zlib.ReadByte() >= 0;
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            throw new Hdf5Exception(Hdf5ErrorKind.Corrupt, $"A chunk cannot be decompressed: {error.Message}", file.Base + address, error);
        }

        if (count != output.Length || longer)
        {
            throw file.Corrupt($"A chunk decompresses to {(longer ? "more" : "fewer")} than its {output.Length} bytes", address);
        }
    }

    /// <summary>Compresses to one zlib stream.</summary>
    /// <param name="bytes">What to compress.</param>
    /// <param name="level">0 (none) to 9 (smallest).</param>
    public static byte[] Compress(byte[] bytes, int level)
    {
        using var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true))
        {
            zlib.Write(bytes);
        }

        return target.ToArray();
    }
}
