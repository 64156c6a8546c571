namespace EphysTx.Statistics;

/// <summary>
/// Which cells share a donor. Made from an array of donor ids (one a cell, text or numbers), which converts by itself.
/// Donors are numbered from 0 in the order of their first cell, so that results do not depend on how donors are named.
/// </summary>
public sealed class DonorGroups
{
    private readonly int[] _codes;

    private DonorGroups(int[] codes, int count)
    {
        _codes = codes;
        Count = count;
    }

    /// <summary>Number of cells.</summary>
    public int Cells => _codes.Length;

    /// <summary>Number of different donors.</summary>
    public int Count { get; }

    /// <summary>Per cell the number of its donor, 0 … <see cref="Count"/> − 1.</summary>
    public ReadOnlySpan<int> Codes => _codes;

    /// <summary>Number of the donor of a cell.</summary>
    public int this[int cell] => _codes[cell];

    /// <summary>Groups cells by donor id; ids are compared ordinally.</summary>
    /// <exception cref="EphysTxException">A cell's id is blank: it might be any donor, so no split can keep it apart.</exception>
    public static DonorGroups From(IReadOnlyList<string> donors)
    {
        ArgumentNullException.ThrowIfNull(donors);
        for (int cell = 0; cell < donors.Count; cell++)
        {
            if (string.IsNullOrWhiteSpace(donors[cell]))
            {
                throw new EphysTxException($"The cell in row {cell} (counted from 0) has no donor id; leave it out, or give it an id of its own.");
            }
        }

        return Encode(donors);
    }

    /// <summary>Groups cells by donor number.</summary>
    public static DonorGroups From(IReadOnlyList<int> donors)
    {
        ArgumentNullException.ThrowIfNull(donors);
        return Encode(donors);
    }

    /// <summary>Each cell a donor of its own.</summary>
    public static DonorGroups Ungrouped(int cells) => Encode(Enumerable.Range(0, cells).ToArray());

    /// <summary>The donors of some cells, in the given order; a cell may be named more than once.</summary>
    public DonorGroups Select(IReadOnlyList<int> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        return Encode(cells.Select(cell => _codes[cell]).ToArray());
    }

    /// <summary>See <see cref="From(IReadOnlyList{string})"/>.</summary>
    public static implicit operator DonorGroups(string[] donors) => From(donors);

    /// <summary>See <see cref="From(IReadOnlyList{int})"/>.</summary>
    public static implicit operator DonorGroups(int[] donors) => From(donors);

    private static DonorGroups Encode<T>(IReadOnlyList<T> donors)
        where T : notnull
    {
        var seen = new Dictionary<T, int>();
        var codes = new int[donors.Count];
        for (int cell = 0; cell < codes.Length; cell++)
        {
            if (!seen.TryGetValue(donors[cell], out int code))
            {
                code = seen.Count;
                seen.Add(donors[cell], code);
            }

            codes[cell] = code;
        }

        return new DonorGroups(codes, seen.Count);
    }
}
