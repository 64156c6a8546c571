using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// Fills a missing value with the median of its column <em>over the rows it was fitted on</em>. A column in which no
/// training row has a value is filled with 0 and its measured values in other rows are replaced by 0 as well (after
/// standardisation 0 is the mean): there is nothing to learn from it. <see cref="UnseenColumns"/> says which these are.
/// </summary>
public sealed class Imputer
{
    private readonly double[] _fill;
    private readonly bool[] _unseen;

    /// <summary>Takes up medians that were fitted earlier, for example those of a model file.</summary>
    /// <param name="median">Median per column; NaN where no training row had a value.</param>
    public Imputer(IReadOnlyList<double> median)
    {
        ArgumentNullException.ThrowIfNull(median);
        Median = [.. median];
        _unseen = [.. median.Select(double.IsNaN)];
        _fill = [.. median.Select(value => double.IsNaN(value) ? 0 : value)];
    }

    /// <summary>Median per column of the training rows that have a value; NaN where none has.</summary>
    public IReadOnlyList<double> Median { get; }

    /// <summary>Columns in which no training row had a value; they are 0 in every row.</summary>
    public IReadOnlyList<int> UnseenColumns => Enumerable.Range(0, _unseen.Length).Where(column => _unseen[column]).ToArray();

    /// <summary>Fits on some rows of a matrix, usually <c>split.Train</c>.</summary>
    /// <exception cref="EphysTxException">There is no row, or a value is infinite.</exception>
    public static Imputer Fit(Matrix values, int[] trainingRows)
    {
        ArgumentNullException.ThrowIfNull(values);
        TrainingColumns.ThrowUnlessFinite(values, trainingRows);
        var median = new double[values.Columns];
        for (int column = 0; column < median.Length; column++)
        {
            double[] present = TrainingColumns.Present(values, trainingRows, column);
            Array.Sort(present);
            int half = present.Length / 2;
            median[column] = present.Length == 0 ? double.NaN
                : present.Length % 2 == 1 ? present[half]
                : present[half - 1] + ((present[half] - present[half - 1]) / 2);
        }

        return new Imputer(median);
    }

    /// <summary>A new matrix without missing values.</summary>
    /// <exception cref="EphysTxException">The number of columns differs from the fit.</exception>
    public Matrix Transform(Matrix values)
    {
        ArgumentNullException.ThrowIfNull(values);
        TrainingColumns.ThrowUnlessWidth(values, _fill.Length);
        Matrix result = values.Clone();
        for (int row = 0; row < result.Rows; row++)
        {
            Span<double> cells = result.Row(row);
            for (int column = 0; column < cells.Length; column++)
            {
                if (_unseen[column] || double.IsNaN(cells[column]))
                {
                    cells[column] = _fill[column];
                }
            }
        }

        return result;
    }
}
