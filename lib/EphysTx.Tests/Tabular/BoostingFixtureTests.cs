using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Tabular;

namespace EphysTx.Tests.Tabular;

/// <summary>Fixtures/boosting.json has scikit-learn's probabilities; see its script.</summary>
public class BoostingFixtureTests
{
    // Both keep gradients in single precision, so scores that differ in the last bit may differ by that much.
    private const double Tolerance = 1e-6;

    private static readonly JsonElement[] Cases = [.. JsonDocument.Parse(File.ReadAllText(
        Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx.Tests", "Tabular", "Fixtures", "boosting.json"))).RootElement.EnumerateArray()];

    public static TheoryData<string> Names => [.. Cases.Select(item => item.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Probabilities_equal_those_of_scikit_learn(string name)
    {
        JsonElement item = Cases.Single(other => other.GetProperty("name").GetString() == name);
        int[] labels = item.GetProperty("labels").EnumerateArray().Select(value => value.GetInt32()).ToArray();
        Matrix expected = LinearFixtureTests.ReadMatrix(item.GetProperty("probabilities"));
        HistogramBoosting model = new HistogramBoostingTrainer(ReadOptions(item.GetProperty("settings")))
            .Fit(LinearFixtureTests.ReadMatrix(item.GetProperty("features")), labels, item.GetProperty("classes").GetInt32(), 1);

        Matrix actual = model.PredictProbabilities(LinearFixtureTests.ReadMatrix(item.GetProperty("test")));

        Assert.Equal((40, expected.Columns), (actual.Rows, actual.Columns));
        Assert.All(expected.Values.Zip(actual.Values), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private static HistogramBoostingOptions ReadOptions(JsonElement settings)
    {
        var options = new HistogramBoostingOptions();
        foreach (JsonProperty setting in settings.EnumerateObject())
        {
            options = setting.Name switch
            {
                "max_iter" => options with { Rounds = setting.Value.GetInt32() },
                "max_bins" => options with { MaxBins = setting.Value.GetInt32() },
                "min_samples_leaf" => options with { MinSamplesLeaf = setting.Value.GetInt32() },
                "l2_regularization" => options with { L2 = setting.Value.GetDouble() },
                "max_leaf_nodes" => options with { MaxLeaves = setting.Value.GetInt32() },
                "max_depth" => options with { MaxDepth = setting.Value.GetInt32() },
                "learning_rate" => options with { LearningRate = setting.Value.GetDouble() },
                "class_weight" => options with { ClassWeighting = ClassWeighting.Balanced },
                _ => throw new InvalidDataException(setting.Name),
            };
        }

        return options;
    }
}
