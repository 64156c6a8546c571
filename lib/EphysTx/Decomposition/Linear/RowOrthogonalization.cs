using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>
/// One-sided Jacobi rotations (Hestenes 1958): turns pairs of rows until all rows are orthogonal. It finds small singular
/// values to high relative accuracy, which an eigenvalue problem of the squared matrix does not.
/// </summary>
internal static class RowOrthogonalization
{
    private const int MostSweeps = 100;

    /// <summary>Squared length, relative to the longest row, below which a row is nothing but rounding.</summary>
    private const double NothingLeft = 1e-60;

    /// <summary>Makes the rows orthogonal in place, longest first.</summary>
    /// <param name="rows">k × length; becomes W · rows.</param>
    /// <param name="rotations">Null, or k × any width: becomes W · rotations.</param>
    public static void Run(Matrix rows, Matrix? rotations)
    {
        double tolerance = Math.Max(10, Math.Sqrt(rows.Columns)) * 1.1102230246251565e-16;
        var squares = new double[rows.Rows];
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            for (int i = 0; i < squares.Length; i++)
            {
                squares[i] = VectorMath.Dot(rows.Row(i), rows.Row(i));
            }

            SortByLength(rows, rotations, squares);

            // Rows that depend on the others (repeated columns, say) shrink with every sweep and never become orthogonal.
            for (int i = squares.Length - 1; i >= 0 && squares[i] <= NothingLeft * squares[0]; i--)
            {
                rows.Row(i).Clear();
                squares[i] = 0;
            }

            bool turned = false;
            for (int i = 0; i < squares.Length; i++)
            {
                for (int j = i + 1; j < squares.Length; j++)
                {
                    turned |= Turn(rows, rotations, squares, i, j, tolerance);
                }
            }

            if (!turned)
            {
                return;
            }
        }

        throw new EphysTxException("The singular values did not converge; look for values of wildly different size in the table.");
    }

    private static bool Turn(Matrix rows, Matrix? rotations, double[] squares, int i, int j, double tolerance)
    {
        if (squares[i] == 0 || squares[j] == 0)
        {
            return false;
        }

        double cross = VectorMath.Dot(rows.Row(i), rows.Row(j));
        if (Math.Abs(cross) <= tolerance * Math.Sqrt(squares[i]) * Math.Sqrt(squares[j]))
        {
            return false;
        }

        double ratio = (squares[j] - squares[i]) / (2 * cross);
        double tangent = (ratio >= 0 ? 1 : -1) / (Math.Abs(ratio) + Math.Sqrt(1 + (ratio * ratio)));
        double cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        VectorMath.Rotate(rows.Row(i), rows.Row(j), cosine, cosine * tangent);
        if (rotations is not null)
        {
            VectorMath.Rotate(rotations.Row(i), rotations.Row(j), cosine, cosine * tangent);
        }

        squares[i] = VectorMath.Dot(rows.Row(i), rows.Row(i));
        squares[j] = VectorMath.Dot(rows.Row(j), rows.Row(j));
        return true;
    }

    private static void SortByLength(Matrix rows, Matrix? rotations, double[] squares)
    {
        int[] order = Enumerable.Range(0, squares.Length).OrderByDescending(i => squares[i]).ThenBy(i => i).ToArray();
        rows.SelectRows(order).Values.CopyTo(rows.Values, 0);
        rotations?.SelectRows(order).Values.CopyTo(rotations.Values, 0);
        order.Select(i => squares[i]).ToArray().CopyTo(squares, 0);
    }
}
