using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>From probabilities to classes.</summary>
public static class TabularClassifierExtensions
{
    /// <summary>The most probable class of each row; of equally probable classes the one with the lowest index.</summary>
    /// <param name="classifier">The trained model.</param>
    /// <param name="features">Rows × features; NaN where missing.</param>
    public static int[] PredictClasses(this ITabularClassifier classifier, Matrix features)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        return MostProbable(classifier.PredictProbabilities(features));
    }

    /// <summary>
    /// The column of the largest value in each row; of equal values the lowest column. A row that has a NaN gives −1: there
    /// is no prediction (an out-of-bag row that every tree has seen).
    /// </summary>
    /// <param name="probabilities">Rows × classes, at least one class.</param>
    public static int[] MostProbable(Matrix probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentOutOfRangeException.ThrowIfZero(probabilities.Columns);
        var classes = new int[probabilities.Rows];
        for (int row = 0; row < classes.Length; row++)
        {
            ReadOnlySpan<double> values = probabilities.Row(row);
            int best = 0;
            foreach (double value in values)
            {
                if (double.IsNaN(value))
                {
                    best = -1;
                }
            }

            for (int column = 1; column < values.Length && best >= 0; column++)
            {
                best = values[column] > values[best] ? column : best;
            }

            classes[row] = best;
        }

        return classes;
    }
}
