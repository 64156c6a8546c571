namespace EphysTx.Tabular;

/// <summary>The training rows that a tree saw, one bit each.</summary>
internal readonly struct RowSet
{
    private readonly ulong[] _bits;

    /// <summary>The rows that were drawn at least once.</summary>
    public RowSet(ReadOnlySpan<int> counts)
    {
        _bits = new ulong[(counts.Length + 63) / 64];
        for (int row = 0; row < counts.Length; row++)
        {
            _bits[row >> 6] |= (counts[row] > 0 ? 1UL : 0UL) << (row & 63);
        }
    }

    /// <summary>Whether the tree saw a row.</summary>
    public bool Contains(int row) => (_bits[row >> 6] >> (row & 63) & 1) != 0;
}
