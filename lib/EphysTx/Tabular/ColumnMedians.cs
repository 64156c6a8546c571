using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>Fills missing values with the column medians of the training rows.</summary>
internal sealed class ColumnMedians(double[] medians)
{
    /// <summary>Learns the medians; a column without any value gets 0 and so is constant.</summary>
    public static ColumnMedians Fit(Matrix features)
    {
        var medians = new double[features.Columns];
        for (int column = 0; column < medians.Length; column++)
        {
            double[] sorted = Array.FindAll(features.Column(column), value => !double.IsNaN(value));
            Array.Sort(sorted);
            int middle = sorted.Length / 2;
            medians[column] = sorted.Length switch
            {
                0 => 0,
                int odd when odd % 2 == 1 => sorted[middle],
                _ => (sorted[middle - 1] / 2) + (sorted[middle] / 2),
            };
        }

        return new ColumnMedians(medians);
    }

    /// <summary>The same matrix when nothing is missing, else a filled copy.</summary>
    public Matrix Fill(Matrix features)
    {
        int first = Array.FindIndex(features.Values, double.IsNaN);
        if (first < 0)
        {
            return features;
        }

        Matrix filled = features.Clone();
        double[] values = filled.Values;
        for (int i = first; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                values[i] = medians[i % medians.Length];
            }
        }

        return filled;
    }
}
