namespace EphysTx.Tabular;

/// <summary>Accuracy and macro-F1 of predicted classes; rows predicted as −1 (no prediction) are left out.</summary>
/// <param name="Accuracy">Share of right rows; NaN without rows.</param>
/// <param name="MacroF1">Mean F1 over the classes that occur among the true or the predicted; NaN without rows.</param>
internal readonly record struct ClassScores(double Accuracy, double MacroF1)
{
    public static ClassScores Of(ReadOnlySpan<int> labels, ReadOnlySpan<int> predicted, int classes)
    {
        var hits = new int[classes];
        var truths = new int[classes];
        var claims = new int[classes];
        for (int row = 0; row < labels.Length; row++)
        {
            if (predicted[row] >= 0)
            {
                truths[labels[row]]++;
                claims[predicted[row]]++;
                hits[labels[row]] += labels[row] == predicted[row] ? 1 : 0;
            }
        }

        double f1 = 0;
        int occurring = 0;
        for (int c = 0; c < classes; c++)
        {
            if (truths[c] + claims[c] > 0)
            {
                occurring++;
                f1 += 2.0 * hits[c] / (truths[c] + claims[c]);
            }
        }

        return new ClassScores((double)hits.Sum() / truths.Sum(), f1 / occurring);
    }
}
