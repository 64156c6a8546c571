using EphysTx.Cohorts;
using EphysTx.Sequence;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>
/// What the paper's way of feeding a family (zeros for missing values, padding to the widest family, LayerNorm over the padded step) makes of it. The size of a
/// cell's family is the root mean square of its standardised values.
/// </summary>
/// <param name="Family">The family.</param>
/// <param name="Width">Its values.</param>
/// <param name="PaddedWidth">Values of the widest family, to which it is padded.</param>
/// <param name="Cells">Cells with every value of it.</param>
/// <param name="Variation">Variation between these cells of the family's size, SD / mean, as standardised: what amplitude there is to tell cells by; NaN for fewer than two cells.</param>
/// <param name="VariationAfter">The same after LayerNorm (before its learned scale and offset).</param>
/// <param name="Inflation">Mean size after LayerNorm / before.</param>
/// <param name="MissingCells">Cells without any value of it.</param>
/// <param name="RecordedDeviation">Mean |z| of the values in cells that have them all.</param>
/// <param name="MissingDeviation">Mean |z| in cells without the family, where z stems from the zeros that were filled in; masked, no value enters. NaN where no cell lacks it.</param>
public sealed record InputDistortion(
    string Family,
    int Width,
    int PaddedWidth,
    int Cells,
    double Variation,
    double VariationAfter,
    double Inflation,
    int MissingCells,
    double RecordedDeviation,
    double MissingDeviation)
{
    private const double Epsilon = 1e-5;

    /// <summary>Measures every family on the training cells, standardised as in the paper.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="trainingRows">Rows of the training part.</param>
    /// <exception cref="EphysTxException">There is no training row, or a value is infinite.</exception>
    public static IReadOnlyList<InputDistortion> Of(Cohort cohort, int[] trainingRows)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(trainingRows);
        var standardizer = SequenceStandardizer.Fit(cohort, trainingRows, MissingPolicy.Zeros);
        SequenceInput input = standardizer.Transform(cohort.SelectCells(trainingRows, cohort.Name));
        return [.. cohort.Families.Select((family, step) => OfFamily(cohort, trainingRows, input, family, step))];
    }

    private static InputDistortion OfFamily(Cohort cohort, int[] rows, SequenceInput input, FeatureFamily family, int step)
    {
        int width = family.Columns.Count, padded = input.Layout.Width;
        var before = new List<double>();
        var after = new List<double>();
        var recorded = new List<double>();
        var missing = new List<double>();
        for (int cell = 0; cell < rows.Length; cell++)
        {
            int absent = family.Columns.Count(column => double.IsNaN(cohort.Values[rows[cell], column]));
            ReadOnlySpan<float> values = input.Values(cell).Slice(step * padded, padded);
            if (absent == 0)
            {
                before.Add(Size(values[..width], 0, 1));
                after.Add(NormalizedSize(values, width));
                recorded.Add(MeanDeviation(values[..width]));
            }
            else if (absent == width)
            {
                missing.Add(MeanDeviation(values[..width]));
            }
        }

        return new InputDistortion(
            family.Name, width, padded, before.Count, VariationOf(before), VariationOf(after), before.Count == 0 ? double.NaN : after.Average() / before.Average(),
            missing.Count, recorded.Count == 0 ? double.NaN : recorded.Average(), missing.Count == 0 ? double.NaN : missing.Average());
    }

    /// <summary>Size of the family's values after the normalisation of the whole padded step.</summary>
    private static double NormalizedSize(ReadOnlySpan<float> step, int width)
    {
        double mean = 0, variance = 0;
        foreach (float value in step)
        {
            mean += value / (double)step.Length;
        }

        foreach (float value in step)
        {
            variance += (value - mean) * (value - mean) / step.Length;
        }

        return Size(step[..width], mean, Math.Sqrt(variance + Epsilon));
    }

    private static double Size(ReadOnlySpan<float> values, double mean, double deviation)
    {
        double squares = 0;
        foreach (float value in values)
        {
            squares += (value - mean) * (value - mean) / (deviation * deviation);
        }

        return Math.Sqrt(squares / values.Length);
    }

    private static double MeanDeviation(ReadOnlySpan<float> values)
    {
        double sum = 0;
        foreach (float value in values)
        {
            sum += Math.Abs(value);
        }

        return sum / values.Length;
    }

    private static double VariationOf(List<double> sizes)
    {
        if (sizes.Count < 2)
        {
            return double.NaN;
        }

        MetricSummary summary = MetricSummary.Of(sizes);
        return summary.Mean == 0 ? double.NaN : summary.StandardDeviation / summary.Mean;
    }
}
