using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>The symmetric square root of a covariance or correlation matrix.</summary>
internal static class SymmetricRoot
{
    /// <summary>V·√Λ·Vᵀ of values = V·Λ·Vᵀ; eigenvalues that rounding put below 0 count as 0.</summary>
    public static Matrix Of(Matrix values)
    {
        Check(values);
        SingularVectors singular = SingularVectors.Of(values);
        var scaled = new Matrix(values.Rows, values.Rows);
        for (int k = 0; k < singular.Values.Length; k++)
        {
            // The singular value of a symmetric matrix is the eigenvalue without its sign; vᵀ·values·v has the sign.
            double[] direction = singular.Directions.Row(k).ToArray();
            double eigenvalue = 0;
            for (int row = 0; row < values.Rows; row++)
            {
                eigenvalue += direction[row] * VectorMath.Dot(values.Row(row), direction);
            }

            if (eigenvalue < -1e-6 * singular.Values[0])
            {
                throw new EphysTxException(FormattableString.Invariant($"The matrix has the eigenvalue {eigenvalue:G4}, so that it is no covariance or correlation matrix; check how it was made."));
            }

            double root = Math.Sqrt(Math.Max(0, eigenvalue));
            for (int row = 0; row < values.Rows; row++)
            {
                VectorMath.AddScaled(scaled.Row(row), direction, direction[row] * root);
            }
        }

        return scaled;
    }

    private static void Check(Matrix values)
    {
        if (values.Rows != values.Columns)
        {
            throw new EphysTxException($"A covariance or correlation matrix is square, not {values.Rows} × {values.Columns}; for a table of cells use Fit.");
        }

        double largest = values.Values.Max(Math.Abs);
        for (int row = 0; row < values.Rows; row++)
        {
            for (int column = 0; column < row; column++)
            {
                if (Math.Abs(values[row, column] - values[column, row]) > 1e-9 * largest)
                {
                    throw new EphysTxException($"The matrix is not symmetric in row {row}, column {column} (counted from 0); correct it or use Fit for a table of cells.");
                }
            }
        }
    }
}
