using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>How one feature family is decomposed.</summary>
/// <param name="Name">Name of the family's components, for example <c>inst_freq</c>.</param>
/// <param name="Components">Number of components, 1 or more.</param>
/// <param name="Nonzero">Nonzero loadings of each component; empty means ordinary PCA.</param>
public sealed record SparsePcaFamily(string Name, int Components, IReadOnlyList<int> Nonzero)
{
    /// <summary>Family that the columns are taken from; null is the one called <see cref="Name"/>.</summary>
    public string? Source { get; init; }

    /// <summary>Column ranges taken, one after the other, end exclusive; empty means all columns.</summary>
    public IReadOnlyList<(int Start, int End)> Ranges { get; init; } = [];

    /// <summary>
    /// Where set: each piece of so many consecutive selected columns is divided by its maximum in the cell (a maximum of 0
    /// counts as 1), so that the course remains and the size goes. In columns, 1 or more.
    /// </summary>
    public int? PeakNormalizedPiece { get; init; }

    /// <summary>Whether each column is divided by its standard deviation before the fit; plays no part in ordinary PCA.</summary>
    public bool UseCorrelation { get; init; }

    /// <summary>
    /// Whether scores are taken from standardised columns, with means and deviations of the fit. The published procedure applies the loadings to the columns as they are, even where
    /// <see cref="UseCorrelation"/> found them on standardised ones; with columns of different units the score is then little more than the column with the largest numbers.
    /// </summary>
    public bool StandardizeScores { get; init; }

    /// <summary>Name of the family in the cells' tables.</summary>
    public string SourceName => Source ?? Name;

    /// <summary>The columns of the decomposition, taken from the whole family; a missing value stays missing.</summary>
    /// <exception cref="EphysTxException">A range goes beyond the family's columns.</exception>
    public Matrix Select(Matrix family)
    {
        ArgumentNullException.ThrowIfNull(family);
        Check();
        int[] columns = Ranges.Count == 0
            ? Enumerable.Range(0, family.Columns).ToArray()
            : Ranges.SelectMany(range => Enumerable.Range(range.Start, range.End - range.Start)).ToArray();
        if (Array.Exists(columns, column => column >= family.Columns))
        {
            throw new EphysTxException($"Sparse PCA of {Name} takes columns up to {columns.Max()} (counted from 0), but {SourceName} has {family.Columns}; use a plan made for this layout.");
        }

        Matrix selected = family.SelectColumns(columns);
        for (int row = 0; PeakNormalizedPiece is int piece && row < selected.Rows; row++)
        {
            Span<double> values = selected.Row(row);
            for (int start = 0; start < values.Length; start += piece)
            {
                Normalize(values[start..Math.Min(start + piece, values.Length)]);
            }
        }

        return selected;
    }

    internal void Check()
    {
        if (Components < 1 || (Nonzero.Count != 0 && Nonzero.Count != Components))
        {
            throw new EphysTxException($"The plan of {Name} asks for {Components} components with {Nonzero.Count} numbers of nonzero loadings; give one number per component, or none for ordinary PCA.");
        }

        if (PeakNormalizedPiece < 1 || Ranges.Any(range => range.Start < 0 || range.End <= range.Start))
        {
            throw new EphysTxException($"The plan of {Name} has an empty or negative range of columns; correct its ranges.");
        }
    }

    private static void Normalize(Span<double> piece)
    {
        double largest = double.NegativeInfinity;
        foreach (double value in piece)
        {
            largest = Math.Max(largest, value);
        }

        for (int i = 0; i < piece.Length && largest != 0; i++)
        {
            piece[i] /= largest;
        }
    }
}
