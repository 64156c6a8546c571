using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Tabular;

/// <summary>A trained random forest; made by <see cref="RandomForestTrainer"/>.</summary>
public sealed class RandomForest : ITabularClassifier
{
    // A block of rows stays in the cache while all trees, which together do not fit there, pass over it.
    private const int MaxBlockRows = 1024;
    private const int MinBlockRows = 64;

    private readonly DecisionTree[] _trees;
    private readonly Imputer _medians;

    internal RandomForest(DecisionTree[] trees, Imputer medians, int classCount, int featureCount, RandomForestOptions options)
    {
        _trees = trees;
        _medians = medians;
        ClassCount = classCount;
        FeatureCount = featureCount;
        Options = options;
        GiniImportance = MeanImportance(trees, featureCount);
    }

    private RandomForest(RandomForest forest, OutOfBagEstimate outOfBag)
        : this(forest._trees, forest._medians, forest.ClassCount, forest.FeatureCount, forest.Options) => OutOfBag = outOfBag;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <summary>The settings it was trained with.</summary>
    public RandomForestOptions Options { get; }

    /// <summary>
    /// Per column the mean over the trees of its share in the weighted decrease of Gini impurity; sums to 1, or all 0 when no tree
    /// has a split. It favours columns with many distinct values and is of the training rows; see <see cref="PermutationImportance"/>.
    /// </summary>
    public IReadOnlyList<double> GiniImportance { get; }

    /// <summary>The out-of-bag estimate, null unless <see cref="RandomForestOptions.OutOfBag"/>.</summary>
    public OutOfBagEstimate? OutOfBag { get; }

    internal IReadOnlyList<DecisionTree> Trees => _trees;

    internal Imputer Medians => _medians;

    /// <inheritdoc/>
    public Matrix PredictProbabilities(Matrix features)
    {
        TabularInput.CheckPrediction(features, FeatureCount);
        Matrix complete = _medians.Transform(features);
        var result = new Matrix(features.Rows, ClassCount);
        ForEachBlock(features.Rows, (first, count) =>
        {
            ReadOnlySpan<double> values = complete.Values.AsSpan(first * FeatureCount, count * FeatureCount);
            Span<double> sums = result.Values.AsSpan(first * ClassCount, count * ClassCount);
            foreach (DecisionTree tree in _trees)
            {
                tree.Accumulate(values, FeatureCount, sums, ClassCount);
            }

            foreach (ref double sum in sums)
            {
                sum /= _trees.Length;
            }
        });
        return result;
    }

    /// <summary>As <see cref="PredictProbabilities"/>, for the training rows, each from the trees that did not see it.</summary>
    internal Matrix PredictOutOfBag(Matrix features, RowSet[] seen)
    {
        Matrix complete = _medians.Transform(features);
        var result = new Matrix(features.Rows, ClassCount);
        ForEachBlock(features.Rows, (first, count) =>
        {
            Span<int> trees = stackalloc int[count];
            trees.Clear();
            for (int tree = 0; tree < _trees.Length; tree++)
            {
                for (int i = 0; i < count; i++)
                {
                    if (!seen[tree].Contains(first + i))
                    {
                        trees[i]++;
                        _trees[tree].AccumulateRow(complete.Row(first + i), result.Row(first + i));
                    }
                }
            }

            for (int i = 0; i < count; i++)
            {
                foreach (ref double sum in result.Row(first + i))
                {
                    sum = trees[i] == 0 ? double.NaN : sum / trees[i];
                }
            }
        });
        return result;
    }

    internal RandomForest WithOutOfBag(RowSet[] seen, Matrix features, int[] labels) =>
        new(this, OutOfBagEstimate.From(this, seen, features, labels));

    private void ForEachBlock(int rows, Action<int, int> body)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Options.MaxDegreeOfParallelism };
        int threads = Options.MaxDegreeOfParallelism > 0 ? Options.MaxDegreeOfParallelism : Environment.ProcessorCount;
        int rounds = Math.Max(1, (rows + (threads * MaxBlockRows) - 1) / (threads * MaxBlockRows));
        int size = Math.Max(MinBlockRows, (rows + (rounds * threads) - 1) / (rounds * threads));
        int blocks = (rows + size - 1) / size;
        Parallel.For(0, blocks, parallel, block => body(block * size, Math.Min(size, rows - (block * size))));
    }

    private static double[] MeanImportance(DecisionTree[] trees, int columns)
    {
        var mean = new double[columns];
        foreach (DecisionTree tree in trees)
        {
            for (int column = 0; column < columns; column++)
            {
                mean[column] += tree.Importance[column];
            }
        }

        double total = mean.Sum();
        return total > 0 ? Array.ConvertAll(mean, value => value / total) : mean;
    }
}
