using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>Sparse components of a table.</summary>
/// <param name="Loadings">Columns × components; each component has length 1 (or is 0 throughout). A component's sign is arbitrary.</param>
/// <param name="ExplainedVariance">
/// Per component the adjusted share of the total variance (0 to 1): what it explains beyond the components before it, because sparse
/// components are correlated.
/// </param>
/// <param name="TotalVariance">Sum of the squares of the centred (and scaled) table.</param>
/// <param name="Iterations">Number of iterations used.</param>
/// <param name="Converged">Whether the loadings had settled when the iteration ended.</param>
public sealed record SparsePcaFit(Matrix Loadings, double[] ExplainedVariance, double TotalVariance, int Iterations, bool Converged)
{
    /// <summary>
    /// The table times the loadings, cells × components. As in the published procedure the table is <em>not</em> centred first. A row
    /// with a missing value is missing throughout.
    /// </summary>
    /// <exception cref="EphysTxException">The number of columns differs from the fit.</exception>
    public Matrix Transform(Matrix values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ComponentTable.ThrowUnlessWidth(values, Loadings.Rows);
        return MatrixProducts.TimesTransposed(values, MatrixProducts.Transpose(Loadings));
    }
}
