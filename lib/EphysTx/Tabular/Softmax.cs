namespace EphysTx.Tabular;

/// <summary>Scores to probabilities.</summary>
internal static class Softmax
{
    /// <summary>Replaces scores by exp(score) / Σ exp(score) and returns ln Σ exp(score).</summary>
    public static double InPlace(Span<double> scores)
    {
        double highest = double.NegativeInfinity;
        foreach (double score in scores)
        {
            highest = Math.Max(highest, score);
        }

        double sum = 0;
        foreach (ref double score in scores)
        {
            score = Math.Exp(score - highest);
            sum += score;
        }

        foreach (ref double score in scores)
        {
            score /= sum;
        }

        return highest + Math.Log(sum);
    }
}
