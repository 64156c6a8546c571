using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// Discriminant analysis with several centres per class (mixture discriminant analysis, Hastie and Tibshirani 1996, J. Royal Statistical
/// Society B 58:155), where the centres are not searched for but are the known subtypes of the training cells. Every class has the same
/// prior; inside it a centre's is its share of cells. All centres share one covariance: that of each class about its centres, shrunk as in
/// <see cref="ShrinkageDiscriminantTrainer"/> and averaged over the classes. Nothing is random: the seed has no effect.
/// </summary>
/// <param name="Options">The settings.</param>
public sealed record SubtypeDiscriminantTrainer(SubtypeDiscriminantOptions Options) : ISubtypeTrainer
{
    /// <summary>A trainer with the default settings.</summary>
    public SubtypeDiscriminantTrainer()
        : this(new SubtypeDiscriminantOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => "subtype LDA";

    /// <inheritdoc/>
    public ITabularClassifier Fit(
        Matrix features,
        int[] labels,
        IReadOnlyList<string>? subtypes,
        int classCount,
        DonorGroups? donors,
        long seed,
        CancellationToken cancellationToken = default)
    {
        Options.Check();
        var classes = new PresentClasses(TabularInput.CheckTraining(features, labels, classCount));
        if (subtypes is not null && subtypes.Count != labels.Length)
        {
            throw new ArgumentException($"{subtypes.Count} subtypes do not fit {labels.Length} labels.", nameof(subtypes));
        }

        cancellationToken.ThrowIfCancellationRequested();
        var preprocessor = NormalizingPreprocessor.Fit(features, Enumerable.Range(0, features.Rows).ToArray(), Options.Normalizing);
        Matrix values = preprocessor.Transform(features);
        SubtypeCentre[] centres = classes.Classes
            .SelectMany(label => SubtypeCentre.Of(values, Rows(labels, label), label, subtypes, Options))
            .ToArray();
        Matrix covariance = Pooled(values, labels, classes, centres);
        return SubtypeClassifier.Of(preprocessor, classCount, features.Columns, centres, covariance, classes.Count);
    }

    /// <inheritdoc/>
    public ITabularClassifier Fit(
        Matrix features, int[] labels, int classCount, DonorGroups? donors, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, null, classCount, donors, seed, cancellationToken);

    /// <inheritdoc/>
    public ITabularClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, null, classCount, null, seed, cancellationToken);

    private static Matrix Pooled(Matrix values, int[] labels, PresentClasses classes, SubtypeCentre[] centres)
    {
        Matrix residuals = SubtypeCentre.Residuals(values, centres);
        var pooled = new Matrix(values.Columns, values.Columns);
        foreach (int label in classes.Classes)
        {
            LinearAlgebra.AddScaled(pooled.Values, 1.0 / classes.Count, ShrunkCovariance.Of(residuals, Rows(labels, label)).Covariance.Values);
        }

        return pooled;
    }

    private static int[] Rows(int[] labels, int label) => Enumerable.Range(0, labels.Length).Where(row => labels[row] == label).ToArray();
}
