using System.Text.Json;
using EphysTx.Decomposition;
using EphysTx.Numerics;
using EphysTx.Tests.Features;

namespace EphysTx.Tests.Decomposition;

public class PrincipalComponentsTests
{
    [Fact]
    public void Components_equal_scikit_learns_signs_included()
    {
        JsonElement[] cases = [.. Tables.Fixture("pca.json").EnumerateArray()];
        Assert.Equal(2, cases.Length);
        foreach (JsonElement one in cases)
        {
            Matrix table = GoldenSparsePca.ReadMatrix(one.GetProperty("table"));
            Matrix components = GoldenSparsePca.ReadMatrix(one.GetProperty("components"));
            var ours = PrincipalComponents.Fit(table, components.Rows);
            Tables.Close(CaseInputs.Numbers(one.GetProperty("mean")), ours.Mean, 1e-12);
            Tables.Close(components.Values, Tables.Transposed(ours.Loadings).Values, 1e-10);
            Tables.Close(CaseInputs.Numbers(one.GetProperty("variance")), ours.ExplainedVariance, 1e-12);
            Tables.Close(CaseInputs.Numbers(one.GetProperty("ratio")), ours.ExplainedVarianceRatio, 1e-12);
            Tables.Close(CaseInputs.Numbers(one.GetProperty("singular")), ours.SingularValues, 1e-12);
            Tables.Close(GoldenSparsePca.ReadMatrix(one.GetProperty("scores")).Values, ours.Transform(table).Values, 1e-11);
        }
    }

    [Fact]
    public void Loadings_are_orthonormal_also_for_directions_of_tiny_variance()
    {
        Matrix table = Tables.Smooth(80, 20, 5);
        for (int row = 0; row < table.Rows; row++)
        {
            VectorMath.Scale(table.Row(row)[10..], 1e-6);
        }

        var fit = PrincipalComponents.Fit(table, 20);
        Matrix loadings = Tables.Transposed(fit.Loadings);
        for (int i = 0; i < 20; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                Assert.Equal(i == j ? 1 : 0, VectorMath.Dot(loadings.Row(i), loadings.Row(j)), 1e-12);
            }
        }

        Assert.Equal(1, fit.ExplainedVarianceRatio.Sum(), 1e-12);
    }

    [Fact]
    public void A_cell_with_a_missing_value_is_missing_and_changes_no_other()
    {
        Matrix table = Tables.Smooth(20, 6, 1);
        var fit = PrincipalComponents.Fit(table, 2);
        double[] before = fit.Transform(table).Values;
        table[3, 4] = double.NaN;
        double[] after = fit.Transform(table).Values;
        Assert.All(after[6..8], value => Assert.True(double.IsNaN(value)));
        Assert.Equal([.. before[..6], .. before[8..]], (double[])[.. after[..6], .. after[8..]]);
    }

    [Fact]
    public void Bad_tables_are_named()
    {
        Matrix table = Tables.Smooth(20, 6, 1);
        Assert.Contains("10 components", Assert.Throws<EphysTxException>(() => PrincipalComponents.Fit(table, 10)).Message, StringComparison.Ordinal);
        Assert.Contains("0 directions", Assert.Throws<EphysTxException>(() => PrincipalComponents.Fit(new Matrix(5, 3), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("6", Assert.Throws<EphysTxException>(() => PrincipalComponents.Fit(table, 2).Transform(new Matrix(2, 5))).Message, StringComparison.Ordinal);
        table[7, 2] = double.NaN;
        Assert.Contains("row 7, column 2", Assert.Throws<EphysTxException>(() => PrincipalComponents.Fit(table, 1)).Message, StringComparison.Ordinal);
    }
}
