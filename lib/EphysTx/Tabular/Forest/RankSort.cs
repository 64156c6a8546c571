namespace EphysTx.Tabular;

/// <summary>Sorts 32-bit keys by their upper 16 bits, the rank.</summary>
internal static class RankSort
{
    private const int InsertionLimit = 16;
    private const int MaxBuckets = 4096;

    /// <summary>Length that <c>buckets</c> must have.</summary>
    public const int BucketLength = MaxBuckets + 1;

    /// <summary>Sorts stably by rank.</summary>
    /// <param name="keys">The keys; destroyed unless returned.</param>
    /// <param name="spare">As long as <paramref name="keys"/>.</param>
    /// <param name="buckets">Working memory of <see cref="BucketLength"/>.</param>
    /// <param name="lowest">Lowest rank among the keys.</param>
    /// <param name="highest">Highest rank among the keys.</param>
    /// <returns>Whichever of the two spans holds the sorted keys.</returns>
    public static Span<uint> Sort(Span<uint> keys, Span<uint> spare, Span<int> buckets, int lowest, int highest)
    {
        if (keys.Length <= InsertionLimit)
        {
            Insertion(keys);
            return keys;
        }

        // One counting pass while its buckets are no more work than the keys, else two passes over half the bits each.
        int range = highest - lowest + 1;
        if (range <= Math.Min(Math.Max(256, 2 * keys.Length), MaxBuckets))
        {
            Distribute(keys, spare, buckets, lowest, 0, range);
            return spare;
        }

        int bits = 32 - int.LeadingZeroCount(range - 1);
        int half = bits / 2;
        Distribute(keys, spare, buckets, lowest, 0, 1 << half, (1 << half) - 1);
        Distribute(spare, keys, buckets, lowest, half, ((range - 1) >> half) + 1);
        return keys;
    }

    private static void Distribute(Span<uint> from, Span<uint> to, Span<int> buckets, int lowest, int shift, int count, int mask = -1)
    {
        Span<int> starts = buckets[..(count + 1)];
        starts.Clear();
        foreach (uint key in from)
        {
            starts[((((int)(key >> 16) - lowest) >> shift) & mask) + 1]++;
        }

        for (int i = 1; i < starts.Length; i++)
        {
            starts[i] += starts[i - 1];
        }

        foreach (uint key in from)
        {
            to[starts[(((int)(key >> 16) - lowest) >> shift) & mask]++] = key;
        }
    }

    private static void Insertion(Span<uint> keys)
    {
        for (int i = 1; i < keys.Length; i++)
        {
            uint key = keys[i];
            int j = i - 1;
            while (j >= 0 && keys[j] >> 16 > key >> 16)
            {
                keys[j + 1] = keys[j];
                j--;
            }

            keys[j + 1] = key;
        }
    }
}
