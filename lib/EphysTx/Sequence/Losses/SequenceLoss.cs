namespace EphysTx.Sequence;

/// <summary>What training minimises.</summary>
public sealed record SequenceLoss
{
    /// <summary>Weight of each class, 0 or more and finite; null for 1 each.</summary>
    public double[]? ClassWeights { get; init; }

    /// <summary>
    /// Focusing exponent γ, 0 or more; null for cross-entropy. Cross-entropy is Σ w·ce / Σ w (PyTorch's weighted mean); focal
    /// loss is the plain mean of w · (1 − p)^γ · ce, with p the true class's probability (Lin et al. 2017, Cui et al. 2019).
    /// </summary>
    public double? FocalGamma { get; init; }

    /// <summary>Cross-entropy, optionally with class weights.</summary>
    public static SequenceLoss CrossEntropy(double[]? classWeights = null) => new() { ClassWeights = classWeights };

    /// <summary>Focal loss; the paper's exponent is 2.</summary>
    public static SequenceLoss Focal(double[]? classWeights = null, double gamma = 2) => new() { ClassWeights = classWeights, FocalGamma = gamma };

    /// <summary>Loss of a batch and its gradient by the logits.</summary>
    /// <param name="logits">Cells × classes; replaced by the gradient, times <paramref name="factor"/>.</param>
    /// <param name="labels">Class of each cell.</param>
    /// <param name="factor">Weight of the loss in the sum.</param>
    internal double Evaluate(Span<double> logits, ReadOnlySpan<int> labels, double factor)
    {
        int classes = logits.Length / labels.Length;
        double total = 0;
        double divisor = labels.Length;
        if (FocalGamma is null && ClassWeights is not null)
        {
            divisor = 0;
            foreach (int label in labels)
            {
                divisor += ClassWeights[label];
            }
        }

        for (int row = 0; row < labels.Length; row++)
        {
            Span<double> scores = logits.Slice(row * classes, classes);
            // Where all weights are 0 there is nothing to learn, and 0 / 0 must not spread.
            double weight = divisor == 0 ? 0 : (ClassWeights?[labels[row]] ?? 1) / divisor;
            total += weight * Row(scores, labels[row], weight * factor);
        }

        return total;
    }

    internal void Check(int classes)
    {
        if (ClassWeights is not null && (ClassWeights.Length != classes || ClassWeights.Any(weight => !(weight >= 0) || !double.IsFinite(weight))))
        {
            throw new ArgumentException($"{classes} classes need as many weights, each 0 or more and finite.");
        }

        if (FocalGamma is { } gamma && !(gamma >= 0 && double.IsFinite(gamma)))
        {
            throw new ArgumentException($"The focal exponent {gamma} must be 0 or more.");
        }
    }

    private double Row(Span<double> scores, int label, double weight)
    {
        double highest = double.NegativeInfinity;
        foreach (double score in scores)
        {
            highest = Math.Max(highest, score);
        }

        double sum = 0;
        double others = 0;
        double own = scores[label] - highest;
        for (int c = 0; c < scores.Length; c++)
        {
            scores[c] = Math.Exp(scores[c] - highest);
            sum += scores[c];
            others += c == label ? 0 : scores[c];
        }

        double entropy = Math.Log(sum) - own;
        double missed = others / sum;
        double loss = entropy;
        double slope = 1;
        if (FocalGamma is { } gamma)
        {
            // d(1 − p)^γ·ce / d ce, with dp / d ce = −p.
            double focus = Math.Pow(missed, gamma);
            loss = focus * entropy;
            slope = focus + (missed > 0 ? gamma * Math.Pow(missed, gamma - 1) * (1 - missed) * entropy : 0);
        }

        for (int c = 0; c < scores.Length; c++)
        {
            scores[c] = weight * slope * (c == label ? -missed : scores[c] / sum);
        }

        return loss;
    }
}
