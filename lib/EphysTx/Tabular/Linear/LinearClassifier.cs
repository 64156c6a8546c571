using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// A model whose class scores are linear in the standardised features; its probabilities are their softmax. Missing values
/// count as the training median. A class without a training row has probability 0.
/// </summary>
public sealed class LinearClassifier : ITabularClassifier
{
    private readonly PresentClasses _classes;
    private readonly double[][] _coefficients;
    private readonly double[] _intercepts;

    internal LinearClassifier(Preprocessor preprocessor, PresentClasses classes, double[][] coefficients, double[] intercepts)
    {
        Preprocessor = preprocessor;
        _classes = classes;
        _coefficients = coefficients;
        _intercepts = intercepts;
    }

    /// <inheritdoc/>
    public int ClassCount => _classes.All;

    /// <inheritdoc/>
    public int FeatureCount => _coefficients[0].Length;

    /// <summary>Standardisation and medians, fitted on the training rows.</summary>
    public Preprocessor Preprocessor { get; }

    /// <summary>Classes that had training rows, ascending; the order of <see cref="Coefficients"/> and <see cref="Intercepts"/>.</summary>
    public IReadOnlyList<int> TrainedClasses => _classes.Classes;

    /// <summary>Per trained class its weight of each standardised feature.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Coefficients => _coefficients;

    /// <summary>Per trained class its constant.</summary>
    public IReadOnlyList<double> Intercepts => _intercepts;

    /// <inheritdoc/>
    public Matrix PredictProbabilities(Matrix features)
    {
        TabularInput.CheckPrediction(features, FeatureCount);
        Matrix values = Preprocessor.Transform(features);
        var result = new Matrix(features.Rows, ClassCount);
        Span<double> scores = new double[_classes.Count];
        for (int row = 0; row < values.Rows; row++)
        {
            for (int c = 0; c < scores.Length; c++)
            {
                scores[c] = LinearAlgebra.Dot(_coefficients[c], values.Row(row)) + _intercepts[c];
            }

            Softmax.InPlace(scores);
            _classes.Scatter(scores, result.Row(row));
        }

        return result;
    }
}
