using EphysTx.Cohorts;
using EphysTx.Numerics;

namespace EphysTx.Tabular;

/// <summary>How much worse a model gets when a column, or a whole family of columns, is permuted.</summary>
/// <param name="Name">Name of the column or family.</param>
/// <param name="MacroF1Drop">Per repeat, macro-F1 without minus with the permutation; near 0 or negative when the columns do not help.</param>
/// <param name="AccuracyDrop">Per repeat, the same for accuracy.</param>
public sealed record PermutationDrop(string Name, IReadOnlyList<double> MacroF1Drop, IReadOnlyList<double> AccuracyDrop)
{
    /// <summary>Mean of <see cref="MacroF1Drop"/>.</summary>
    public double MeanMacroF1Drop => MacroF1Drop.Average();

    /// <summary>Mean of <see cref="AccuracyDrop"/>.</summary>
    public double MeanAccuracyDrop => AccuracyDrop.Average();
}

/// <summary>
/// Permutation importance (Breiman 2001; Fisher, Rudin and Dominici 2019) on rows that the model was not trained on: held-out
/// ones, or the training rows through <see cref="RandomForest.OutOfBag"/>. The columns of a family move jointly, row by row, so
/// that correlated columns of one family cannot stand in for each other; columns of other families still can.
/// </summary>
public static class PermutationImportance
{
    /// <summary>The drop for each family of columns.</summary>
    /// <param name="classifier">A trained model, or a forest's out-of-bag estimate.</param>
    /// <param name="features">Rows × features; NaN where missing. It is not changed; a missing value moves like any other.</param>
    /// <param name="labels">Per row its class.</param>
    /// <param name="families">Names and columns; they may overlap.</param>
    /// <param name="repeats">Permutations per family, 1 or more.</param>
    /// <param name="seed">Seed of the permutations; each family and repeat has its own.</param>
    /// <param name="cancellationToken">Stops early.</param>
    /// <returns>One entry per family, in the same order.</returns>
    /// <exception cref="ArgumentException">Sizes do not fit, or a column or label is out of range.</exception>
    public static IReadOnlyList<PermutationDrop> ByFamily(
        ITabularClassifier classifier,
        Matrix features,
        int[] labels,
        IReadOnlyList<FeatureFamily> families,
        int repeats,
        long seed,
        CancellationToken cancellationToken = default)
    {
        Check(classifier, features, labels, families, repeats);
        ClassScores intact = Score(classifier, features, labels);
        var random = new SeededRandom(seed);
        var order = new int[features.Rows];
        Matrix permuted = features.Clone();
        var drops = new List<PermutationDrop>();
        for (int family = 0; family < families.Count; family++)
        {
            var f1 = new double[repeats];
            var accuracy = new double[repeats];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Shuffle(order, random.Fork(((long)family * repeats) + repeat));
                CopyColumns(features, permuted, families[family].Columns, order);
                ClassScores scores = Score(classifier, permuted, labels);
                f1[repeat] = intact.MacroF1 - scores.MacroF1;
                accuracy[repeat] = intact.Accuracy - scores.Accuracy;
            }

            features.Values.CopyTo(permuted.Values, 0);
            drops.Add(new PermutationDrop(families[family].Name, f1, accuracy));
        }

        return drops;
    }

    /// <summary>The drop for each single column; as <see cref="ByFamily"/> with one family per column.</summary>
    public static IReadOnlyList<PermutationDrop> ByColumn(
        ITabularClassifier classifier,
        Matrix features,
        int[] labels,
        IReadOnlyList<string> names,
        int repeats,
        long seed,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(features);
        if (names.Count != features.Columns)
        {
            throw new ArgumentException($"{names.Count} names do not fit {features.Columns} columns.", nameof(names));
        }

        FeatureFamily[] single = names.Select((name, column) => new FeatureFamily(name, [column])).ToArray();
        return ByFamily(classifier, features, labels, single, repeats, seed, cancellationToken);
    }

    private static void Shuffle(int[] order, SeededRandom random)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        random.Shuffle<int>(order);
    }

    private static void CopyColumns(Matrix from, Matrix to, IReadOnlyList<int> columns, int[] order)
    {
        for (int row = 0; row < order.Length; row++)
        {
            foreach (int column in columns)
            {
                to[row, column] = from[order[row], column];
            }
        }
    }

    private static ClassScores Score(ITabularClassifier classifier, Matrix features, int[] labels) =>
        ClassScores.Of(labels, classifier.PredictClasses(features), classifier.ClassCount);

    private static void Check(ITabularClassifier classifier, Matrix features, int[] labels, IReadOnlyList<FeatureFamily> families, int repeats)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentNullException.ThrowIfNull(families);
        ArgumentOutOfRangeException.ThrowIfLessThan(repeats, 1);
        if (features.Rows != labels.Length)
        {
            throw new ArgumentException($"{features.Rows} rows of features do not fit {labels.Length} labels.", nameof(labels));
        }

        if (labels.Any(label => (uint)label >= (uint)classifier.ClassCount))
        {
            throw new ArgumentException($"A label is not a class from 0 to {classifier.ClassCount - 1}.", nameof(labels));
        }

        if (families.SelectMany(family => family.Columns).Any(column => (uint)column >= (uint)features.Columns))
        {
            throw new ArgumentException($"A family names a column outside the {features.Columns} of the features.", nameof(families));
        }
    }
}
