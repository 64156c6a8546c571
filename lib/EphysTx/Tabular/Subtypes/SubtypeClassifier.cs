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

    public SubtypeClassifier(
        NormalizingPreprocessor preprocessor, int classCount, int featureCount, SubtypeCentre[] centres, Matrix covariance, int presentClasses)
    {
        _preprocessor = preprocessor;
        ClassCount = classCount;
        FeatureCount = featureCount;
        var factor = new SemidefiniteFactor(covariance);
        _classes = Array.ConvertAll(centres, centre => centre.Class);
        _coefficients = Array.ConvertAll(centres, centre => factor.Solve(centre.Mean));
        _intercepts = centres
            .Select((centre, i) => Math.Log(centre.Share / presentClasses) - (0.5 * LinearAlgebra.Dot(centre.Mean, _coefficients[i])))
            .ToArray();
    }

    public int ClassCount { get; }

    public int FeatureCount { get; }

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
