using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>Checks and preparation of a table before a decomposition.</summary>
internal static class ComponentTable
{
    public static void ThrowUnlessWidth(Matrix values, int width)
    {
        if (values.Columns != width)
        {
            throw new EphysTxException($"The table has {values.Columns} columns but the components were fitted to {width}; give the same columns in the same order.");
        }
    }

    public static void ThrowUnlessFinite(Matrix values)
    {
        if (values.Rows == 0 || values.Columns == 0)
        {
            throw new EphysTxException($"The table of {values.Rows} cells and {values.Columns} columns is empty; there is nothing to decompose.");
        }

        int place = Array.FindIndex(values.Values, value => !double.IsFinite(value));
        if (place >= 0)
        {
            throw new EphysTxException(
                $"The value in row {place / values.Columns}, column {place % values.Columns} (counted from 0) is missing or infinite; leave such cells out of the fit or fill the values in.");
        }
    }

    public static double[] ColumnMeans(Matrix values)
    {
        var means = new double[values.Columns];
        for (int row = 0; row < values.Rows; row++)
        {
            VectorMath.AddScaled(means, values.Row(row), 1);
        }

        VectorMath.Scale(means, 1.0 / values.Rows);
        return means;
    }

    public static Matrix Centred(Matrix values, ReadOnlySpan<double> means)
    {
        Matrix result = values.Clone();
        for (int row = 0; row < values.Rows; row++)
        {
            VectorMath.AddScaled(result.Row(row), means, -1);
        }

        return result;
    }

    /// <summary>Divides the columns of a centred table by their standard deviation (divisor n); constant columns stay.</summary>
    public static void ScaleColumns(Matrix centred)
    {
        var squares = new double[centred.Columns];
        for (int row = 0; row < centred.Rows; row++)
        {
            ReadOnlySpan<double> values = centred.Row(row);
            for (int column = 0; column < values.Length; column++)
            {
                squares[column] += values[column] * values[column];
            }
        }

        double[] factors = squares.Select(square => square > 0 ? 1 / Math.Sqrt(square / centred.Rows) : 1).ToArray();
        for (int row = 0; row < centred.Rows; row++)
        {
            Span<double> values = centred.Row(row);
            for (int column = 0; column < values.Length; column++)
            {
                values[column] *= factors[column];
            }
        }
    }

    public static int Rank(double[] singularValues, int rows, int columns)
    {
        double smallest = singularValues.Length == 0 ? 0 : singularValues[0] * Math.Max(rows, columns) * 2.220446049250313e-16;
        return singularValues.Count(value => value > smallest);
    }
}
