using System.Text.Json;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;
using EphysTx.Tests.Tabular;
using EphysTx.Transfer;

namespace EphysTx.Tests.Transfer.Tabular;

/// <summary>Fixtures/transfer.json has scikit-learn's exponents and numpy's answers from the definitions; see its script.</summary>
public class TransferFixtureTests
{
    private static readonly JsonElement Fixture = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(SharedData.RepositoryRoot, "lib", "EphysTx.Tests", "Transfer", "Tabular", "Fixtures", "transfer.json"))).RootElement;

    private static readonly NormalizingOptions Plain = new() { PowerTransform = false };

    [Fact]
    public void Power_transformation_finds_the_exponents_of_scikit_learn()
    {
        JsonElement item = Fixture.GetProperty("power");
        Matrix values = LinearFixtureTests.ReadMatrix(item.GetProperty("values"));
        double[] expected = item.GetProperty("exponents").EnumerateArray().Select(value => value.GetDouble()).ToArray();

        var fitted = YeoJohnson.Fit(values, AllRows(values));

        // Both searches end where the likelihood is flat to rounding, about 1e-6 wide.
        Assert.All(expected.Zip(fitted.Exponents), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        AssertClose(LinearFixtureTests.ReadMatrix(item.GetProperty("transformed")), new YeoJohnson(expected).Transform(values), 1e-12);
    }

    [Fact]
    public void Imputation_is_the_conditional_mean()
    {
        JsonElement item = Fixture.GetProperty("impute");
        Matrix values = LinearFixtureTests.ReadMatrix(item.GetProperty("values"));
        for (int rounds = 0; rounds < 2; rounds++)
        {
            var imputer = ConditionalMeanImputer.Fit(values, AllRows(values), 0.1, rounds);

            AssertClose(LinearFixtureTests.ReadMatrix(item.GetProperty("rounds")[rounds]), imputer.Transform(values), 1e-10);
        }
    }

    [Fact]
    public void Subtype_discriminant_equals_the_definition()
    {
        JsonElement item = Fixture.GetProperty("subtype");
        string[] subtypes = item.GetProperty("subtypes").EnumerateArray().Select(value => value.GetString()!).ToArray();
        var trainer = new SubtypeDiscriminantTrainer(new SubtypeDiscriminantOptions { MinCells = 5, PseudoCount = 4, Normalizing = Plain });

        ITabularClassifier model = trainer.Fit(LinearFixtureTests.ReadMatrix(item.GetProperty("values")), Labels(item, "labels"), subtypes, 3, null, 1);

        Matrix actual = model.PredictProbabilities(LinearFixtureTests.ReadMatrix(item.GetProperty("test")));
        AssertClose(LinearFixtureTests.ReadMatrix(item.GetProperty("probabilities")), actual, 1e-9);
    }

    [Theory]
    [InlineData("informed", TransferControl.None)]
    [InlineData("twin", TransferControl.TargetOnly)]
    public void Cross_species_discriminant_equals_the_definition(string name, TransferControl control)
    {
        JsonElement item = Fixture.GetProperty("transfer");
        var trainer = new CrossSpeciesDiscriminantTrainer(new CrossSpeciesDiscriminantOptions { Normalizing = [Plain] });

        CrossSpeciesDiscriminant model = trainer.Fit(ReadTransfer(item), control, 1);

        Matrix actual = model.PredictProbabilities(LinearFixtureTests.ReadMatrix(item.GetProperty("test")));
        AssertClose(LinearFixtureTests.ReadMatrix(item.GetProperty(name)), actual, 1e-9);
    }

    internal static TransferData ReadTransfer() => ReadTransfer(Fixture.GetProperty("transfer"));

    private static TransferData ReadTransfer(JsonElement item) => new(
        LinearFixtureTests.ReadMatrix(item.GetProperty("target")),
        Labels(item, "labels"),
        LinearFixtureTests.ReadMatrix(item.GetProperty("source")),
        Labels(item, "sourceLabels"),
        3,
        Labels(item, "shared"));

    private static int[] Labels(JsonElement item, string name) => item.GetProperty(name).EnumerateArray().Select(value => value.GetInt32()).ToArray();

    private static int[] AllRows(Matrix values) => Enumerable.Range(0, values.Rows).ToArray();

    private static void AssertClose(Matrix expected, Matrix actual, double tolerance)
    {
        Assert.Equal((expected.Rows, expected.Columns), (actual.Rows, actual.Columns));
        Assert.All(expected.Values.Zip(actual.Values), pair => Assert.True(
            double.IsNaN(pair.First) ? double.IsNaN(pair.Second) : Math.Abs(pair.First - pair.Second) <= tolerance, $"{pair.First} {pair.Second}"));
    }
}
