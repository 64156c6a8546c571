using EphysTx.Numerics;

namespace EphysTx.Decomposition;

/// <summary>
/// Sparse principal component analysis with a set number of nonzero loadings per component (Zou, Hastie and Tibshirani 2006,
/// J. Comput. Graph. Stat. 15:265, section 3): principal components as regressions, solved in turn for the sparse loadings (elastic
/// net) and for the orthonormal directions (Procrustes rotation).
/// </summary>
public static class SparsePca
{
    /// <summary>Fits to a table of cells × columns without missing values.</summary>
    /// <param name="values">The raw table; it is centred (and scaled) inside.</param>
    /// <param name="options">Components and their number of nonzero loadings.</param>
    /// <param name="cancellation">Ends the iteration early with an exception.</param>
    /// <exception cref="EphysTxException">A value is missing, the table has too few cells or varies too little, or an option is impossible.</exception>
    public static SparsePcaFit Fit(Matrix values, SparsePcaOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(options);
        ComponentTable.ThrowUnlessFinite(values);
        Matrix centred = ComponentTable.Centred(values, ComponentTable.ColumnMeans(values));
        if (options.UseCorrelation)
        {
            ComponentTable.ScaleColumns(centred);
        }

        // With more cells than columns the triangle of a QR decomposition has the same products and the same components.
        return FitCentred(centred.Rows > centred.Columns ? Triangle.Of(centred) : centred, values.Rows, options, cancellation);
    }

    /// <summary>Fits to a covariance or correlation matrix, as for data of which only that was published.</summary>
    /// <param name="products">Symmetric, without eigenvalues below 0 (small ones count as 0), columns × columns.</param>
    /// <param name="options">Components and their number of nonzero loadings; <see cref="SparsePcaOptions.UseCorrelation"/> plays no part.</param>
    /// <param name="cancellation">Ends the iteration early with an exception.</param>
    /// <exception cref="EphysTxException">The matrix is not square or symmetric, or an option is impossible.</exception>
    public static SparsePcaFit FitProducts(Matrix products, SparsePcaOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(options);
        ComponentTable.ThrowUnlessFinite(products);
        return FitCentred(SymmetricRoot.Of(products), products.Rows, options, cancellation);
    }

    private static SparsePcaFit FitCentred(Matrix x, int cells, SparsePcaOptions options, CancellationToken cancellation)
    {
        SingularVectors singular = SingularVectors.Of(x);
        options.Check(x.Columns, ComponentTable.Rank(singular.Values, cells, x.Columns));
        double total = singular.Values.Sum(value => value * value);
        Matrix products = MatrixProducts.RowProducts(MatrixProducts.Transpose(x));
        int components = options.Nonzero.Count;
        Matrix directions = singular.Directions.SelectRows(Enumerable.Range(0, components).ToArray());
        Matrix betas = Regress(products, directions, options, cancellation);
        Matrix loadings = Normalised(betas);
        int iterations = 0;
        bool converged = false;
        while (iterations < options.MaxIterations && !converged)
        {
            iterations++;
            directions = SingularVectors.NearestOrthonormal(MatrixProducts.TimesTransposed(betas, products));
            betas = Regress(products, directions, options, cancellation);
            Matrix next = Normalised(betas);
            converged = !(LargestChange(next, loadings) > options.Tolerance);
            loadings = next;
        }

        return new SparsePcaFit(MatrixProducts.Transpose(loadings), AdjustedVariance(x, loadings, total), total, iterations, converged);
    }

    /// <summary>One sparse regression per direction, in parallel; row j of the result depends on row j of the directions alone.</summary>
    private static Matrix Regress(Matrix products, Matrix directions, SparsePcaOptions options, CancellationToken cancellation)
    {
        Matrix responses = MatrixProducts.TimesTransposed(directions, products);
        var betas = new Matrix(directions.Rows, directions.Columns);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.MaxDegreeOfParallelism, CancellationToken = cancellation };
        Parallel.For(0, directions.Rows, parallel, component =>
            ElasticNetPath.Solve(products, responses.Row(component), options.Ridge, options.Nonzero[component]).CopyTo(betas.Row(component)));
        return betas;
    }

    private static Matrix Normalised(Matrix rows)
    {
        Matrix result = rows.Clone();
        for (int row = 0; row < rows.Rows; row++)
        {
            double norm = Math.Sqrt(VectorMath.Dot(rows.Row(row), rows.Row(row)));
            VectorMath.Scale(result.Row(row), norm == 0 ? 1 : 1 / norm);
        }

        return result;
    }

    private static double LargestChange(Matrix a, Matrix b) => a.Values.Zip(b.Values, (x, y) => Math.Abs(x - y)).Max();

    /// <summary>Squares of the diagonal of R in the QR decomposition of the scores, as shares of the total variance.</summary>
    private static double[] AdjustedVariance(Matrix x, Matrix loadings, double total)
    {
        Matrix triangle = Triangle.Of(MatrixProducts.TimesTransposed(x, loadings));
        return Enumerable.Range(0, loadings.Rows)
            .Select(j => j < triangle.Rows ? triangle[j, j] * triangle[j, j] / total : 0)
            .ToArray();
    }
}
