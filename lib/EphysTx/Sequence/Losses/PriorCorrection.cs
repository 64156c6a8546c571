using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>
/// Moves logits by τ · log(prior). A class with prior 0 (a training part without it) gets the logit −∞, probability 0,
/// whatever the sign of τ.
/// </summary>
/// <param name="Priors">Share of each class in the training part before resampling.</param>
/// <param name="Tau">
/// Factor: positive pulls towards frequent classes (the paper's mouse code: 0.7), negative away from them (its human code: −1).
/// </param>
public sealed record PriorCorrection(IReadOnlyList<double> Priors, double Tau)
{
    /// <summary>The correction for training labels.</summary>
    public static PriorCorrection From(int[] labels, int classes, double tau)
    {
        int[] counts = SequenceClassWeights.Count(labels, classes);
        return new PriorCorrection(Array.ConvertAll(counts, count => count / (double)labels.Length), tau);
    }

    /// <summary>Corrected scores.</summary>
    public SequenceScores Apply(SequenceScores scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (scores.Logits.Columns != Priors.Count)
        {
            throw new ArgumentException($"{Priors.Count} priors do not fit logits of {scores.Logits.Columns} classes.", nameof(scores));
        }

        Matrix logits = scores.Logits.Clone();
        for (int row = 0; row < logits.Rows; row++)
        {
            for (int c = 0; c < logits.Columns; c++)
            {
                logits[row, c] = Priors[c] > 0 ? logits[row, c] + (Tau * Math.Log(Priors[c])) : double.NegativeInfinity;
            }
        }

        return scores with { Logits = logits };
    }
}
