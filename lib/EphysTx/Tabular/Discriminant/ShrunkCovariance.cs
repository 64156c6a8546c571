using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>
/// Mean and Ledoit–Wolf covariance of some rows. The features are first brought to deviation 1 within these rows, shrunk
/// towards the identity and scaled back, so that a feature's unit has no influence on the shrinkage.
/// </summary>
/// <param name="Mean">Mean of each column.</param>
/// <param name="Covariance">Columns × columns, divisor n.</param>
/// <param name="Shrinkage">0 (none) to 1 (diagonal).</param>
internal sealed record ShrunkCovariance(double[] Mean, Matrix Covariance, double Shrinkage)
{
    // Spacing of doubles at 1: the relative size of rounding.
    private const double Rounding = 2.220446049250313e-16;

    public static ShrunkCovariance Of(Matrix values, int[] rows)
    {
        (double[] mean, double[] deviation) = Moments(values, rows);
        int columns = values.Columns;
        var product = new Matrix(columns, columns);
        var scaled = new double[columns];
        double fourth = 0;
        foreach (int row in rows)
        {
            ReadOnlySpan<double> source = values.Row(row);
            for (int i = 0; i < columns; i++)
            {
                scaled[i] = (source[i] - mean[i]) / deviation[i];
            }

            double square = LinearAlgebra.Dot(scaled, scaled);
            fourth += square * square;
            for (int i = 0; i < columns; i++)
            {
                LinearAlgebra.AddScaled(product.Row(i)[..(i + 1)], scaled[i], scaled.AsSpan(0, i + 1));
            }
        }

        double shrinkage = columns == 1 ? 0 : Strength(product, fourth, rows.Length);
        double average = Trace(product) / rows.Length / columns;
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double value = (1 - shrinkage) * product[i, j] / rows.Length;
                value += i == j ? shrinkage * average : 0;
                product[i, j] = product[j, i] = value * deviation[i] * deviation[j];
            }
        }

        return new ShrunkCovariance(mean, product, shrinkage);
    }

    // The lower triangle of ZᵀZ and Σ ‖z‖⁴ are enough for both sums of the estimator.
    private static double Strength(Matrix product, double fourth, double rows)
    {
        int columns = product.Columns;
        double squares = 0;
        for (int i = 0; i < columns; i++)
        {
            ReadOnlySpan<double> below = product.Row(i)[..i];
            squares += (2 * LinearAlgebra.Dot(below, below)) + (product[i, i] * product[i, i]);
        }

        squares /= rows * rows;
        double trace = Trace(product) / rows;
        double average = trace / columns;
        double beta = ((fourth / rows) - squares) / (columns * rows);
        double delta = (squares - (2 * average * trace) + (columns * average * average)) / columns;
        beta = Math.Min(beta, delta);
        return beta == 0 ? 0 : beta / delta;
    }

    private static double Trace(Matrix square) => Enumerable.Range(0, square.Columns).Sum(i => square[i, i]);

    private static (double[] Mean, double[] Deviation) Moments(Matrix values, int[] rows)
    {
        var mean = new double[values.Columns];
        var variance = new double[values.Columns];
        foreach (int row in rows)
        {
            LinearAlgebra.AddScaled(mean, 1.0 / rows.Length, values.Row(row));
        }

        foreach (int row in rows)
        {
            for (int i = 0; i < mean.Length; i++)
            {
                double difference = values[row, i] - mean[i];
                variance[i] += difference * difference / rows.Length;
            }
        }

        // A column that is constant but for the rounding of its mean keeps its (zero) deviation from being divided by.
        double[] deviation = variance.Select((value, i) =>
            value <= (rows.Length * Rounding * value) + Math.Pow(rows.Length * mean[i] * Rounding, 2) ? 1 : Math.Sqrt(value)).ToArray();
        return (mean, deviation);
    }
}
