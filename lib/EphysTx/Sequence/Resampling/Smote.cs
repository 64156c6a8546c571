using EphysTx.Numerics;

namespace EphysTx.Sequence;

/// <summary>
/// Synthetic minority over-sampling (Chawla et al. 2002, JAIR 16:321): every class is filled up to the size of the largest with
/// cells that lie between a cell and one of its nearest neighbours of the same class. For the training part only, never before
/// a split.
/// </summary>
/// <param name="Cells">The synthetic cells, class after class.</param>
/// <param name="Neighbours">Neighbours that each cell could lie towards; 0 where nothing was interpolated.</param>
/// <param name="CopiedClasses">Classes with a single cell, which has no neighbour: its synthetic cells are copies.</param>
public sealed record Smote(IReadOnlyList<SyntheticCell> Cells, int Neighbours, IReadOnlyList<int> CopiedClasses)
{
    /// <summary>Chooses the synthetic cells.</summary>
    /// <param name="rows">The training cells, row-major; NaN where missing.</param>
    /// <param name="width">Values a cell (families × width for a sequence).</param>
    /// <param name="labels">Per cell its class, 0 or more; a class without a cell gets none.</param>
    /// <param name="options">Number of neighbours; null for the defaults.</param>
    /// <param name="seed">Seed of the choice; same seed, same cells.</param>
    /// <param name="cancellation">Ends the search with an exception.</param>
    /// <exception cref="ArgumentException">Sizes do not fit.</exception>
    /// <exception cref="EphysTxException">There are no cells, a value is infinite, or an option is out of range.</exception>
    public static Smote Plan(float[] rows, int width, int[] labels, SmoteOptions? options, long seed, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        options ??= new SmoteOptions();
        options.Check();
        if (rows.Length != labels.Length * width)
        {
            throw new ArgumentException($"{rows.Length} values do not fit {labels.Length} labels of {width} values each.", nameof(rows));
        }

        if (labels.Length == 0)
        {
            throw new EphysTxException("SMOTE was given no cells; give a training part with at least one cell a class.");
        }

        int infinite = Array.FindIndex(rows, float.IsInfinity);
        if (infinite >= 0)
        {
            throw new EphysTxException($"SMOTE cannot interpolate an infinite value (row {infinite / width}, column {infinite % width}); a missing value is NaN.");
        }

        int[][] classes = Enumerable.Range(0, labels.Max() + 1)
            .Select(label => Enumerable.Range(0, labels.Length).Where(row => labels[row] == label).ToArray())
            .ToArray();
        int largest = classes.Max(members => members.Length);
        int[][] enlarged = classes.Where(members => members.Length > 1 && members.Length < largest).ToArray();
        int neighbours = enlarged.Length == 0 ? 0 : Math.Min(options.Neighbours, enlarged.Min(members => members.Length) - 1);

        var cells = new List<SyntheticCell>();
        var random = new SeededRandom(seed);
        for (int label = 0; label < classes.Length; label++)
        {
            int[] members = classes[label];
            int absent = members.Length == 0 ? 0 : largest - members.Length;
            if (absent > 0)
            {
                cells.AddRange(Draw(label, rows, width, members, neighbours, absent, random.Fork(label), cancellation));
            }
        }

        int[] copied = Enumerable.Range(0, classes.Length).Where(label => classes[label].Length == 1 && largest > 1).ToArray();
        return new Smote(cells, neighbours, copied);
    }

    /// <summary>The values of the synthetic cells, row-major in the order of <see cref="Cells"/>.</summary>
    /// <inheritdoc cref="Plan(float[], int, int[], SmoteOptions?, long, CancellationToken)" path="/param[@name='rows' or @name='width']"/>
    public float[] Interpolate(float[] rows, int width)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var result = new float[Cells.Count * width];
        for (int i = 0; i < Cells.Count; i++)
        {
            Cells[i].Interpolate(rows, width, result.AsSpan(i * width, width));
        }

        return result;
    }

    private static IEnumerable<SyntheticCell> Draw(
        int label, float[] rows, int width, int[] members, int neighbours, int count, SeededRandom random, CancellationToken cancellation)
    {
        if (members.Length == 1)
        {
            return Enumerable.Repeat(new SyntheticCell(label, members[0], members[0], 0), count);
        }

        int[][] nearest = ClassNeighbours.Find(rows, width, members, neighbours, cancellation);
        var drawn = new SyntheticCell[count];
        for (int i = 0; i < count; i++)
        {
            int pair = random.NextInt(members.Length * neighbours);
            drawn[i] = new SyntheticCell(label, members[pair / neighbours], nearest[pair / neighbours][pair % neighbours], random.NextDouble());
        }

        return drawn;
    }
}
