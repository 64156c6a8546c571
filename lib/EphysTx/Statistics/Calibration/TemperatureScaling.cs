using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>
/// Divides the logarithms of the probabilities by one number and normalises again (Guo et al. 2017, ICML 70:1321): above 1 makes an overconfident model more
/// modest, below 1 a timid one bolder. The order of the classes, and so every label, stays.
/// </summary>
/// <param name="Temperature">The divisor, above 0; 1 changes nothing.</param>
public sealed record TemperatureScaling(double Temperature)
{
    // A probability of 0 would stay 0 at any temperature and cost infinitely much.
    private const double SmallestProbability = 1e-12;
    private const double SmallestInverse = 1e-3;
    private const double LargestInverse = 1e3;

    /// <summary>The temperature of least log loss; between 0.001 and 1,000.</summary>
    /// <param name="truth">True class of each cell.</param>
    /// <param name="probabilities">Cells × classes, predicted for cells (and donors) that the model has not seen.</param>
    /// <exception cref="EphysTxException">Rows and labels do not fit, or a row is no distribution.</exception>
    public static TemperatureScaling Fit(int[] truth, Matrix probabilities)
    {
        LabelCheck.ThrowUnlessProbabilities(truth, probabilities);
        Matrix logs = Logarithms(probabilities);

        // The loss is convex in the inverse temperature, so its slope has one sign change; halved until doubles cannot be halved.
        double low = SmallestInverse, high = LargestInverse;
        for (int step = 0; step < 200 && low < high; step++)
        {
            double middle = Math.Sqrt(low * high);
            if (middle <= low || middle >= high)
            {
                break;
            }

            (low, high) = Slope(truth, logs, middle) > 0 ? (low, middle) : (middle, high);
        }

        return new TemperatureScaling(1 / Math.Sqrt(low * high));
    }

    /// <summary>The calibrated probabilities; rows add up to 1.</summary>
    public Matrix Apply(Matrix probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        Matrix result = Logarithms(probabilities);
        for (int row = 0; row < result.Rows; row++)
        {
            Normalize(result.Row(row), 1 / Temperature);
        }

        return result;
    }

    private static double Slope(int[] truth, Matrix logs, double inverse)
    {
        double slope = 0;
        var p = new double[logs.Columns];
        for (int row = 0; row < truth.Length; row++)
        {
            ReadOnlySpan<double> l = logs.Row(row);
            l.CopyTo(p);
            Normalize(p, inverse);
            slope -= l[truth[row]];
            for (int c = 0; c < p.Length; c++)
            {
                slope += p[c] * l[c];
            }
        }

        return slope;
    }

    private static void Normalize(Span<double> logs, double inverse)
    {
        double highest = double.NegativeInfinity, sum = 0;
        foreach (double log in logs)
        {
            highest = Math.Max(highest, log);
        }

        foreach (ref double log in logs)
        {
            log = Math.Exp((log - highest) * inverse);
            sum += log;
        }

        foreach (ref double log in logs)
        {
            log /= sum;
        }
    }

    private static Matrix Logarithms(Matrix probabilities)
    {
        Matrix logs = probabilities.Clone();
        foreach (ref double value in logs.Values.AsSpan())
        {
            value = Math.Log(Math.Max(value, SmallestProbability));
        }

        return logs;
    }
}
