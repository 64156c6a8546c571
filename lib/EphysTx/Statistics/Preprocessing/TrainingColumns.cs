using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>What fitting on named rows has in common.</summary>
internal static class TrainingColumns
{
    public static double[] Present(Matrix values, int[] rows, int column)
    {
        var present = new double[rows.Length];
        int count = 0;
        foreach (int row in rows)
        {
            double value = values[row, column];
            if (!double.IsNaN(value))
            {
                present[count++] = value;
            }
        }

        return present[..count];
    }

    public static void ThrowUnlessFinite(Matrix values, int[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Length == 0)
        {
            throw new EphysTxException("There is no training row to fit on; give at least one cell.");
        }

        foreach (int row in rows)
        {
            int column = values.Row(row).IndexOfAny(double.PositiveInfinity, double.NegativeInfinity);
            if (column >= 0)
            {
                throw new EphysTxException($"The value in row {row}, column {column} (counted from 0) is infinite; make it missing (NaN) or correct it.");
            }
        }
    }

    public static void ThrowUnlessWidth(Matrix values, int width)
    {
        if (values.Columns != width)
        {
            throw new EphysTxException($"The table has {values.Columns} columns but {width} were fitted; give the same features in the same order.");
        }
    }
}
