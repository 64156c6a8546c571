using System.Numerics;
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
                scores[c] = Dot(_coefficients[c], values.Row(row)) + _intercepts[c];
            }

            Softmax.InPlace(scores);
            _classes.Scatter(scores, result.Row(row));
        }

        return result;
    }

    /// <summary>Scalar product, summed in an order of its own that depends on the length alone.</summary>
    internal static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        // A fixed width, so that every machine adds in the same order.
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
        int i = 0;
        for (; i + 4 <= a.Length; i += 4)
        {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }

        double sum = s0 + s1 + (s2 + s3);
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>Adds factor × <paramref name="source"/> to <paramref name="target"/>.</summary>
    internal static void AddScaled(Span<double> target, double factor, ReadOnlySpan<double> source)
    {
        int i = 0;
        var factors = new Vector<double>(factor);
        for (; i + Vector<double>.Count <= target.Length; i += Vector<double>.Count)
        {
            (new Vector<double>(target[i..]) + (factors * new Vector<double>(source[i..]))).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }
}
