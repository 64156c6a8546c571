using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>Settings of <see cref="NormalizingPreprocessor"/>.</summary>
public sealed record NormalizingOptions
{
    /// <summary>Whether columns are made more normal by the power transformation of Yeo and Johnson; false standardises only.</summary>
    public bool PowerTransform { get; init; } = true;

    /// <summary>With the power transformation: largest distance from the mean in its result, in standard deviations, above 0; beyond it counts as there.</summary>
    public double Limit { get; init; } = 4;

    /// <summary>Ridge of the imputation, in squared standard deviations, above 0.</summary>
    public double Ridge { get; init; } = 0.1;

    /// <summary>Rounds of expectation–maximisation of the imputation, 0 or more.</summary>
    public int ImputationRounds { get; init; } = 1;
}

/// <summary>
/// Standardises, makes columns more normal, and fills each missing value with what the cell's other values make likely: what models
/// that think in normal distributions need. <c>NormalizingPreprocessor.Fit(x, split.Train).Transform(x)</c> uses nothing of the test rows.
/// </summary>
public sealed class NormalizingPreprocessor
{
    // A far outlier would set the exponent of its column alone, or overflow under a large one.
    private const double FirstLimit = 15;

    private readonly Standardizer _first;
    private readonly YeoJohnson? _power;
    private readonly Standardizer? _second;
    private readonly double _limit;
    private readonly ConditionalMeanImputer _imputer;

    /// <summary>Takes up steps that were fitted earlier, for example those of a model file; power transformation and second standardisation are both there or neither.</summary>
    internal NormalizingPreprocessor(Standardizer first, YeoJohnson? power, Standardizer? second, double limit, ConditionalMeanImputer imputer) =>
        (_first, _power, _second, _limit, _imputer) = (first, power, second, limit, imputer);

    internal Standardizer First => _first;

    internal YeoJohnson? Power => _power;

    internal Standardizer? Second => _second;

    internal double Limit => _limit;

    internal ConditionalMeanImputer Imputer => _imputer;

    /// <summary>Fits all steps on some rows of a matrix, usually <c>split.Train</c>.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="EphysTxException">There is no row, or a value is infinite.</exception>
    public static NormalizingPreprocessor Fit(Matrix values, int[] trainingRows, NormalizingOptions? options = null)
    {
        options ??= new NormalizingOptions();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Limit);
        var first = Standardizer.Fit(values, trainingRows);
        Matrix scaled = first.Transform(values);
        YeoJohnson? power = null;
        Standardizer? second = null;
        if (options.PowerTransform)
        {
            Clip(scaled, FirstLimit);
            power = YeoJohnson.Fit(scaled, trainingRows);
            scaled = power.Transform(scaled);
            second = Standardizer.Fit(scaled, trainingRows);
            scaled = second.Transform(scaled);
            Clip(scaled, options.Limit);
        }

        var imputer = ConditionalMeanImputer.Fit(scaled, trainingRows, options.Ridge, options.ImputationRounds);
        return new NormalizingPreprocessor(first, power, second, options.Limit, imputer);
    }

    /// <summary>A new matrix without missing values, in units of about one standard deviation.</summary>
    /// <exception cref="EphysTxException">The number of columns differs from the fit.</exception>
    public Matrix Transform(Matrix values)
    {
        Matrix scaled = _first.Transform(values);
        if (_power is not null && _second is not null)
        {
            Clip(scaled, FirstLimit);
            scaled = _second.Transform(_power.Transform(scaled));
            Clip(scaled, _limit);
        }

        return _imputer.Transform(scaled);
    }

    private static void Clip(Matrix values, double limit)
    {
        foreach (ref double value in values.Values.AsSpan())
        {
            // NaN stays.
            value = value > limit ? limit : value < -limit ? -limit : value;
        }
    }
}
