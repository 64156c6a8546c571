using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>Any model on normalised features without missing values (<see cref="NormalizingPreprocessor"/>, fitted on the training rows).</summary>
/// <param name="Inner">The model.</param>
/// <param name="Options">How features are normalised.</param>
public sealed record NormalizedTrainer(ITabularTrainer Inner, NormalizingOptions Options) : IDonorGroupedTrainer
{
    /// <summary>A model on features normalised with the default settings.</summary>
    public NormalizedTrainer(ITabularTrainer inner)
        : this(inner, new NormalizingOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => $"normalised {Inner.Name}";

    /// <inheritdoc/>
    public ITabularClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    /// <inheritdoc/>
    public ITabularClassifier Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken = default)
    {
        TabularInput.CheckTraining(features, labels, classCount);
        var preprocessor = NormalizingPreprocessor.Fit(features, Enumerable.Range(0, features.Rows).ToArray(), Options);
        return new NormalizedModel(
            preprocessor, Inner.FitGrouped(preprocessor.Transform(features), labels, classCount, donors, seed, cancellationToken));
    }
}
