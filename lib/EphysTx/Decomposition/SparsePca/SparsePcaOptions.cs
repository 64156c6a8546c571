namespace EphysTx.Decomposition;

/// <summary>Settings of one sparse principal component analysis.</summary>
public sealed record SparsePcaOptions
{
    /// <summary>
    /// Number of nonzero loadings of each component, 1 or more; its length is the number of components. A number above the number
    /// of columns means all columns.
    /// </summary>
    public required IReadOnlyList<int> Nonzero { get; init; }

    /// <summary>Whether to divide each column by its standard deviation (divisor n) before the fit; a constant column is only centred.</summary>
    public bool UseCorrelation { get; init; }

    /// <summary>Weight of the squared coefficients in the elastic net, above 0.</summary>
    public double Ridge { get; init; } = 1e-6;

    /// <summary>The iteration ends when no normalised loading changes by more than this; above 0.</summary>
    public double Tolerance { get; init; } = 1.5e-3;

    /// <summary>Most iterations, 1 or more.</summary>
    public int MaxIterations { get; init; } = 500;

    /// <summary>Most threads over components; −1 is one per core. It changes no result.</summary>
    public int MaxDegreeOfParallelism { get; init; } = -1;

    internal void Check(int columns, int directions)
    {
        ArgumentNullException.ThrowIfNull(Nonzero);
        if (!(Ridge > 0) || !(Tolerance > 0) || !double.IsFinite(Ridge) || MaxIterations < 1 || MaxDegreeOfParallelism is 0 or < -1)
        {
            throw new EphysTxException("Sparse PCA needs a ridge and a tolerance above 0, at least one iteration, and 1 or more threads (or -1); correct the options.");
        }

        if (Nonzero.Count == 0 || Nonzero.Any(count => count < 1))
        {
            throw new EphysTxException("Sparse PCA needs at least one component and at least one nonzero loading in each; correct the list of nonzero loadings.");
        }

        if (Nonzero.Count > directions)
        {
            throw new EphysTxException($"{Nonzero.Count} components were asked of a table of {columns} columns that varies in {directions} directions only; ask for fewer components or give more cells.");
        }
    }
}
