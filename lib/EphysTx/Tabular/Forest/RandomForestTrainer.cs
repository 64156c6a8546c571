using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>
/// Trains random forests (Breiman 2001, Machine Learning 45:5): classification trees on bootstrap samples, each split the exact
/// best by weighted Gini impurity among some random columns; probabilities are the trees' mean leaf shares. Settings and
/// semantics are those of scikit-learn's <c>RandomForestClassifier</c>. A missing value counts as the median of its column over
/// the training rows, also in prediction; a column without any value is constant. Two values are different if they differ at
/// all, while scikit-learn compares in single precision and takes differences up to 1e-7 as ties.
/// </summary>
/// <param name="Options">The settings.</param>
public sealed record RandomForestTrainer(RandomForestOptions Options) : ITabularTrainer
{
    /// <summary>A trainer with the default settings.</summary>
    public RandomForestTrainer()
        : this(new RandomForestOptions())
    {
    }

    /// <inheritdoc/>
    public string Name => "random forest";

    /// <inheritdoc cref="ITabularTrainer.Fit"/>
    /// <exception cref="ArgumentException">
    /// As above, or more than 65,536 rows, or an option is out of its range.
    /// </exception>
    public RandomForest Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken = default) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    ITabularClassifier ITabularTrainer.Fit(Matrix features, int[] labels, int classCount, long seed, CancellationToken cancellationToken) =>
        Fit(features, labels, classCount, null, seed, cancellationToken);

    /// <summary>As the public one, with a weight per row that multiplies the class weight; null is 1 each.</summary>
    internal RandomForest Fit(
        Matrix features, int[] labels, int classCount, double[]? rowWeights, long seed, CancellationToken cancellationToken = default)
    {
        int[] rowsPerClass = TabularInput.CheckTraining(features, labels, classCount);
        Options.Check(features.Columns);
        if (features.Rows > RankedColumns.MaxRows)
        {
            throw new ArgumentException($"The forest takes at most {RankedColumns.MaxRows} training rows, not {features.Rows}.", nameof(features));
        }

        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Options.MaxDegreeOfParallelism, CancellationToken = cancellationToken };
        Imputer medians = Imputer.Fit(features, Enumerable.Range(0, features.Rows).ToArray());
        Matrix complete = medians.Transform(features);
        RankedColumns ranked = RankedColumns.From(complete, parallel);
        var trees = new DecisionTree[Options.TreeCount];
        var seen = Options.OutOfBag ? new RowSet[Options.TreeCount] : null;
        var random = new SeededRandom(seed);
        Parallel.For(
            0,
            trees.Length,
            parallel,
            () => new TreeGrower(ranked, new RowWeights(labels, rowsPerClass, rowWeights, Options), classCount, Options),
            (tree, _, grower) =>
            {
                trees[tree] = grower.Grow(random.Fork(tree));
                if (seen is not null)
                {
                    seen[tree] = new RowSet(grower.Weights.Counts);
                }

                return grower;
            },
            _ => { });
        var forest = new RandomForest(trees, medians, classCount, features.Columns, Options);
        return seen is null ? forest : forest.WithOutOfBag(seen, complete, labels);
    }
}
