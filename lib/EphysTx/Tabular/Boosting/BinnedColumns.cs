using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>
/// A table whose values are replaced by the number of their bin, column after column. A feature with few distinct values has a bin for
/// each; another has bins of about equally many rows. Missing values are in a bin of their own after the others.
/// </summary>
internal sealed class BinnedColumns
{
    public const int MaxBins = 255;

    private readonly byte[] _bins;
    private readonly double[][] _thresholds;
    private readonly bool[] _hasMissing;

    private BinnedColumns(int rows, double[][] thresholds, byte[] bins, bool[] hasMissing)
    {
        Rows = rows;
        _bins = bins;
        _thresholds = thresholds;
        _hasMissing = hasMissing;
        Offsets = new int[thresholds.Length + 1];
        for (int column = 0; column < thresholds.Length; column++)
        {
            Offsets[column + 1] = Offsets[column] + thresholds[column].Length + 2;
        }
    }

    public int Rows { get; }

    public int Columns => _thresholds.Length;

    /// <summary>Where each column's bins begin in a histogram of all; the last entry is their number.</summary>
    public int[] Offsets { get; }

    public static BinnedColumns From(Matrix features, int maxBins)
    {
        int rows = features.Rows;
        var thresholds = new double[features.Columns][];
        var bins = new byte[rows * features.Columns];
        var hasMissing = new bool[features.Columns];
        for (int column = 0; column < features.Columns; column++)
        {
            double[] values = features.Column(column);
            double[] present = Array.FindAll(values, value => !double.IsNaN(value));
            double[] cuts = thresholds[column] = ThresholdsOf(present, maxBins);
            hasMissing[column] = present.Length < rows;
            for (int row = 0; row < rows; row++)
            {
                bins[(column * rows) + row] = (byte)(double.IsNaN(values[row]) ? cuts.Length + 1 : BinOf(cuts, values[row]));
            }
        }

        return new BinnedColumns(rows, thresholds, bins, hasMissing);
    }

    /// <summary>Bin of each row.</summary>
    public ReadOnlySpan<byte> Column(int column) => _bins.AsSpan(column * Rows, Rows);

    /// <summary>Number of bins of values that are not missing; the bin of missing values has this number.</summary>
    public int Bins(int column) => _thresholds[column].Length + 1;

    public bool HasMissing(int column) => _hasMissing[column];

    /// <summary>Largest value of a bin; +∞ for the last.</summary>
    public double Threshold(int column, int bin) => bin < _thresholds[column].Length ? _thresholds[column][bin] : double.PositiveInfinity;

    /// <summary>Cuts between bins: midpoints of distinct values, or of neighbours at equal shares of the rows where there are too many.</summary>
    internal static double[] ThresholdsOf(double[] present, int maxBins)
    {
        double[] sorted = [.. present];
        Array.Sort(sorted);
        var distinct = new List<double>();
        foreach (double value in sorted)
        {
            if (distinct.Count == 0 || value != distinct[^1])
            {
                distinct.Add(value);
            }
        }

        if (distinct.Count <= maxBins)
        {
            return Enumerable.Range(0, Math.Max(0, distinct.Count - 1)).Select(i => Middle(distinct[i], distinct[i + 1])).ToArray();
        }

        double step = 100.0 / maxBins;
        return Enumerable.Range(1, maxBins - 1).Select(cut =>
        {
            double position = cut * step / 100 * (sorted.Length - 1);
            return Middle(sorted[(int)Math.Floor(position)], sorted[(int)Math.Ceiling(position)]);
        }).ToArray();
    }

    // Half of each first where the sum would overflow.
    private static double Middle(double a, double b) => double.IsFinite(a + b) ? (a + b) * 0.5 : (a * 0.5) + (b * 0.5);

    private static int BinOf(double[] cuts, double value)
    {
        int low = 0, high = cuts.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (value <= cuts[middle])
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
