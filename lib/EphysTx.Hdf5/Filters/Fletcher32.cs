using System.Buffers.Binary;

namespace EphysTx.Hdf5;

/// <summary>The fletcher32 filter: a checksum over 16-bit words in the last four bytes of a chunk.</summary>
internal static class Fletcher32
{
    // So many sums of 16-bit words fit 32 bits before they must be folded.
    private const int WordsPerFold = 360;

    /// <summary>Verifies the checksum and returns the length without it.</summary>
    public static int Check(FileContext file, ReadOnlySpan<byte> bytes, long address)
    {
        if (bytes.Length < 4)
        {
            throw file.Corrupt("A chunk is too short for its fletcher32 checksum", address);
        }

        int length = bytes.Length - 4;
        if (file.Options.VerifyChecksums)
        {
            uint stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes[length..]);
            uint sum = Sum(bytes[..length]);

            // Early versions of the format's library stored the bytes of each half the other way round.
            uint swapped = ((sum & 0x00ff00ff) << 8) | ((sum >> 8) & 0x00ff00ff);
            if (stored != sum && stored != swapped)
            {
                throw file.Corrupt("The fletcher32 checksum of a chunk is wrong", address);
            }
        }

        return length;
    }

    /// <summary>The checksum; words are taken most significant byte first, an odd last byte as the high half of a word.</summary>
    public static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint first = 0;
        uint second = 0;
        int words = 0;
        for (; bytes.Length >= 2; bytes = bytes[2..])
        {
            first += BinaryPrimitives.ReadUInt16BigEndian(bytes);
            second += first;
            if (++words == WordsPerFold)
            {
                words = 0;
                first = Fold(first);
                second = Fold(second);
            }
        }

        if (bytes.Length == 1)
        {
            first = Fold(first) + ((uint)bytes[0] << 8);
            second = Fold(second) + first;
        }

        first = Fold(Fold(first));
        second = Fold(Fold(second));
        return (second << 16) | first;
    }

    private static uint Fold(uint sum) => (sum & 0xffff) + (sum >> 16);
}
