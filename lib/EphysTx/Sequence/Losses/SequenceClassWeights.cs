namespace EphysTx.Sequence;

/// <summary>Class weights from training labels. A class without a training cell has weight 0.</summary>
public static class SequenceClassWeights
{
    /// <summary>1 / count, scaled so that the weights of the classes present average 1 (the paper's).</summary>
    public static double[] InverseCount(int[] labels, int classes)
    {
        double[] weights = Array.ConvertAll(Count(labels, classes), count => count > 0 ? 1.0 / count : 0);
        return Scale(weights, weights.Count(weight => weight > 0));
    }

    /// <summary>
    /// (1 − β) / (1 − β^count), from the effective number of cells (Cui et al. 2019), scaled to sum to the number of classes.
    /// </summary>
    /// <param name="labels">Class of each training cell.</param>
    /// <param name="classes">Number of classes, 2 or more.</param>
    /// <param name="beta">β in [0, 1); 0 weighs all classes alike.</param>
    public static double[] EffectiveNumber(int[] labels, int classes, double beta = 0.999)
    {
        if (!(beta >= 0 && beta < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(beta), beta, "β must be in [0, 1).");
        }

        double[] weights = Array.ConvertAll(Count(labels, classes), count => count > 0 ? (1 - beta) / (1 - Math.Pow(beta, count)) : 0);
        return Scale(weights, classes);
    }

    internal static int[] Count(int[] labels, int classes)
    {
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        var counts = new int[classes];
        foreach (int label in labels)
        {
            if ((uint)label >= (uint)classes)
            {
                throw new ArgumentException($"The label {label} is not a class from 0 to {classes - 1}.", nameof(labels));
            }

            counts[label]++;
        }

        return labels.Length > 0 ? counts : throw new EphysTxException("There are no training labels to weigh classes by.");
    }

    private static double[] Scale(double[] weights, double sum)
    {
        double factor = sum / weights.Sum();
        return Array.ConvertAll(weights, weight => weight * factor);
    }
}
