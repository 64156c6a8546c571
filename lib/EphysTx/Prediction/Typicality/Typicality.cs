using System.Collections.Concurrent;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Prediction;

/// <summary>How a cell lies among the training cells.</summary>
/// <param name="Score">Mean distance to its nearest training cells; +∞ when none shares enough features.</param>
/// <param name="Threshold">What all but a hundredth of the training cells stay below, measured with the same features and only against other donors.</param>
/// <param name="Nearest">The nearest training cells, nearest first.</param>
/// <param name="Outlying">Columns whose value lies further outside the range of all training cells than that range is wide.</param>
public sealed record TypicalityScore(double Score, double Threshold, IReadOnlyList<Neighbour> Nearest, IReadOnlyList<int> Outlying)
{
    /// <summary>Whether the cell is unlike any training cell.</summary>
    public bool IsAtypical => !(Score <= Threshold);
}

/// <summary>
/// How like the training cells a new cell is: mean distance to the nearest of them in standardised features. Missing values are left out on both sides and nothing is filled in; the threshold is
/// found for the families that the cell has, from training cells judged by the cells of other donors.
/// </summary>
public sealed class Typicality
{
    /// <summary>Neighbours that the score is the mean distance to.</summary>
    public const int Neighbours = 10;

    /// <summary>Share of the training cells that count as typical.</summary>
    public const double Level = 0.99;

    private const int MostReferences = 400;

    private readonly ConcurrentDictionary<string, double> _thresholds = new(StringComparer.Ordinal);
    private readonly NeighbourSearch _search;
    private readonly int[] _references;
    private readonly IReadOnlyList<int>[] _families;
    private readonly double[] _low;
    private readonly double[] _high;

    internal Typicality(Standardizer standardizer, Matrix training, int[] donors, int[] references, IEnumerable<IReadOnlyList<int>> families)
    {
        _families = [.. families];
        Standardizer = standardizer;
        Training = training;
        Donors = donors;
        _references = references;
        _search = new NeighbourSearch(training, donors);
        (_low, _high) = Ranges(training);
    }

    internal Standardizer Standardizer { get; }

    /// <summary>Training cells × features, standardised; NaN where missing.</summary>
    internal Matrix Training { get; }

    /// <summary>Per training cell the number of its donor.</summary>
    internal int[] Donors { get; }

    /// <summary>Rows of the training cells behind the threshold.</summary>
    internal IReadOnlyList<int> References => _references;

    /// <summary>Takes up training cells.</summary>
    /// <param name="features">Training cells × features; NaN where missing.</param>
    /// <param name="donors">Donor of each.</param>
    /// <param name="families">Columns of each family; together all columns.</param>
    /// <param name="seed">Seed of the choice of cells behind the threshold.</param>
    public static Typicality Fit(Matrix features, DonorGroups donors, IEnumerable<IReadOnlyList<int>> families, long seed)
    {
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(donors);
        int[] rows = [.. Enumerable.Range(0, features.Rows)];
        Standardizer standardizer = Standardizer.Fit(features, rows);
        int[] shuffled = [.. rows];
        new SeededRandom(seed).Shuffle<int>(shuffled);
        return new Typicality(standardizer, standardizer.Transform(features), donors.Codes.ToArray(), [.. shuffled.Take(MostReferences).Order()], families);
    }

    /// <summary>Judges cells.</summary>
    /// <param name="features">Cells × features in the units of training; NaN where missing.</param>
    /// <param name="nearest">How many of the nearest training cells are named.</param>
    public IReadOnlyList<TypicalityScore> Judge(Matrix features, int nearest = 5)
    {
        ArgumentNullException.ThrowIfNull(features);
        Matrix values = Standardizer.Transform(features);
        var scores = new TypicalityScore[values.Rows];
        var thresholds = new double[values.Rows];
        for (int row = 0; row < scores.Length; row++)
        {
            // One after the other: the first cell with a set of families finds its threshold, on all threads, and the others take it over.
            thresholds[row] = Threshold(PresentIn(values.Row(row)));
        }

        Parallel.For(0, scores.Length, row =>
        {
            int[] columns = PresentIn(values.Row(row));
            Neighbour[] near = _search.Nearest(values.Row(row), columns.Length, excludedDonor: -1, Math.Max(Neighbours, nearest));
            scores[row] = new TypicalityScore(
                Mean(near),
                thresholds[row],
                [.. near.Take(nearest)],
                [.. columns.Where(column => IsOutlying(values[row, column], column))]);
        });
        return scores;
    }

    // A threshold takes a while to find; single features that are missing within a family hardly change it.
    private double Threshold(int[] present) => ThresholdOf([.. _families.Where(family => family.Any(column => Array.BinarySearch(present, column) >= 0)).SelectMany(family => family)]);

    private double ThresholdOf(int[] columns) => _thresholds.GetOrAdd(string.Join(',', columns), _ =>
    {
        if (columns.Length == 0)
        {
            return double.NegativeInfinity;
        }

        var scores = new double[_references.Length];
        Parallel.For(0, scores.Length, i =>
        {
            var cell = new double[Training.Columns];
            Array.Fill(cell, double.NaN);
            int present = 0;
            foreach (int column in columns)
            {
                cell[column] = Training[_references[i], column];
                present += double.IsNaN(cell[column]) ? 0 : 1;
            }

            scores[i] = present == 0 ? double.NaN : Mean(_search.Nearest(cell, present, Donors[_references[i]], Neighbours));
        });
        double[] finite = [.. scores.Where(double.IsFinite).Order()];
        return finite.Length == 0 ? double.NegativeInfinity : finite[Math.Min(finite.Length - 1, (int)Math.Ceiling(Level * (finite.Length + 1)) - 1)];
    });

    private static double Mean(Neighbour[] nearest) => nearest.Length == 0 ? double.PositiveInfinity : nearest.Take(Neighbours).Average(one => one.Distance);

    private bool IsOutlying(double value, int column) => value < _low[column] - (_high[column] - _low[column]) || value > _high[column] + (_high[column] - _low[column]);

    private static int[] PresentIn(ReadOnlySpan<double> cell)
    {
        var columns = new List<int>();
        for (int column = 0; column < cell.Length; column++)
        {
            if (!double.IsNaN(cell[column]))
            {
                columns.Add(column);
            }
        }

        return [.. columns];
    }

    private static (double[] Low, double[] High) Ranges(Matrix training)
    {
        var low = new double[training.Columns];
        var high = new double[training.Columns];
        for (int column = 0; column < low.Length; column++)
        {
            double[] present = [.. training.Column(column).Where(double.IsFinite)];
            (low[column], high[column]) = present.Length == 0 ? (double.NegativeInfinity, double.PositiveInfinity) : (present.Min(), present.Max());
        }

        return (low, high);
    }
}
