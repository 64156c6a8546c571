using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>
/// The training features as ranks: splits depend on the order of the values only, and a 16-bit rank sorts faster than a double.
/// </summary>
internal sealed class RankedColumns
{
    /// <summary>Most rows that 16-bit row numbers and ranks can name.</summary>
    public const int MaxRows = 1 << 16;

    private readonly double[][] _distinct;

    private RankedColumns(int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        Ranks = new ushort[checked(rows * columns)];
        _distinct = new double[columns][];
    }

    public int Rows { get; }

    public int Columns { get; }

    /// <summary>Column after column, per row the rank of its value among the column's distinct values.</summary>
    public ushort[] Ranks { get; }

    /// <summary>Ranks a matrix without missing values.</summary>
    public static RankedColumns From(Matrix features, ParallelOptions parallel)
    {
        var ranked = new RankedColumns(features.Rows, features.Columns);
        Parallel.For(0, features.Columns, parallel, column => ranked.RankColumn(features, column));
        return ranked;
    }

    /// <summary>The ranks of one column.</summary>
    public ReadOnlySpan<ushort> Column(int column) => Ranks.AsSpan(column * Rows, Rows);

    /// <summary>Whether a column has one value only.</summary>
    public bool IsConstant(int column) => _distinct[column].Length == 1;

    /// <summary>A number t with value(lower) ≤ t &lt; value(upper), halfway where doubles allow.</summary>
    public double Threshold(int column, int lower, int upper)
    {
        double[] distinct = _distinct[column];
        double middle = (distinct[lower] / 2) + (distinct[upper] / 2);
        return middle < distinct[upper] && middle >= distinct[lower] ? middle : distinct[lower];
    }

    private void RankColumn(Matrix features, int column)
    {
        double[] values = features.Column(column);
        var rows = new int[values.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = i;
        }

        Array.Sort(values, rows);
        Span<ushort> ranks = Ranks.AsSpan(column * Rows, Rows);
        int distinct = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0 && values[i] != values[distinct])
            {
                values[++distinct] = values[i];
            }

            ranks[rows[i]] = (ushort)distinct;
        }

        _distinct[column] = values[..(distinct + 1)];
    }
}
