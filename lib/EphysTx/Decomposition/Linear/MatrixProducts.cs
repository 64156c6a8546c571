using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>The products of matrices that the decompositions need.</summary>
internal static class MatrixProducts
{
    public static Matrix Transpose(Matrix values)
    {
        var result = new Matrix(values.Columns, values.Rows);
        for (int row = 0; row < values.Rows; row++)
        {
            ReadOnlySpan<double> source = values.Row(row);
            for (int column = 0; column < source.Length; column++)
            {
                result[column, row] = source[column];
            }
        }

        return result;
    }

    /// <summary>The symmetric matrix of the dot products of rows.</summary>
    public static Matrix RowProducts(Matrix rows)
    {
        var result = new Matrix(rows.Rows, rows.Rows);
        for (int i = 0; i < rows.Rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                result[i, j] = result[j, i] = VectorMath.Dot(rows.Row(i), rows.Row(j));
            }
        }

        return result;
    }

    /// <summary>left · rightRowsᵀ: the dot product of each row of one with each row of the other.</summary>
    public static Matrix TimesTransposed(Matrix left, Matrix rightRows)
    {
        var result = new Matrix(left.Rows, rightRows.Rows);
        for (int i = 0; i < left.Rows; i++)
        {
            for (int j = 0; j < rightRows.Rows; j++)
            {
                result[i, j] = VectorMath.Dot(left.Row(i), rightRows.Row(j));
            }
        }

        return result;
    }
}
