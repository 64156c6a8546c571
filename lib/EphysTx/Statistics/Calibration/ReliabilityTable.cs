using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>Predictions of about the same confidence.</summary>
/// <param name="From">Lower end of the bin.</param>
/// <param name="To">Upper end; a value on an inner edge belongs to the bin above it.</param>
/// <param name="Count">Predictions in it.</param>
/// <param name="Confidence">Their mean confidence; NaN without any.</param>
/// <param name="Accuracy">Share of them that is right; NaN without any.</param>
public sealed record ReliabilityBin(double From, double To, int Count, double Confidence, double Accuracy);

/// <summary>
/// Whether confidence is what it says: predictions in bins of equal width, mean confidence beside the share that is right. All in one: the expected calibration error,
/// Σ over bins of (share of the predictions) · |accuracy − confidence| (Naeini et al. 2015).
/// </summary>
/// <param name="Bins">The bins, ascending.</param>
public sealed record ReliabilityTable(IReadOnlyList<ReliabilityBin> Bins)
{
    /// <summary>Expected calibration error, 0 to 1; lower is better. It shrinks with fewer bins and grows by chance with few cells.</summary>
    public double ExpectedCalibrationError
    {
        get
        {
            double all = Bins.Sum(bin => (double)bin.Count);
            return Bins.Where(bin => bin.Count > 0).Sum(bin => bin.Count / all * Math.Abs(bin.Accuracy - bin.Confidence));
        }
    }

    /// <summary>Largest |accuracy − confidence| of a bin with predictions.</summary>
    public double MaximumCalibrationError => Bins.Where(bin => bin.Count > 0).Max(bin => Math.Abs(bin.Accuracy - bin.Confidence));

    /// <summary>Confidence in the most probable class.</summary>
    /// <param name="truth">True class of each cell.</param>
    /// <param name="probabilities">Cells × classes.</param>
    /// <param name="bins">Number of bins, 1 or more.</param>
    /// <exception cref="EphysTxException">Rows and labels do not fit, or a row is no distribution.</exception>
    public static ReliabilityTable OfLabels(int[] truth, Matrix probabilities, int bins = 10)
    {
        LabelCheck.ThrowUnlessProbabilities(truth, probabilities);
        int[] predicted = ProbabilityScores.MostProbable(probabilities);
        return Of([.. predicted.Select((label, row) => probabilities[row, label])], [.. predicted.Select((label, row) => label == truth[row])], bins);
    }

    /// <summary>Probability of one class against how often it is true.</summary>
    /// <inheritdoc cref="OfLabels"/>
    public static ReliabilityTable OfClass(int[] truth, Matrix probabilities, int label, int bins = 10)
    {
        LabelCheck.ThrowUnlessProbabilities(truth, probabilities);
        return Of(probabilities.Column(label), Array.ConvertAll(truth, one => one == label), bins);
    }

    /// <summary>Any confidences.</summary>
    /// <param name="confidence">From 0 to 1.</param>
    /// <param name="isRight">Whether each came true.</param>
    /// <param name="bins">Number of bins, 1 or more.</param>
    /// <exception cref="ArgumentException">Lengths differ.</exception>
    public static ReliabilityTable Of(IReadOnlyList<double> confidence, IReadOnlyList<bool> isRight, int bins = 10)
    {
        ArgumentNullException.ThrowIfNull(confidence);
        ArgumentNullException.ThrowIfNull(isRight);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        if (confidence.Count != isRight.Count)
        {
            throw new ArgumentException($"{confidence.Count} confidences and {isRight.Count} outcomes do not fit.", nameof(isRight));
        }

        var count = new int[bins];
        var sum = new double[bins];
        var right = new int[bins];
        for (int i = 0; i < confidence.Count; i++)
        {
            int bin = Math.Clamp((int)(confidence[i] * bins), 0, bins - 1);
            count[bin]++;
            sum[bin] += confidence[i];
            right[bin] += isRight[i] ? 1 : 0;
        }

        return new ReliabilityTable([.. Enumerable.Range(0, bins).Select(bin => new ReliabilityBin(
            (double)bin / bins, (bin + 1.0) / bins, count[bin], count[bin] == 0 ? double.NaN : sum[bin] / count[bin], count[bin] == 0 ? double.NaN : (double)right[bin] / count[bin]))]);
    }
}
