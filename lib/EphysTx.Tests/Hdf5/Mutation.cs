using System.Buffers.Binary;

namespace EphysTx.Tests.Hdf5;

/// <summary>Ways to damage a file, chosen by a seed.</summary>
internal static class Mutation
{
    private static readonly ulong[] Extremes = [0, 1, 2, 7, 8, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff, long.MaxValue, ulong.MaxValue, 1UL << 40, 1UL << 62];

    public static byte[] Apply(byte[] original, int seed)
    {
        var random = new Random(seed);
        byte[] bytes = (byte[])original.Clone();
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            bytes = One(bytes, random);
        }

        return bytes;
    }

    private static byte[] One(byte[] bytes, Random random)
    {
        if (bytes.Length < 64)
        {
            return bytes;
        }

        int at = random.Next(bytes.Length - 16);
        switch (random.Next(8))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                random.NextBytes(bytes.AsSpan(at, random.Next(1, 9)));
                break;
            case 2:
                return bytes[..random.Next(bytes.Length)];
            case 3:
                Swap(bytes, random);
                break;
            case 4:
                // A length or address field becomes extreme.
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at & ~7), Extremes[random.Next(Extremes.Length)]);
                break;
            case 5:
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at & ~3), (uint)Extremes[random.Next(Extremes.Length)]);
                break;
            case 6:
                // An address field points to another structure of the file.
                BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at & ~7), (ulong)random.Next(bytes.Length) & ~7UL);
                break;
            default:
                BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(at)) + random.Next(-2, 3)));
                break;
        }

        return bytes;
    }

    private static void Swap(byte[] bytes, Random random)
    {
        int length = random.Next(1, Math.Min(512, bytes.Length / 2));
        int a = random.Next(bytes.Length - length);
        int b = random.Next(bytes.Length - length);
        byte[] copy = bytes.AsSpan(a, length).ToArray();
        bytes.AsSpan(b, length).CopyTo(bytes.AsSpan(a));
        copy.CopyTo(bytes.AsSpan(b));
    }
}
