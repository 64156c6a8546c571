namespace EphysTx.Decomposition;

/// <summary>
/// The Cholesky factor L of the active columns' products, L·Lᵀ = (x_Aᵀx_A + λI) / (1 + λ), kept up to date as columns enter and leave.
/// </summary>
internal sealed class ActiveFactor(int capacity)
{
    private const double SmallestPivot = 2.220446049250313e-16;

    private readonly double[][] _rows = new double[capacity][];

    public int Count { get; private set; }

    /// <summary>Adds a column by its products with the active ones and with itself; false where it depends on them.</summary>
    public bool TryAdd(ReadOnlySpan<double> cross, double square)
    {
        double[] row = _rows[Count] ??= new double[capacity];
        for (int i = 0; i < Count; i++)
        {
            row[i] = (cross[i] - VectorMath.Dot(_rows[i].AsSpan(0, i), row)) / _rows[i][i];
        }

        double pivot = square - VectorMath.Dot(row.AsSpan(0, Count), row);
        if (pivot <= SmallestPivot)
        {
            return false;
        }

        row[Count] = Math.Sqrt(pivot);
        Count++;
        return true;
    }

    /// <summary>Removes the column at a position; Givens rotations restore the triangle.</summary>
    public void RemoveAt(int position)
    {
        double[] freed = _rows[position];
        for (int i = position; i < Count - 1; i++)
        {
            _rows[i] = _rows[i + 1];
        }

        Count--;
        _rows[Count] = freed;
        for (int k = position; k < Count; k++)
        {
            double diagonal = _rows[k][k];
            double above = _rows[k][k + 1];
            double length = double.Hypot(diagonal, above);
            double cosine = diagonal / length;
            double sine = above / length;
            for (int i = k; i < Count; i++)
            {
                double left = _rows[i][k];
                double right = _rows[i][k + 1];
                _rows[i][k] = (cosine * left) + (sine * right);
                _rows[i][k + 1] = (cosine * right) - (sine * left);
            }
        }
    }

    /// <summary>Solves L·Lᵀ·x = signs in place.</summary>
    public void Solve(Span<double> values)
    {
        for (int i = 0; i < Count; i++)
        {
            values[i] = (values[i] - VectorMath.Dot(_rows[i].AsSpan(0, i), values)) / _rows[i][i];
        }

        for (int i = Count - 1; i >= 0; i--)
        {
            values[i] /= _rows[i][i];
            VectorMath.AddScaled(values[..i], _rows[i], -values[i]);
        }
    }
}
