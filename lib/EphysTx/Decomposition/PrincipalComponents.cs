using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>
/// Ordinary principal components by an exact singular value decomposition of the centred table.
/// </summary>
/// <param name="Mean">Mean of each column, subtracted before the projection.</param>
/// <param name="Loadings">Columns × components, orthonormal.</param>
/// <param name="ExplainedVariance">Variance of each component's scores (divisor cells − 1), in squared units of the table.</param>
/// <param name="ExplainedVarianceRatio">Share of the total variance, 0 to 1; over all components, not only those kept.</param>
/// <param name="SingularValues">Singular values of the centred table, largest first.</param>
/// <remarks>
/// Sign: in each component the score of largest size (the first of equal ones) among the fitted cells is positive.
/// </remarks>
public sealed record PrincipalComponents(
    double[] Mean, Matrix Loadings, double[] ExplainedVariance, double[] ExplainedVarianceRatio, double[] SingularValues)
{
    /// <summary>Fits to a table of cells × columns without missing values.</summary>
    /// <param name="values">The table, 2 cells or more; it is centred inside.</param>
    /// <param name="components">Number of components to keep, 1 or more.</param>
    /// <exception cref="EphysTxException">A value is missing, or the table varies in fewer directions than components were asked for.</exception>
    public static PrincipalComponents Fit(Matrix values, int components)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        ComponentTable.ThrowUnlessFinite(values);
        double[] mean = ComponentTable.ColumnMeans(values);
        Matrix centred = ComponentTable.Centred(values, mean);
        SingularVectors singular = SingularVectors.Of(centred);
        int rank = ComponentTable.Rank(singular.Values, values.Rows, values.Columns);
        if (components > rank)
        {
            throw new EphysTxException($"{components} components were asked of a table of {values.Rows} cells and {values.Columns} columns that varies in {rank} directions only; ask for fewer.");
        }

        Matrix directions = singular.Directions.SelectRows(Enumerable.Range(0, components).ToArray());
        Matrix scores = MatrixProducts.TimesTransposed(directions, centred);
        for (int k = 0; k < components; k++)
        {
            if (LargestInSize(scores.Row(k)) < 0)
            {
                VectorMath.Scale(directions.Row(k), -1);
            }
        }

        double total = singular.Values.Sum(value => value * value);
        double[] kept = singular.Values[..components];
        return new PrincipalComponents(
            mean,
            MatrixProducts.Transpose(directions),
            kept.Select(value => value * value / (values.Rows - 1)).ToArray(),
            kept.Select(value => value * value / total).ToArray(),
            kept);
    }

    /// <summary>Scores of a table, cells × components; a row with a missing value is missing throughout.</summary>
    /// <exception cref="EphysTxException">The number of columns differs from the fit.</exception>
    public Matrix Transform(Matrix values)
    {
        ArgumentNullException.ThrowIfNull(values);
        ComponentTable.ThrowUnlessWidth(values, Mean.Length);
        return MatrixProducts.TimesTransposed(ComponentTable.Centred(values, Mean), MatrixProducts.Transpose(Loadings));
    }

    private static double LargestInSize(ReadOnlySpan<double> values)
    {
        double best = 0;
        foreach (double value in values)
        {
            best = Math.Abs(value) > Math.Abs(best) ? value : best;
        }

        return best;
    }
}
