using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Numerics;
using EphysTx.Prediction;

namespace EphysTx.Tests.Prediction;

/// <summary>Cells with known truth: the classes differ in their means, donors shift a little, some cells lack a family.</summary>
internal static class PredictionExample
{
    private static readonly Lazy<TrainedModel> Trained = new(() => ModelTraining.Train(Cohort(Species.Mouse, 150, 1), Cohort(Species.Human, 60, 2), ["made by hand"], Options));

    public static TrainingOptions Options { get; } = new() { OuterFolds = 3, InnerFolds = 2, Resamples = 100, ForestTrees = 10, Seed = 5 };

    public static TrainedModel Model => Trained.Value;

    /// <summary>A value that a cell of a class usually has.</summary>
    public static double Typical(int column, int label) => 100 + (10 * column) + (4 * (((column + label) % 3) - 1));

    public static Cohort Cohort(Species species, int cells, long seed)
    {
        var random = new SeededRandom(seed);
        string[] classes = ["Pvalb", "Sst", "Vip"];
        int width = ScalarFeatures.Shared.Count;
        var values = new Matrix(cells, width);
        var missing = new MissingReason[cells * width];
        var rows = new CohortCell[cells];
        for (int cell = 0; cell < cells; cell++)
        {
            int label = cell % 3;
            rows[cell] = new CohortCell($"{species}-{cell}", classes[label], $"d{cell / 5}", new Dictionary<string, string>());
            bool lacksRamp = random.NextInt(5) == 0;
            for (int column = 0; column < width; column++)
            {
                bool isMissing = lacksRamp && ScalarFeatures.Shared[column].Family == ScalarFeatures.RampSpike;
                double shift = species == Species.Human ? 6 : 0;
                values[cell, column] = isMissing ? double.NaN : Typical(column, label) + shift + (7 * random.NextNormal());
                missing[(cell * width) + column] = isMissing ? MissingReason.FamilyNotReported : MissingReason.Present;
            }
        }

        return new Cohort($"by hand {species}", species, true, rows, ScalarFeatures.Shared, values, missing, new FunnelBuilder(0, cells).Build());
    }

    /// <summary>A cell with the usual values of a class, some of them changed.</summary>
    public static CellFeatures Cell(int label, Func<int, double, double>? change = null) => new(
        "a cell",
        "nowhere",
        [.. Enumerable.Range(0, ScalarFeatures.Shared.Count).Select(column => change is null ? Typical(column, label) : change(column, Typical(column, label)))],
        [.. Enumerable.Repeat<string?>("left out", ScalarFeatures.Shared.Count)],
        []);
}
