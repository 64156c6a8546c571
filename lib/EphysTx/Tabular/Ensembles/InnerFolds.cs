using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>Predictions for training rows by models that have not seen them: folds inside the training rows.</summary>
internal static class InnerFolds
{
    /// <summary>The folds; donors are kept together where they are known, and a small class is spread as far as it goes.</summary>
    public static Split[] Of(int[] labels, DonorGroups? donors, int folds, long seed) =>
        Splits.KFold(Codes(labels), donors, folds, donors is null ? SplitProtocol.Paper : SplitProtocol.Donor, seed, SmallClasses.Spread);

    /// <summary>Rows × classes: for each row the probabilities of the model trained on the other folds.</summary>
    public static Matrix Predict(
        ITabularTrainer trainer,
        Matrix features,
        int[] labels,
        IReadOnlyList<string>? subtypes,
        int classCount,
        DonorGroups? donors,
        IReadOnlyList<Split> folds,
        long seed,
        CancellationToken cancellationToken)
    {
        var result = new Matrix(features.Rows, classCount);
        foreach (Split fold in folds)
        {
            ITabularClassifier model = trainer.FitWithSubtypes(
                features.SelectRows(fold.Train),
                Array.ConvertAll(fold.Train, row => labels[row]),
                subtypes is null ? null : Array.ConvertAll(fold.Train, row => subtypes[row]),
                classCount,
                donors?.Select(fold.Train),
                InnerSeeds.Of(seed, fold.Fold),
                cancellationToken);
            Matrix probabilities = model.PredictProbabilities(features.SelectRows(fold.Test));
            for (int i = 0; i < fold.Test.Length; i++)
            {
                probabilities.Row(i).CopyTo(result.Row(fold.Test[i]));
            }
        }

        return result;
    }

    // Splits see only the classes that occur, so that an absent one is not taken for a small one.
    private static int[] Codes(int[] labels)
    {
        int[] present = labels.Distinct().Order().ToArray();
        return Array.ConvertAll(labels, label => Array.BinarySearch(present, label));
    }
}
