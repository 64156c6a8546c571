using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>A class's probability is the sum of those of its centres.</summary>
internal sealed class SubtypeClassifier : ITabularClassifier
{
    private readonly NormalizingPreprocessor _preprocessor;
    private readonly int[] _classes;
    private readonly double[][] _coefficients;
    private readonly double[] _intercepts;

    public SubtypeClassifier(NormalizingPreprocessor preprocessor, int classCount, int featureCount, int[] classes, double[][] coefficients, double[] intercepts)
    {
        _preprocessor = preprocessor;
        ClassCount = classCount;
        FeatureCount = featureCount;
        _classes = classes;
        _coefficients = coefficients;
        _intercepts = intercepts;
    }

    public static SubtypeClassifier Of(
        NormalizingPreprocessor preprocessor, int classCount, int featureCount, SubtypeCentre[] centres, Matrix covariance, int presentClasses)
    {
        var factor = new SemidefiniteFactor(covariance);
        double[][] coefficients = Array.ConvertAll(centres, centre => factor.Solve(centre.Mean));
        double[] intercepts = centres
            .Select((centre, i) => Math.Log(centre.Share / presentClasses) - (0.5 * LinearAlgebra.Dot(centre.Mean, coefficients[i])))
            .ToArray();
        return new SubtypeClassifier(preprocessor, classCount, featureCount, Array.ConvertAll(centres, centre => centre.Class), coefficients, intercepts);
    }

    public int ClassCount { get; }

    public int FeatureCount { get; }

    public NormalizingPreprocessor Preprocessor => _preprocessor;

    /// <summary>The class of each centre.</summary>
    public IReadOnlyList<int> Classes => _classes;

    /// <summary>Per centre its weight of each normalised feature.</summary>
    public IReadOnlyList<double[]> Coefficients => _coefficients;

    /// <summary>Per centre its constant.</summary>
    public IReadOnlyList<double> Intercepts => _intercepts;

    public Matrix PredictProbabilities(Matrix features)
    {
        TabularInput.CheckPrediction(features, FeatureCount);
        Matrix values = _preprocessor.Transform(features);
        var result = new Matrix(features.Rows, ClassCount);
        Span<double> scores = new double[_classes.Length];
        for (int row = 0; row < values.Rows; row++)
        {
            for (int i = 0; i < scores.Length; i++)
            {
                scores[i] = LinearAlgebra.Dot(_coefficients[i], values.Row(row)) + _intercepts[i];
            }

            Softmax.InPlace(scores);
            for (int i = 0; i < scores.Length; i++)
            {
                result[row, _classes[i]] += scores[i];
            }
        }

        return result;
    }
}
