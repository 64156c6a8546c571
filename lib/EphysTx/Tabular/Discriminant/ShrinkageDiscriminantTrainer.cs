using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// Linear discriminant analysis with a covariance that is shrunk towards a diagonal (Ledoit and Wolf 2004, J. Multivariate
/// Analysis 88:365): each class's covariance with its own strength of shrinkage, pooled by the priors. Definitions are those of
/// scikit-learn's <c>LinearDiscriminantAnalysis(solver='lsqr', shrinkage='auto')</c>. Features are standardised and missing
/// values filled with the median, both from the training rows. A feature that is a linear combination of earlier ones even
/// after shrinkage gets no weight. Nothing is random: the seed has no effect.
/// </summary>
/// <param name="Options">The settings.</param>
public sealed record ShrinkageDiscriminantTrainer(ShrinkageDiscriminantOptions Options) : ITabularTrainer
{
    /// <summary>A trainer with the default settings.</summary>
    public ShrinkageDiscriminantTrainer()
        : this(new ShrinkageDiscriminantOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => "shrinkage LDA";

    /// <inheritdoc cref="ITabularTrainer.Fit"/>
    public LinearClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default)
    {
        var classes = new PresentClasses(TabularInput.CheckTraining(features, labels, classCount));
        Preprocessor preprocessor = Preprocessor.Fit(features, Enumerable.Range(0, features.Rows).ToArray());
        Matrix values = preprocessor.Transform(features);
        var pooled = new Matrix(values.Columns, values.Columns);
        var means = new double[classes.Count][];
        var priors = new double[classes.Count];
        for (int c = 0; c < classes.Count; c++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            priors[c] = Options.Priors == ClassPriors.Uniform ? 1.0 / classes.Count : (double)classes.Rows[c] / features.Rows;
            int[] rows = Enumerable.Range(0, labels.Length).Where(row => labels[row] == classes.Classes[c]).ToArray();
            var covariance = ShrunkCovariance.Of(values, rows);
            means[c] = covariance.Mean;
            LinearAlgebra.AddScaled(pooled.Values, priors[c], covariance.Covariance.Values);
        }

        var factor = new SemidefiniteFactor(pooled);
        double[][] coefficients = Array.ConvertAll(means, factor.Solve);
        double[] intercepts = Enumerable.Range(0, classes.Count)
            .Select(c => Math.Log(priors[c]) - (0.5 * LinearAlgebra.Dot(means[c], coefficients[c])))
            .ToArray();
        return new LinearClassifier(preprocessor, classes, coefficients, intercepts);
    }

    ITabularClassifier ITabularTrainer.Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, seed, cancellationToken);
}
