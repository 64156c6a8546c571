using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>Accuracy and macro-F1 of predicted classes; rows predicted as −1 (no prediction) are left out.</summary>
/// <param name="Accuracy">Share of right rows; NaN without rows.</param>
/// <param name="MacroF1">Mean F1 over the classes that occur among the true or the predicted; NaN without rows.</param>
internal readonly record struct ClassScores(double Accuracy, double MacroF1)
{
    public static ClassScores Of(int[] labels, int[] predicted, int classes)
    {
        int[] rows = Enumerable.Range(0, predicted.Length).Where(row => predicted[row] >= 0).ToArray();
        var confusion = ConfusionMatrix.From(Array.ConvertAll(rows, row => labels[row]), Array.ConvertAll(rows, row => predicted[row]), classes);
        return new ClassScores(confusion.Accuracy, confusion.MacroF1OfOccurring);
    }
}
