using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// Brings each column to mean 0 and standard deviation 1 <em>of the rows it was fitted on</em>. Fitting names its rows and
/// the fitted object cannot change, so that test rows have no way in. The deviation is the population's (divisor n); one
/// below 1e-6 counts as 1 (the paper's rule). A missing value (NaN) counts for nothing and stays missing.
/// </summary>
public sealed class Standardizer
{
    /// <summary>A standard deviation below this counts as 1.</summary>
    public const double SmallestDeviation = 1e-6;

    private readonly double[] _mean;
    private readonly double[] _deviation;

    /// <summary>Takes up means and deviations that were fitted earlier, for example those of a model file.</summary>
    /// <param name="mean">Mean per column; NaN where no training row had a value.</param>
    /// <param name="deviation">Divisor per column, above 0; anything where the mean is NaN.</param>
    /// <exception cref="ArgumentException">The lengths differ or a divisor is not positive.</exception>
    public Standardizer(IReadOnlyList<double> mean, IReadOnlyList<double> deviation)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(deviation);
        if (mean.Count != deviation.Count)
        {
            throw new ArgumentException($"{mean.Count} means and {deviation.Count} standard deviations do not fit.", nameof(deviation));
        }

        _mean = [.. mean];
        _deviation = [.. deviation];
        for (int column = 0; column < _mean.Length; column++)
        {
            if (!double.IsNaN(_mean[column]) && !(_deviation[column] > 0))
            {
                throw new ArgumentException($"The standard deviation {_deviation[column]} of column {column} is not positive.", nameof(deviation));
            }
        }
    }

    /// <summary>Mean per column of the training rows that have a value; NaN where none has.</summary>
    public IReadOnlyList<double> Mean => _mean;

    /// <summary>What each column is divided by; 1 where the deviation was too small or no training row had a value.</summary>
    public IReadOnlyList<double> Deviation => _deviation;

    /// <summary>Columns in which no training row had a value; they are transformed to missing throughout.</summary>
    public IReadOnlyList<int> UnseenColumns => Enumerable.Range(0, _mean.Length).Where(column => double.IsNaN(_mean[column])).ToArray();

    /// <summary>Fits on some rows of a matrix, usually <c>split.Train</c>.</summary>
    /// <exception cref="EphysTxException">There is no row, or a value is infinite.</exception>
    public static Standardizer Fit(Matrix values, int[] trainingRows)
    {
        ArgumentNullException.ThrowIfNull(values);
        TrainingColumns.ThrowUnlessFinite(values, trainingRows);
        var mean = new double[values.Columns];
        var deviation = new double[values.Columns];
        for (int column = 0; column < values.Columns; column++)
        {
            double[] present = TrainingColumns.Present(values, trainingRows, column);
            (mean[column], deviation[column]) = present.Length == 0 ? (double.NaN, 1) : Moments(present);
        }

        return new Standardizer(mean, deviation);
    }

    /// <summary>A new matrix, standardised; NaN stays NaN.</summary>
    /// <exception cref="EphysTxException">The number of columns differs from the fit.</exception>
    public Matrix Transform(Matrix values)
    {
        ArgumentNullException.ThrowIfNull(values);
        TrainingColumns.ThrowUnlessWidth(values, _mean.Length);
        var result = new Matrix(values.Rows, values.Columns);
        for (int row = 0; row < values.Rows; row++)
        {
            ReadOnlySpan<double> source = values.Row(row);
            Span<double> target = result.Row(row);
            for (int column = 0; column < target.Length; column++)
            {
                target[column] = (source[column] - _mean[column]) / _deviation[column];
            }
        }

        return result;
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double mean = values.Sum() / values.Length;
        double squares = 0;
        double residue = 0;
        foreach (double value in values)
        {
            double difference = value - mean;
            squares += difference * difference;
            residue += difference;
        }

        // The residue takes back the rounding of the mean, which matters for large means with small spread.
        double deviation = Math.Sqrt(Math.Max(0, squares - (residue * residue / values.Length)) / values.Length);
        return (mean, deviation < SmallestDeviation ? 1 : deviation);
    }
}
