using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

/// <summary>
/// A forest of one tree without bootstrap over all columns is a plain decision tree; Fixtures/tree.json has those of
/// scikit-learn that do not depend on its random state.
/// </summary>
public class TreeFixtureTests
{
    private static readonly JsonElement[] Cases = [.. JsonDocument.Parse(File.ReadAllText(
        Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx.Tests", "Tabular", "Fixtures", "tree.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> Names => [.. Cases.Select(item => item.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_single_tree_equals_that_of_scikit_learn(string name)
    {
        JsonElement item = Cases.Single(other => other.GetProperty("name").GetString() == name);
        Matrix features = ReadMatrix(item.GetProperty("features"));
        RandomForestOptions options = ReadOptions(item.GetProperty("settings"), features.Columns);
        int[] labels = item.GetProperty("labels").EnumerateArray().Select(value => value.GetInt32()).ToArray();
        double[]? weights = item.GetProperty("weights") is { ValueKind: JsonValueKind.Array } array ? ReadRow(array) : null;

        for (int seed = 0; seed < 5; seed++)
        {
            RandomForest tree = new RandomForestTrainer(options).Fit(features, labels, item.GetProperty("classes").GetInt32(), weights, seed);

            AssertEqual(ReadMatrix(item.GetProperty("train_probabilities")).Values, tree.PredictProbabilities(features).Values);
            AssertEqual(ReadMatrix(item.GetProperty("test_probabilities")).Values, tree.PredictProbabilities(ReadMatrix(item.GetProperty("test"))).Values);
            AssertEqual(ReadRow(item.GetProperty("importance")), tree.GiniImportance);
        }
    }

    private static RandomForestOptions ReadOptions(JsonElement settings, int columns)
    {
        var options = new RandomForestOptions { TreeCount = 1, Bootstrap = false, FeaturesPerSplit = columns, ClassWeighting = ClassWeighting.None };
        foreach (JsonProperty setting in settings.EnumerateObject())
        {
            options = setting.Name switch
            {
                "max_depth" => options with { MaxDepth = setting.Value.GetInt32() },
                "min_samples_leaf" => options with { MinSamplesLeaf = setting.Value.GetInt32() },
                "min_samples_split" => options with { MinSamplesSplit = setting.Value.GetInt32() },
                "class_weight" => options with { ClassWeighting = ClassWeighting.Balanced },
                _ => throw new InvalidDataException(setting.Name),
            };
        }

        return options;
    }

    private static void AssertEqual(double[] expected, IReadOnlyList<double> actual)
    {
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Length, actual.Count);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-12);
        }
    }

    private static double[] ReadRow(JsonElement row) => row.EnumerateArray().Select(value => value.GetDouble()).ToArray();

    private static Matrix ReadMatrix(JsonElement rows)
    {
        double[][] values = rows.EnumerateArray().Select(ReadRow).ToArray();
        return new Matrix(values.Length, values[0].Length, values.SelectMany(row => row).ToArray());
    }
}
