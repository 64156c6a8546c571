using EphysTx.Numerics;

namespace EphysTx.Statistics;

/// <summary>Checks that truth, prediction and probabilities belong together.</summary>
internal static class LabelCheck
{
    private const double RowSumTolerance = 1e-6;

    public static void ThrowUnlessPaired(int[] truth, int[] predicted, int classes)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(predicted);
        if (truth.Length != predicted.Length)
        {
            throw new EphysTxException($"There are {truth.Length} true labels but {predicted.Length} predictions; give one of each a cell.");
        }

        ThrowUnlessInRange(truth, classes, "true label");
        ThrowUnlessInRange(predicted, classes, "predicted label");
    }

    public static void ThrowUnlessInRange(int[] labels, int classes, string what)
    {
        int wrong = Array.FindIndex(labels, label => label < 0 || label >= classes);
        if (wrong >= 0)
        {
            throw new EphysTxException($"The {what} of cell {wrong} (counted from 0) is {labels[wrong]}; with {classes} classes it must be 0 to {classes - 1}.");
        }
    }

    public static void ThrowUnlessProbabilities(int[] truth, Matrix probabilities)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(probabilities);
        if (probabilities.Rows != truth.Length || truth.Length == 0)
        {
            throw new EphysTxException($"There are {truth.Length} true labels but {probabilities.Rows} rows of probabilities; give one of each a cell, and at least one.");
        }

        ThrowUnlessInRange(truth, probabilities.Columns, "true label");
        for (int row = 0; row < probabilities.Rows; row++)
        {
            double sum = 0;
            foreach (double probability in probabilities.Row(row))
            {
                sum += probability is >= 0 and <= 1 + RowSumTolerance ? probability : double.NaN;
            }

            if (!(Math.Abs(sum - 1) <= RowSumTolerance))
            {
                throw new EphysTxException($"The probabilities of cell {row} (counted from 0) are not numbers from 0 to 1 that add up to 1.");
            }
        }
    }
}
