using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>Singular values and right singular vectors of a matrix, largest first.</summary>
/// <param name="Values">The min(rows, columns) singular values.</param>
/// <param name="Directions">One right singular vector a row; all zeros where the singular value is exactly 0. Its sign is arbitrary.</param>
internal sealed record SingularVectors(double[] Values, Matrix Directions)
{
    public static SingularVectors Of(Matrix values)
    {
        Matrix rows = values.Rows > values.Columns ? Triangle.Of(values) : values.Clone();
        RowOrthogonalization.Run(rows, null);
        var singular = new double[rows.Rows];
        for (int row = 0; row < singular.Length; row++)
        {
            Span<double> direction = rows.Row(row);
            singular[row] = Math.Sqrt(VectorMath.Dot(direction, direction));
            if (singular[row] > 0)
            {
                VectorMath.Scale(direction, 1 / singular[row]);
            }
        }

        return new SingularVectors(singular, rows);
    }

    /// <summary>
    /// The nearest matrix with orthonormal rows, the U·Vᵀ of the singular value decomposition; for few rows.
    /// </summary>
    public static Matrix NearestOrthonormal(Matrix rows)
    {
        Matrix turned = rows.Clone();
        var rotations = new Matrix(rows.Rows, rows.Rows);
        for (int i = 0; i < rows.Rows; i++)
        {
            rotations[i, i] = 1;
        }

        RowOrthogonalization.Run(turned, rotations);
        var result = new Matrix(rows.Rows, rows.Columns);
        for (int k = 0; k < rows.Rows; k++)
        {
            double norm = Math.Sqrt(VectorMath.Dot(turned.Row(k), turned.Row(k)));
            for (int i = 0; i < rows.Rows && norm > 0; i++)
            {
                VectorMath.AddScaled(result.Row(i), turned.Row(k), rotations[k, i] / norm);
            }
        }

        return result;
    }
}
