namespace EphysTx.Numerics;

/// <summary>
/// A dense matrix of doubles, row-major: one row is one cell (or sample), one column one feature.
/// A missing value is <see cref="double.NaN"/>; it is never stored as zero.
/// </summary>
public sealed class Matrix
{
    /// <summary>Makes a matrix of zeros.</summary>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="columns">Number of columns, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
    public Matrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        Rows = rows;
        Columns = columns;
        Values = new double[checked(rows * columns)];
    }

    /// <summary>Wraps row-major values without copying them.</summary>
    /// <exception cref="ArgumentException">The array's length is not <paramref name="rows"/> × <paramref name="columns"/>.</exception>
    public Matrix(int rows, int columns, double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length != checked(rows * columns))
        {
            throw new ArgumentException($"A {rows} × {columns} matrix needs {rows * columns} values, not {values.Length}.", nameof(values));
        }

        Rows = rows;
        Columns = columns;
        Values = values;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>The values, row after row; the live array, not a copy.</summary>
    public double[] Values { get; }

    /// <summary>The value in a row and a column, both counted from 0.</summary>
    public double this[int row, int column]
    {
        get => Values[(row * Columns) + column];
        set => Values[(row * Columns) + column] = value;
    }

    /// <summary>One row as a live span of length <see cref="Columns"/>.</summary>
    public Span<double> Row(int row) => Values.AsSpan(row * Columns, Columns);

    /// <summary>A copy of one column, of length <see cref="Rows"/>.</summary>
    public double[] Column(int column)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
        var result = new double[Rows];
        for (int row = 0; row < Rows; row++)
        {
            result[row] = Values[(row * Columns) + column];
        }

        return result;
    }

    /// <summary>A new matrix of the named rows, in the given order; a row may be named more than once.</summary>
    public Matrix SelectRows(ReadOnlySpan<int> rows)
    {
        var result = new Matrix(rows.Length, Columns);
        for (int i = 0; i < rows.Length; i++)
        {
            Row(rows[i]).CopyTo(result.Row(i));
        }

        return result;
    }

    /// <summary>A new matrix of the named columns, in the given order.</summary>
    public Matrix SelectColumns(ReadOnlySpan<int> columns)
    {
        var result = new Matrix(Rows, columns.Length);
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<double> source = Row(row);
            Span<double> target = result.Row(row);
            for (int i = 0; i < columns.Length; i++)
            {
                target[i] = source[columns[i]];
            }
        }

        return result;
    }

    /// <summary>A copy that shares nothing with this matrix.</summary>
    public Matrix Clone() => new(Rows, Columns, (double[])Values.Clone());
}
