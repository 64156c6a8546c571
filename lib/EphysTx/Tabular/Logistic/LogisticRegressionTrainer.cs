using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// Multinomial logistic regression with an L2 penalty, its minimum found to a tight tolerance. Parametrisation is that of
/// scikit-learn's <c>LogisticRegression</c>, also with two classes. Features are standardised and missing values filled with
/// the median, both from the training rows. Nothing is random: the seed has no effect.
/// </summary>
/// <param name="Options">The settings.</param>
public sealed record LogisticRegressionTrainer(LogisticRegressionOptions Options) : ITabularTrainer
{
    /// <summary>A trainer with the default settings.</summary>
    public LogisticRegressionTrainer()
        : this(new LogisticRegressionOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => "logistic regression";

    /// <inheritdoc cref="ITabularTrainer.Fit"/>
    /// <exception cref="ArgumentException">As above, or an option is out of its range.</exception>
    /// <exception cref="EphysTxException">As above, or the fit does not converge.</exception>
    public LinearClassifier Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default)
    {
        Options.Check();
        var classes = new PresentClasses(TabularInput.CheckTraining(features, labels, classCount));
        cancellationToken.ThrowIfCancellationRequested();
        Preprocessor preprocessor = Preprocessor.Fit(features, Enumerable.Range(0, features.Rows).ToArray());
        var loss = new LogisticLoss(preprocessor.Transform(features), classes.Encode(labels), classes.Weights(Options.ClassWeighting), Options.C);
        double[] parameters = NewtonMinimizer.Minimize(loss, Options.Tolerance * loss.TotalWeight, Options.MaxSteps, cancellationToken);
        int width = features.Columns + 1;
        double[][] scores = Enumerable.Range(0, loss.Scores).Select(s => parameters[(s * width)..((s + 1) * width)]).ToArray();
        if (loss.Scores < classes.Count)
        {
            scores = [new double[width], .. scores];
        }

        return new LinearClassifier(preprocessor, classes, Array.ConvertAll(scores, score => score[..^1]), Array.ConvertAll(scores, score => score[^1]));
    }

    ITabularClassifier ITabularTrainer.Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, seed, cancellationToken);
}
