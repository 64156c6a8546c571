using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>Scores of predicted probabilities: rows are cells, columns classes, each row adds up to 1. Lower is better.</summary>
public static class ProbabilityScores
{
    // 2⁻⁵²: a certain mistake costs 36, not infinity, as in scikit-learn 1.2.
    private const double SmallestProbability = 2.220446049250313e-16;

    /// <summary>
    /// Mean negative natural logarithm of the probability of the true class, in nats. Probabilities are first kept
    /// 2⁻⁵² away from 0 and 1 and each row scaled to add up to 1 again.
    /// </summary>
    /// <exception cref="EphysTxException">Rows and labels do not fit, or a row is no distribution.</exception>
    public static double LogLoss(int[] truth, Matrix probabilities)
    {
        LabelCheck.ThrowUnlessProbabilities(truth, probabilities);
        double sum = 0;
        for (int row = 0; row < truth.Length; row++)
        {
            double total = 0;
            foreach (double probability in probabilities.Row(row))
            {
                total += Clip(probability);
            }

            sum -= Math.Log(Clip(probabilities[row, truth[row]]) / total);
        }

        return sum / truth.Length;
    }

    /// <summary>
    /// Brier score in its original form for several classes (Brier 1950): the mean over cells of Σ over classes of
    /// (probability − 1 if it is the true class, − 0 else)²; from 0 to 2, twice the common form where there are two classes.
    /// </summary>
    /// <exception cref="EphysTxException">Rows and labels do not fit, or a row is no distribution.</exception>
    public static double Brier(int[] truth, Matrix probabilities)
    {
        LabelCheck.ThrowUnlessProbabilities(truth, probabilities);
        double sum = 0;
        for (int row = 0; row < truth.Length; row++)
        {
            ReadOnlySpan<double> cells = probabilities.Row(row);
            for (int label = 0; label < cells.Length; label++)
            {
                double difference = cells[label] - (label == truth[row] ? 1 : 0);
                sum += difference * difference;
            }
        }

        return sum / truth.Length;
    }

    /// <summary>Per row the class with the largest probability; the lower number where two are equal.</summary>
    /// <exception cref="EphysTxException">A probability is NaN.</exception>
    public static int[] MostProbable(Matrix probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        var result = new int[probabilities.Rows];
        for (int row = 0; row < result.Length; row++)
        {
            ReadOnlySpan<double> cells = probabilities.Row(row);
            for (int label = 0; label < cells.Length; label++)
            {
                if (double.IsNaN(cells[label]))
                {
                    throw new EphysTxException($"The probability of class {label} for cell {row} (both counted from 0) is NaN.");
                }

                result[row] = cells[label] > cells[result[row]] ? label : result[row];
            }
        }

        return result;
    }

    private static double Clip(double probability) => Math.Clamp(probability, SmallestProbability, 1 - SmallestProbability);
}
