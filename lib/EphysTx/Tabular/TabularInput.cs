using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>The checks that every trainer and model makes on what it is given.</summary>
internal static class TabularInput
{
    /// <summary>Checks a training set and counts its rows per class.</summary>
    public static int[] CheckTraining(Matrix features, int[] labels, int classCount)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 2);
        if (features.Rows != labels.Length)
        {
            throw new ArgumentException($"{features.Rows} rows of features do not fit {labels.Length} labels.", nameof(labels));
        }

        if (features.Columns == 0)
        {
            throw new ArgumentException("A classifier needs at least one feature column.", nameof(features));
        }

        var counts = new int[classCount];
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)classCount)
            {
                throw new ArgumentException($"The label {labels[row]} of row {row} is not a class from 0 to {classCount - 1}.", nameof(labels));
            }

            counts[labels[row]]++;
        }

        if (counts.Count(count => count > 0) < 2)
        {
            throw new EphysTxException(labels.Length == 0
                ? "There are no training rows; a classifier needs rows of at least two classes."
                : $"All {labels.Length} training rows are of class {labels[0]}; a classifier needs rows of at least two classes.");
        }

        ThrowOnInfinity(features);
        return counts;
    }

    /// <summary>Checks rows to predict.</summary>
    public static void CheckPrediction(Matrix features, int featureCount)
    {
        ArgumentNullException.ThrowIfNull(features);
        if (features.Columns != featureCount)
        {
            throw new ArgumentException($"The model was trained on {featureCount} feature columns, not {features.Columns}.", nameof(features));
        }

        ThrowOnInfinity(features);
    }

    private static void ThrowOnInfinity(Matrix features)
    {
        int index = features.Values.AsSpan().IndexOfAny(double.PositiveInfinity, double.NegativeInfinity);
        if (index >= 0)
        {
            throw new ArgumentException(
                $"The feature in row {index / features.Columns}, column {index % features.Columns} is infinite; a missing value is NaN.", nameof(features));
        }
    }
}
