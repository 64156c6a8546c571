using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// Makes skewed columns more normal: the power transformation of Yeo and Johnson (2000, Biometrika 87:954), with the exponent of
/// greatest likelihood for each column <em>of the rows it was fitted on</em>. A missing value counts for nothing and stays missing.
/// The transformation keeps the order of the values. Columns should have about deviation 1 beforehand.
/// </summary>
public sealed class YeoJohnson
{
    private const double Lowest = -8, Highest = 8;
    private const double Golden = 0.6180339887498949;

    private readonly double[] _exponents;

    /// <summary>Takes up exponents that were fitted earlier; 1 leaves a column as it is.</summary>
    /// <exception cref="ArgumentException">An exponent is not finite.</exception>
    public YeoJohnson(IReadOnlyList<double> exponents)
    {
        ArgumentNullException.ThrowIfNull(exponents);
        _exponents = exponents.All(double.IsFinite) ? [.. exponents] : throw new ArgumentException("Every exponent must be finite.", nameof(exponents));
    }

    /// <summary>Exponent λ of each column, from −8 to 8; 1 where the training rows have fewer than two different values.</summary>
    public IReadOnlyList<double> Exponents => _exponents;

    /// <summary>Fits on some rows of a matrix, usually <c>split.Train</c>.</summary>
    /// <exception cref="EphysTxException">There is no row, or a value is infinite.</exception>
    public static YeoJohnson Fit(Matrix values, int[] trainingRows)
    {
        ArgumentNullException.ThrowIfNull(values);
        TrainingColumns.ThrowUnlessFinite(values, trainingRows);
        var exponents = new double[values.Columns];
        for (int column = 0; column < exponents.Length; column++)
        {
            double[] present = TrainingColumns.Present(values, trainingRows, column);
            exponents[column] = present.Length == 0 || present.Max() - present.Min() < 1e-12 ? 1 : Best(present);
        }

        return new YeoJohnson(exponents);
    }

    /// <summary>A new matrix, transformed; NaN stays NaN.</summary>
    /// <exception cref="EphysTxException">The number of columns differs from the fit.</exception>
    public Matrix Transform(Matrix values)
    {
        ArgumentNullException.ThrowIfNull(values);
        TrainingColumns.ThrowUnlessWidth(values, _exponents.Length);
        Matrix result = values.Clone();
        for (int row = 0; row < result.Rows; row++)
        {
            Span<double> cells = result.Row(row);
            for (int column = 0; column < cells.Length; column++)
            {
                cells[column] = Apply(cells[column], _exponents[column]);
            }
        }

        return result;
    }

    private static double Apply(double x, double exponent)
    {
        if (x >= 0)
        {
            return exponent == 0 ? LogOnePlus(x) : PowerMinusOne(x, exponent);
        }

        return exponent == 2 ? -LogOnePlus(-x) : -PowerMinusOne(-x, 2 - exponent);
    }

    // ((1 + x)^e − 1) / e, also exact for a small e.
    private static double PowerMinusOne(double x, double exponent)
    {
        double power = exponent * LogOnePlus(x);
        return Math.Abs(power) < 1e-5 ? power * (1 + (power / 2) + (power * power / 6)) / exponent : (Math.Exp(power) - 1) / exponent;
    }

    private static double LogOnePlus(double x) => x < 1e-5 ? x - (x * x / 2) + (x * x * x / 3) : Math.Log(1 + x);

    // The likelihood has one maximum: a grid to bracket it, then golden sections.
    private static double Best(double[] values)
    {
        double best = 1, value = double.NegativeInfinity;
        for (double candidate = Lowest; candidate <= Highest; candidate += 0.5)
        {
            double likelihood = LogLikelihood(values, candidate);
            (best, value) = likelihood > value ? (candidate, likelihood) : (best, value);
        }

        double low = Math.Max(Lowest, best - 0.5), high = Math.Min(Highest, best + 0.5);
        double left = high - (Golden * (high - low)), right = low + (Golden * (high - low));
        double atLeft = LogLikelihood(values, left), atRight = LogLikelihood(values, right);
        while (high - low > 1e-8)
        {
            if (atLeft >= atRight)
            {
                (high, right, atRight) = (right, left, atLeft);
                left = high - (Golden * (high - low));
                atLeft = LogLikelihood(values, left);
            }
            else
            {
                (low, left, atLeft) = (left, right, atRight);
                right = low + (Golden * (high - low));
                atRight = LogLikelihood(values, right);
            }
        }

        return (low + high) / 2;
    }

    private static double LogLikelihood(double[] values, double exponent)
    {
        double sum = 0, jacobian = 0;
        var transformed = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            transformed[i] = Apply(values[i], exponent);
            sum += transformed[i];
            jacobian += Math.Sign(values[i]) * LogOnePlus(Math.Abs(values[i]));
        }

        double mean = sum / values.Length;
        double squares = transformed.Sum(value => (value - mean) * (value - mean));
        return squares > 0 ? (-0.5 * values.Length * Math.Log(squares / values.Length)) + ((exponent - 1) * jacobian) : double.NegativeInfinity;
    }
}
