namespace EphysTx.Statistics;

/// <summary>The difference of two models over the same splits, and how sure it is.</summary>
/// <param name="MeanDifference">Mean of first − second.</param>
/// <param name="StandardDeviation">Standard deviation of the differences, divisor J − 1.</param>
/// <param name="StandardError">Corrected standard error of the mean difference.</param>
/// <param name="T">Mean difference / standard error; ±∞ where all differences are one number other than 0, and 0 where all are 0.</param>
/// <param name="DegreesOfFreedom">J − 1.</param>
/// <param name="PValue">Two-sided.</param>
/// <param name="Lower">Lower end of the confidence interval of the mean difference.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Level">Level of the interval.</param>
/// <param name="Count">Number of splits, J.</param>
public sealed record PairedTestResult(
    double MeanDifference,
    double StandardDeviation,
    double StandardError,
    double T,
    int DegreesOfFreedom,
    double PValue,
    double Lower,
    double Upper,
    double Level,
    int Count);

/// <summary>
/// The corrected resampled t test of Nadeau and Bengio (2003, Machine Learning 52:239, equation 8) for two models measured
/// on the same J train/test splits; with repeated k-fold J = folds × repeats (Bouckaert and Frank 2004, PAKDD, LNAI 3056:3).
/// Training sets overlap, so the J differences are correlated: the variance of their mean is taken as
/// (1/J + n_test/n_train) · s² instead of s²/J, with J − 1 degrees of freedom.
/// </summary>
public static class CorrectedResampledTTest
{
    /// <summary>Compares two models by a measure per split.</summary>
    /// <param name="first">The measure of the first model on each split.</param>
    /// <param name="second">The measure of the second model on the same splits, in the same order.</param>
    /// <param name="splits">The splits; n_test/n_train is their total test over their total training cells.</param>
    /// <param name="level">Level of the confidence interval.</param>
    /// <exception cref="EphysTxException">Lengths differ, there are fewer than 2 splits, or a value is not finite.</exception>
    public static PairedTestResult Compare(double[] first, double[] second, IReadOnlyList<Split> splits, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(splits);
        if (splits.Count != first.Length)
        {
            throw new EphysTxException($"There are {first.Length} values but {splits.Count} splits; give one value a split.");
        }

        double test = splits.Sum(split => (double)split.Test.Length);
        double train = splits.Sum(split => (double)split.Train.Length);
        return Compare(first, second, test / train, level);
    }

    /// <summary>Compares two cross-validations over the same splits, for example by <c>r => r.MacroF1</c>.</summary>
    /// <exception cref="EphysTxException">The splits differ or there are fewer than 2.</exception>
    public static PairedTestResult Compare(
        CrossValidationReport first, CrossValidationReport second, Func<ClassificationReport, double> metric, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(first);
        first.ThrowUnlessSameSplits(second);
        return Compare(first.PerFold(metric), second.PerFold(metric), first.Splits, level);
    }

    /// <summary>Compares two models by a measure per split, with n_test/n_train given.</summary>
    /// <param name="first">The measure of the first model on each split.</param>
    /// <param name="second">The measure of the second model on the same splits, in the same order.</param>
    /// <param name="testToTrain">n_test/n_train; 1/(k − 1) for k-fold. With 0 this is the ordinary paired t test.</param>
    /// <param name="level">Level of the confidence interval.</param>
    /// <exception cref="EphysTxException">Lengths differ, there are fewer than 2 splits, or a value is not finite.</exception>
    public static PairedTestResult Compare(double[] first, double[] second, double testToTrain, double level = 0.95)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentOutOfRangeException.ThrowIfNegative(testToTrain);
        if (level is not (> 0 and < 1))
        {
            throw new EphysTxException($"The confidence level {level} is not between 0 and 1; 0.95 means 95 %.");
        }

        if (first.Length != second.Length || first.Length < 2)
        {
            throw new EphysTxException($"The paired test needs as many values of both models, at least 2; there are {first.Length} and {second.Length}.");
        }

        double[] differences = first.Zip(second, (a, b) => a - b).ToArray();
        if (!differences.All(double.IsFinite))
        {
            throw new EphysTxException("A value to compare is not a finite number; look for the split that failed.");
        }

        int count = differences.Length;
        MetricSummary summary = MetricSummary.Of(differences);
        double error = Math.Sqrt((1.0 / count) + testToTrain) * summary.StandardDeviation;
        double t = summary.Mean == 0 ? 0 : summary.Mean / error;
        double half = StudentT.Quantile((1 + level) / 2, count - 1) * error;
        return new PairedTestResult(
            summary.Mean,
            summary.StandardDeviation,
            error,
            t,
            count - 1,
            StudentT.TwoSidedTail(t, count - 1),
            summary.Mean - half,
            summary.Mean + half,
            level,
            count);
    }
}
