using System.Globalization;
using EphysTx.Decomposition;
using EphysTx.Numerics;

namespace EphysTx.Tests.Decomposition;

public class SparsePcaTests
{
    [SharedDataFact("data", "spca", "pitprops.csv")]
    public void Pitprops_loadings_equal_those_of_the_original_implementation()
    {
        Matrix correlations = ReadCsv(SharedData.Path("data", "spca", "pitprops.csv"));
        Matrix expected = ReadCsv(SharedData.Path("data", "spca", "pitprops_spca_loadings.csv"));
        SparsePcaFit fit = SparsePca.FitProducts(correlations, new SparsePcaOptions { Nonzero = [7, 4, 4, 1, 1, 1], Tolerance = 1e-3, MaxIterations = 200 });
        Assert.True(fit.Converged);
        for (int component = 0; component < 6; component++)
        {
            double[] ours = fit.Loadings.Column(component);
            double[] theirs = expected.Column(component);
            double sign = ours.Zip(theirs, (a, b) => a * b).Sum() < 0 ? -1 : 1;
            Tables.Close(theirs, ours.Select(value => sign * value).ToArray(), 1e-9);
        }
    }

    [Theory]
    [InlineData(100, 30)]
    [InlineData(20, 30)]
    public void With_all_loadings_nonzero_the_components_are_the_ordinary_ones(int cells, int columns)
    {
        Matrix table = Tables.Smooth(cells, columns, 8);
        SparsePcaFit fit = SparsePca.Fit(table, new SparsePcaOptions { Nonzero = [columns, columns], Ridge = 1e-9, Tolerance = 1e-9 });
        var plain = PrincipalComponents.Fit(table, 2);
        for (int component = 0; component < 2; component++)
        {
            double cosine = VectorMath.Dot(fit.Loadings.Column(component), plain.Loadings.Column(component));
            Assert.Equal(1, Math.Abs(cosine), 1e-6);
        }

        Tables.Close(plain.ExplainedVarianceRatio, fit.ExplainedVariance, 1e-6);
    }

    [Fact]
    public void Each_component_has_the_set_number_of_nonzero_loadings_and_length_1()
    {
        int[] nonzero = [25, 10, 3, 1];
        SparsePcaFit fit = SparsePca.Fit(Tables.Smooth(200, 40, 2), new SparsePcaOptions { Nonzero = nonzero });
        for (int component = 0; component < nonzero.Length; component++)
        {
            double[] loadings = fit.Loadings.Column(component);
            Assert.Equal(nonzero[component], loadings.Count(value => value != 0));
            Assert.Equal(1, loadings.Sum(value => value * value), 1e-12);
        }
    }

    [Fact]
    public void The_table_and_its_covariance_give_the_same_loadings()
    {
        Matrix table = Tables.Smooth(60, 12, 3);
        double[] means = ComponentTable.ColumnMeans(table);
        Matrix products = MatrixProducts.RowProducts(Tables.Transposed(ComponentTable.Centred(table, means)));
        var options = new SparsePcaOptions { Nonzero = [8, 5, 2] };
        SparsePcaFit direct = SparsePca.Fit(table, options);
        SparsePcaFit fromProducts = SparsePca.FitProducts(products, options);
        Tables.Close(direct.Loadings.Values.Select(Math.Abs).ToArray(), fromProducts.Loadings.Values.Select(Math.Abs).ToArray(), 1e-9);
        Tables.Close(direct.ExplainedVariance, fromProducts.ExplainedVariance, 1e-9);
    }

    [Fact]
    public void The_number_of_threads_changes_no_bit()
    {
        Matrix table = Tables.Smooth(150, 50, 4);
        double[][] results = new[] { 1, 2, 7 }
            .Select(threads => SparsePca.Fit(table, new SparsePcaOptions { Nonzero = [40, 20, 10], MaxDegreeOfParallelism = threads }).Loadings.Values)
            .ToArray();
        Assert.Equal(results[0], results[1]);
        Assert.Equal(results[0], results[2]);
    }

    [Fact]
    public void Repeated_and_constant_columns_do_no_harm()
    {
        Matrix table = Tables.Smooth(50, 10, 6).SelectColumns([0, 1, 2, 2, 3, 4, 5, 5, 5, 6]);
        for (int row = 0; row < table.Rows; row++)
        {
            table[row, 9] = 3;
        }

        foreach (bool correlation in new[] { false, true })
        {
            SparsePcaFit fit = SparsePca.Fit(table, new SparsePcaOptions { Nonzero = [10, 4], UseCorrelation = correlation });
            Assert.All(fit.Loadings.Values, value => Assert.True(double.IsFinite(value)));
            Assert.Equal(0, fit.Loadings[9, 0]);

            // Only the ridge of 1e-6 decides how equal columns share a loading, so they agree to rounding divided by the ridge.
            Assert.Equal(fit.Loadings[2, 0], fit.Loadings[3, 0], 1e-8);
            Assert.InRange(fit.ExplainedVariance.Sum(), 0.5, 1);
        }
    }

    [Fact]
    public void Impossible_requests_are_named()
    {
        Matrix table = Tables.Smooth(20, 6, 1);
        Assert.Contains("4 components", Error(new Matrix(3, 6, table.Values[..18]), [1, 1, 1, 1]), StringComparison.Ordinal);
        Assert.Contains("nonzero", Error(table, [0]), StringComparison.Ordinal);
        Assert.Contains("at least one component", Error(table, []), StringComparison.Ordinal);
        Assert.Contains("0 directions", Error(new Matrix(10, 4), [2]), StringComparison.Ordinal);
        Assert.Contains("empty", Error(new Matrix(0, 4), [2]), StringComparison.Ordinal);
        Assert.Throws<EphysTxException>(() => SparsePca.FitProducts(table, new SparsePcaOptions { Nonzero = [2] }));
        Assert.Throws<EphysTxException>(() => SparsePca.FitProducts(new Matrix(2, 2, [1, 0, 0, -1]), new SparsePcaOptions { Nonzero = [2] }));
        Assert.Throws<EphysTxException>(() => SparsePca.FitProducts(new Matrix(2, 2, [1, 0.5, 0, 1]), new SparsePcaOptions { Nonzero = [2] }));
        Assert.Throws<EphysTxException>(() => SparsePca.Fit(table, new SparsePcaOptions { Nonzero = [2], Ridge = 0 }));
        table[0, 5] = double.NaN;
        Assert.Contains("row 0, column 5", Error(table, [2]), StringComparison.Ordinal);
    }

    private static string Error(Matrix table, int[] nonzero) =>
        Assert.Throws<EphysTxException>(() => SparsePca.Fit(table, new SparsePcaOptions { Nonzero = nonzero })).Message;

    private static Matrix ReadCsv(string path)
    {
        double[][] rows = File.ReadLines(path).Skip(1)
            .Select(line => line.Split(',').Skip(1).Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())
            .ToArray();
        return new Matrix(rows.Length, rows[0].Length, rows.SelectMany(row => row).ToArray());
    }
}
