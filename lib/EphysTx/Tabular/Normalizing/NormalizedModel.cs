using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>A trained model that sees normalised features.</summary>
internal sealed class NormalizedModel(NormalizingPreprocessor preprocessor, ITabularClassifier inner) : ITabularClassifier
{
    public int ClassCount => inner.ClassCount;

    public int FeatureCount => inner.FeatureCount;

    public NormalizingPreprocessor Preprocessor => preprocessor;

    public ITabularClassifier Inner => inner;

    public Matrix PredictProbabilities(Matrix features)
    {
        TabularInput.CheckPrediction(features, FeatureCount);
        return inner.PredictProbabilities(preprocessor.Transform(features));
    }
}
