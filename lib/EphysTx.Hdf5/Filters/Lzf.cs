namespace EphysTx.Hdf5;

/// <summary>
/// The lzf filter of h5py (format: LibLZF, M. Lehmann): literal runs, and back references of 3 to 264 bytes at distances of up to 8,192. Only decompression; h5py marks
/// chunks that do not shrink as unfiltered.
/// </summary>
internal static class Lzf
{
    /// <summary>Decompresses to exactly the size of <paramref name="output"/>; more or less is an error.</summary>
    public static void Decompress(FileContext file, ReadOnlySpan<byte> input, Span<byte> output, long address)
    {
        int from = 0;
        int to = 0;
        while (from < input.Length)
        {
            int control = input[from++];
            if (control < 32)
            {
                int run = control + 1;
                if (run > input.Length - from || run > output.Length - to)
                {
                    throw Damaged(file, output.Length, address);
                }

                input.Slice(from, run).CopyTo(output[to..]);
                from += run;
                to += run;
                continue;
            }

            int length = control >> 5;
            if (length == 7)
            {
                length += from < input.Length ? input[from++] : throw Damaged(file, output.Length, address);
            }

            length += 2;
            int distance = from < input.Length ? (((control & 31) << 8) | input[from++]) + 1 : throw Damaged(file, output.Length, address);
            if (distance > to || length > output.Length - to)
            {
                throw Damaged(file, output.Length, address);
            }

            // A reference may reach into what it writes itself: then its bytes repeat.
            for (int end = to + length; to < end; to++)
            {
                output[to] = output[to - distance];
            }
        }

        if (to != output.Length)
        {
            throw Damaged(file, output.Length, address);
        }
    }

    private static Hdf5Exception Damaged(FileContext file, int size, long address) => file.Corrupt($"An lzf chunk does not decompress to its {size} bytes", address);
}
