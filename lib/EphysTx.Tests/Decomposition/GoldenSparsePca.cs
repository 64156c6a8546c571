using System.Text.Json;
using EphysTx.Decomposition;
using EphysTx.Numerics;
using EphysTx.Tests.Features;

namespace EphysTx.Tests.Decomposition;

/// <summary>The golden cases' sparse-PCA functions answered by ours.</summary>
internal static class GoldenSparsePca
{
    public static object? Fit(CaseInputs x)
    {
        Matrix values = ReadMatrix(x.Json.GetProperty("matrix"));
        int[] nonzero = x.Integers("nonzero");
        if (nonzero.Length == 0)
        {
            var plain = PrincipalComponents.Fit(values, x.Integer("n_components"));
            return Result(plain.Loadings, plain.ExplainedVarianceRatio, plain.Transform(values));
        }

        Assert.Equal(x.Integer("n_components"), nonzero.Length);
        var options = new SparsePcaOptions
        {
            Nonzero = nonzero,
            UseCorrelation = x.Flag("use_corr", false),
            Ridge = x.Number("ridge", 1e-6),
            Tolerance = x.Number("eps", 1.5e-3),
            MaxIterations = x.Has("max_iter") ? x.Integer("max_iter") : 500,
        };
        SparsePcaFit fit = string.Equals(x.Text("kind"), "data", StringComparison.OrdinalIgnoreCase)
            ? SparsePca.Fit(values, options)
            : SparsePca.FitProducts(values, options);
        return Result(fit.Loadings, fit.ExplainedVariance, fit.Transform(values));
    }

    public static object? Consolidate(CaseInputs x)
    {
        Matrix values = ReadMatrix(x.Json.GetProperty("matrix"));
        string[] keys = x.Json.GetProperty("keys").EnumerateArray().Select(key => key.GetString()!).ToArray();
        var plan = new SparsePcaPlan(
            keys.Select(key => new SparsePcaFamily(key, x.Integer("n_components"), x.Integers("nonzero")) { UseCorrelation = x.Flag("use_corr", false) }).ToArray())
        {
            SmallestExplainedVariance = x.Number("threshold"),
        };
        var tables = keys.ToDictionary(key => key, _ => values);
        var decomposition = FamilyDecomposition.Fit(tables, plan);
        object[] record = decomposition.Families
            .Select(object (family) => GoldenFunctions.Map(("key", family.Family.Name), ("indices", family.Kept)))
            .ToArray();
        return GoldenFunctions.Map(("matrix", new ColumnsUpToSign(decomposition.Transform(tables))), ("record", record));
    }

    public static Matrix ReadMatrix(JsonElement rows)
    {
        double[][] values = rows.EnumerateArray().Select(CaseInputs.Numbers).ToArray();
        return new Matrix(values.Length, values[0].Length, values.SelectMany(row => row).ToArray());
    }

    private static Dictionary<string, object?> Result(Matrix loadings, double[] explained, Matrix transformed) => GoldenFunctions.Map(
        ("loadings", new ColumnsUpToSign(loadings)), ("pev", explained), ("transformed", new ColumnsUpToSign(transformed)));
}
