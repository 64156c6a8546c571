using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// Fills a missing value with what the cell's other values make likely: the conditional mean of a normal distribution whose mean and
/// covariance are those <em>of the rows it was fitted on</em>, found by a few rounds of expectation–maximisation (Little and Rubin 2019,
/// Statistical Analysis with Missing Data, chapter 11) from a median-filled start. A cell without any value gets the mean. Columns
/// should have about deviation 1 beforehand, so that one ridge suits all.
/// </summary>
public sealed class ConditionalMeanImputer
{
    private readonly Imputer _start;
    private readonly double[] _mean;
    private readonly Matrix _covariance;
    private readonly double _ridge;

    /// <summary>Takes up what was fitted earlier, for example from a model file.</summary>
    internal ConditionalMeanImputer(Imputer start, double[] mean, Matrix covariance, double ridge) =>
        (_start, _mean, _covariance, _ridge) = (start, mean, covariance, ridge);

    /// <summary>Mean of each column.</summary>
    public IReadOnlyList<double> Mean => _mean;

    internal Imputer Start => _start;

    internal Matrix Covariance => _covariance;

    internal double Ridge => _ridge;

    /// <summary>Fits on some rows of a matrix, usually <c>split.Train</c>.</summary>
    /// <param name="values">Rows × columns; NaN where missing.</param>
    /// <param name="trainingRows">The rows, at least one.</param>
    /// <param name="ridge">Added to each variance before a covariance is inverted, above 0, in squared units of the columns.</param>
    /// <param name="rounds">Rounds of expectation–maximisation after the median-filled start, 0 or more.</param>
    /// <exception cref="EphysTxException">There is no row, or a value is infinite.</exception>
    public static ConditionalMeanImputer Fit(Matrix values, int[] trainingRows, double ridge = 0.1, int rounds = 1)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ridge);
        ArgumentOutOfRangeException.ThrowIfNegative(rounds);
        var start = Imputer.Fit(values, trainingRows);
        Matrix training = values.SelectRows(trainingRows);
        Matrix filled = start.Transform(training);
        (double[] mean, Matrix covariance) = Moments(filled, null);
        var result = new ConditionalMeanImputer(start, mean, covariance, ridge);
        for (int round = 0; round < rounds; round++)
        {
            var uncertainty = new Matrix(values.Columns, values.Columns);
            filled = result.Fill(training, uncertainty);
            (mean, covariance) = Moments(filled, uncertainty);
            result = new ConditionalMeanImputer(start, mean, covariance, ridge);
        }

        return result;
    }

    /// <summary>A new matrix without missing values.</summary>
    /// <exception cref="EphysTxException">The number of columns differs from the fit.</exception>
    public Matrix Transform(Matrix values) => Fill(values, null);

    // The summed conditional covariances of what was missing go into `uncertainty`.
    private Matrix Fill(Matrix values, Matrix? uncertainty)
    {
        Matrix result = _start.Transform(values);
        IEnumerable<IGrouping<string, int>> patterns = Enumerable.Range(0, values.Rows)
            .GroupBy(row => new string(Array.ConvertAll(values.Row(row).ToArray(), value => double.IsNaN(value) ? '1' : '0')), StringComparer.Ordinal);
        foreach (IGrouping<string, int> pattern in patterns)
        {
            int[] missing = Columns(pattern.Key, '1');
            if (missing.Length > 0)
            {
                FillPattern(result, [.. pattern], missing, Columns(pattern.Key, '0'), uncertainty);
            }
        }

        return result;
    }

    private void FillPattern(Matrix result, int[] rows, int[] missing, int[] present, Matrix? uncertainty)
    {
        var known = new Matrix(present.Length, present.Length);
        for (int i = 0; i < present.Length; i++)
        {
            for (int j = 0; j < present.Length; j++)
            {
                known[i, j] = _covariance[present[i], present[j]] + (i == j ? _ridge : 0);
            }
        }

        var factor = new SemidefiniteFactor(known);
        double[][] weights = Array.ConvertAll(missing, column => factor.Solve(Array.ConvertAll(present, other => _covariance[other, column])));
        foreach (int row in rows)
        {
            double[] difference = Array.ConvertAll(present, column => result[row, column] - _mean[column]);
            for (int m = 0; m < missing.Length; m++)
            {
                result[row, missing[m]] = _mean[missing[m]] + LinearAlgebra.Dot(weights[m], difference);
            }
        }

        for (int m = 0; uncertainty is not null && m < missing.Length; m++)
        {
            foreach (int other in missing)
            {
                double explained = LinearAlgebra.Dot(weights[m], Array.ConvertAll(present, column => _covariance[other, column]));
                uncertainty[missing[m], other] += rows.Length * (_covariance[missing[m], other] - explained);
            }
        }
    }

    private static int[] Columns(string pattern, char mark) => Enumerable.Range(0, pattern.Length).Where(column => pattern[column] == mark).ToArray();

    private static (double[] Mean, Matrix Covariance) Moments(Matrix filled, Matrix? uncertainty)
    {
        int columns = filled.Columns;
        double divisor = Math.Max(1, filled.Rows - 1);
        double[] mean = Enumerable.Range(0, columns).Select(column => filled.Column(column).Average()).ToArray();
        var covariance = new Matrix(columns, columns);
        var centred = new double[columns];
        for (int row = 0; row < filled.Rows; row++)
        {
            for (int i = 0; i < columns; i++)
            {
                centred[i] = filled[row, i] - mean[i];
            }

            for (int i = 0; i < columns; i++)
            {
                LinearAlgebra.AddScaled(covariance.Row(i), centred[i] / divisor, centred);
            }
        }

        if (uncertainty is not null)
        {
            LinearAlgebra.AddScaled(covariance.Values, 1.0 / filled.Rows, uncertainty.Values);
        }

        return (mean, covariance);
    }
}
