namespace EphysTx.Hdf5;

/// <summary>How many elements there are and in what shape.</summary>
/// <param name="IsNull">Whether there is no element at all, not even an empty array.</param>
/// <param name="Shape">Lengths, slowest first; empty for a scalar (one element) and for null.</param>
/// <param name="MaxShape">Lengths up to which it may grow; -1 means without limit.</param>
public sealed record Hdf5Dataspace(bool IsNull, IReadOnlyList<long> Shape, IReadOnlyList<long> MaxShape)
{
    private const int MaxRank = 32;

    /// <summary>Whether this is a single element without dimensions.</summary>
    public bool IsScalar => !IsNull && Shape.Count == 0;

    /// <summary>Number of elements.</summary>
    public long Count { get; private init; }

    /// <summary>Decodes the dataspace message, versions 1 and 2 (specification IV.A.2.b).</summary>
    internal static Hdf5Dataspace Decode(ref ByteReader reader)
    {
        int version = reader.U8();
        int rank = reader.U8();
        int flags = reader.U8();
        bool isNull = false;
        switch (version)
        {
            case 1:
                reader.Skip(5);
                break;
            case 2:
                isNull = reader.U8() == 2;
                break;
            default:
                throw reader.File.Unsupported($"Version {version} of the dataspace is not known", reader.Address);
        }

        if (rank > MaxRank)
        {
            throw reader.Corrupt($"A dataspace of rank {rank} is not possible");
        }

        long[] shape = new long[rank];
        long count = isNull ? 0 : 1;
        for (int i = 0; i < rank; i++)
        {
            shape[i] = reader.FileLength("dimension");
        }

        // A zero anywhere makes the whole empty, however large the others are.
        if (shape.Contains(0))
        {
            count = 0;
        }

        foreach (long length in shape)
        {
            count = count == 0 || length <= long.MaxValue / 64 / count ? count * length : throw reader.Corrupt("A dataspace has too many elements");
        }

        long[] max = shape;
        if ((flags & 1) != 0)
        {
            max = new long[rank];
            for (int i = 0; i < rank; i++)
            {
                max[i] = reader.LengthOrUnlimited("largest dimension");
                if (max[i] >= 0 && max[i] < shape[i])
                {
                    throw reader.Corrupt("A dimension is larger than its maximum");
                }
            }
        }

        return new Hdf5Dataspace(isNull, isNull ? [] : shape, isNull ? [] : max) { Count = count };
    }
}
