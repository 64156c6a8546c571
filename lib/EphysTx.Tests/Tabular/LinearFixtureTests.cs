using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

/// <summary>Fixtures/linear.json has scikit-learn's probabilities; see its script.</summary>
public class LinearFixtureTests
{
    private static readonly JsonElement[] Cases = [.. JsonDocument.Parse(File.ReadAllText(
        Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx.Tests", "Tabular", "Fixtures", "linear.json"))).RootElement.EnumerateArray()];

    [Theory]
    [InlineData("lda empirical", ClassPriors.Empirical)]
    [InlineData("lda uniform", ClassPriors.Uniform)]
    public void Shrinkage_discriminant_equals_that_of_scikit_learn(string name, ClassPriors priors) =>
        AssertEqual(name, new ShrinkageDiscriminantTrainer(new ShrinkageDiscriminantOptions { Priors = priors }), 1e-8);

    [Theory]
    [InlineData("logistic 0.05 none", 0.05, ClassWeighting.None)]
    [InlineData("logistic 0.05 balanced", 0.05, ClassWeighting.Balanced)]
    [InlineData("logistic 1.0 none", 1, ClassWeighting.None)]
    [InlineData("logistic 1.0 balanced", 1, ClassWeighting.Balanced)]
    public void Logistic_regression_equals_that_of_scikit_learn(string name, double c, ClassWeighting weighting) =>
        AssertEqual(name, new LogisticRegressionTrainer(new LogisticRegressionOptions { C = c, ClassWeighting = weighting }), 1e-5);

    private static void AssertEqual(string name, ITabularTrainer trainer, double tolerance)
    {
        Assert.Equal(3, Cases.Length);
        foreach (JsonElement item in Cases)
        {
            int[] labels = item.GetProperty("labels").EnumerateArray().Select(value => value.GetInt32()).ToArray();
            Matrix expected = ReadMatrix(item.GetProperty("probabilities").GetProperty(name));
            ITabularClassifier model = trainer.Fit(ReadMatrix(item.GetProperty("features")), labels, item.GetProperty("classes").GetInt32(), 1);

            Matrix actual = model.PredictProbabilities(ReadMatrix(item.GetProperty("test")));

            Assert.Equal(30, actual.Rows);
            Assert.Equal(expected.Values.Length, actual.Values.Length);
            Assert.All(expected.Values.Zip(actual.Values), pair => Assert.Equal(pair.First, pair.Second, tolerance));
        }
    }

    internal static Matrix ReadMatrix(JsonElement rows)
    {
        double[][] values = rows.EnumerateArray()
            .Select(row => row.EnumerateArray().Select(value => value.ValueKind == JsonValueKind.Null ? double.NaN : value.GetDouble()).ToArray())
            .ToArray();
        return new Matrix(values.Length, values[0].Length, values.SelectMany(row => row).ToArray());
    }
}
