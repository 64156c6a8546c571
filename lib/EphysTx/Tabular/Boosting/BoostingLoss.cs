using System.Runtime.Intrinsics;

namespace EphysTx.Tabular;

/// <summary>
/// Cross-entropy of softmax scores, a score array per class; with two classes logistic loss of one score, that of the second
/// class.
/// </summary>
internal sealed class BoostingLoss(int classes)
{
    /// <summary>Number of scores of a row.</summary>
    public int Scores => classes == 2 ? 1 : classes;

    /// <summary>The constant scores that fit weighted class shares.</summary>
    public double[] Start(int[] codes, double[] classWeights)
    {
        var shares = new double[classes];
        foreach (int code in codes)
        {
            shares[code] += classWeights[code];
        }

        double total = shares.Sum();
        double[] logs = Array.ConvertAll(shares, share => Math.Log(share / total));
        return classes == 2 ? [logs[1] - logs[0]] : Array.ConvertAll(logs, log => log - logs.Average());
    }

    /// <summary>Turns the scores of a row into probabilities of all classes.</summary>
    /// <param name="scores">Length <see cref="Scores"/>.</param>
    /// <param name="probabilities">Length classes.</param>
    /// <returns>ln Σ exp(score), scores of the first of two classes being 0.</returns>
    public double Probabilities(ReadOnlySpan<double> scores, Span<double> probabilities)
    {
        if (classes == 2)
        {
            probabilities[0] = 0;
            probabilities[1] = scores[0];
        }
        else
        {
            scores.CopyTo(probabilities);
        }

        return Softmax.InPlace(probabilities);
    }

    /// <summary>Gradient and hessian of every row and score.</summary>
    /// <param name="scores">Per score its value in each row.</param>
    /// <param name="codes">Class of each row.</param>
    /// <param name="classWeights">Weight of a row of each class.</param>
    /// <param name="pairs">Per score where the pairs of all rows go.</param>
    public void Gradients(double[][] scores, int[] codes, double[] classWeights, Vector128<double>[][] pairs)
    {
        Span<double> row = stackalloc double[Scores];
        Span<double> probabilities = stackalloc double[classes];
        for (int i = 0; i < codes.Length; i++)
        {
            double weight = classWeights[codes[i]];
            Gather(scores, i, row);
            Probabilities(row, probabilities);
            for (int s = 0; s < scores.Length; s++)
            {
                int label = classes == 2 ? 1 : s;
                double p = probabilities[label];
                // In single precision, as scikit-learn keeps them, so that ties between cuts fall alike.
                float gradient = (float)((p - (codes[i] == label ? 1 : 0)) * weight);
                float hessian = (float)(p * (1 - p) * weight);
                pairs[s][i] = Vector128.Create((double)gradient, hessian);
            }
        }
    }

    /// <summary>Weighted sum of −ln p of the true classes.</summary>
    public double Of(double[][] scores, int[] codes, double[] classWeights)
    {
        Span<double> row = stackalloc double[Scores];
        Span<double> probabilities = stackalloc double[classes];
        double sum = 0;
        for (int i = 0; i < codes.Length; i++)
        {
            Gather(scores, i, row);
            double logSum = Probabilities(row, probabilities);
            double score = classes == 2 ? codes[i] * row[0] : row[codes[i]];
            sum += classWeights[codes[i]] * (logSum - score);
        }

        return sum;
    }

    private static void Gather(double[][] scores, int row, Span<double> target)
    {
        for (int s = 0; s < scores.Length; s++)
        {
            target[s] = scores[s][row];
        }
    }
}
