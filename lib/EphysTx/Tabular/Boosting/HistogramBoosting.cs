using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>A boosted model. A class without a training row has probability 0.</summary>
public sealed class HistogramBoosting : ITabularClassifier
{
    private readonly PresentClasses _classes;
    private readonly double[] _start;
    private readonly BoostedTree[][] _rounds;

    internal HistogramBoosting(PresentClasses classes, int features, double[] start, BoostedTree[][] rounds)
    {
        _classes = classes;
        _start = start;
        _rounds = rounds;
        FeatureCount = features;
    }

    /// <inheritdoc/>
    public int ClassCount => _classes.All;

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <summary>Rounds of boosting in the model; fewer than asked for after early stopping.</summary>
    public int Rounds => _rounds.Length;

    internal PresentClasses Present => _classes;

    internal IReadOnlyList<double> Start => _start;

    internal IReadOnlyList<BoostedTree[]> Trees => _rounds;

    /// <inheritdoc/>
    public Matrix PredictProbabilities(Matrix features)
    {
        TabularInput.CheckPrediction(features, FeatureCount);
        var loss = new BoostingLoss(_classes.Count);
        var result = new Matrix(features.Rows, ClassCount);
        Span<double> scores = new double[loss.Scores];
        Span<double> probabilities = new double[_classes.Count];
        for (int row = 0; row < features.Rows; row++)
        {
            _start.CopyTo(scores);
            foreach (BoostedTree[] trees in _rounds)
            {
                for (int s = 0; s < scores.Length; s++)
                {
                    scores[s] += trees[s].ValueOf(features.Row(row));
                }
            }

            loss.Probabilities(scores, probabilities);
            _classes.Scatter(probabilities, result.Row(row));
        }

        return result;
    }
}
