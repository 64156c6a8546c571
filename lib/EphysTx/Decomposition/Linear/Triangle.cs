using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>The triangle of a Householder QR decomposition; the orthogonal part is not kept.</summary>
internal static class Triangle
{
    /// <summary>The upper triangle R of values = Q·R, min(rows, columns) × columns; diagonal entries may have either sign.</summary>
    public static Matrix Of(Matrix values)
    {
        Matrix columns = MatrixProducts.Transpose(values);
        int size = Math.Min(values.Rows, values.Columns);
        for (int k = 0; k < size; k++)
        {
            Span<double> pivot = columns.Row(k)[k..];
            double norm = Math.Sqrt(VectorMath.Dot(pivot, pivot));
            if (norm == 0)
            {
                continue;
            }

            double end = pivot[0] > 0 ? -norm : norm;
            double[] reflector = pivot.ToArray();
            reflector[0] -= end;
            double factor = 2 / VectorMath.Dot(reflector, reflector);
            for (int j = k; j < values.Columns; j++)
            {
                Span<double> column = columns.Row(j)[k..];
                VectorMath.AddScaled(column, reflector, -factor * VectorMath.Dot(reflector, column));
            }
        }

        var result = new Matrix(size, values.Columns);
        for (int row = 0; row < size; row++)
        {
            for (int column = row; column < values.Columns; column++)
            {
                result[row, column] = columns[column, row];
            }
        }

        return result;
    }
}
