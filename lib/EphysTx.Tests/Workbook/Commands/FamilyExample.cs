using EphysTx.Cohorts;
using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Features.Files;
using EphysTx.Numerics;
using EphysTx.Prediction;
using EphysTx.Recordings;
using EphysTx.Tests.Prediction;

namespace EphysTx.Tests.Workbook.Commands;

/// <summary>Cells of two families of 300 values: a class shows in where each family is high.</summary>
internal static class FamilyExample
{
    private const int Width = 300;
    private const int Bump = 75;
    private static readonly string[] Families = ["first_ap_v", "psth"];

    public static IReadOnlyList<string> Classes { get; } = ["Pvalb", "Sst", "Vip"];

    /// <summary>Trains a model of stretches of families and keeps it in a folder.</summary>
    public static void Train(string folder) => ModelFolder.Save(
        ModelTraining.Train(FamilyBlocks.Of(Cohort(Species.Mouse, 120, 1)), FamilyBlocks.Of(Cohort(Species.Human, 60, 2)), ["made by hand"], PredictionExample.Options), folder);

    /// <summary>Writes a feature file: one cell of each class, and one of the first class without its second family.</summary>
    public static void Write(string path)
    {
        var random = new SeededRandom(3);
        ExtractedCell Cell(string id, int label, bool spiked) => new(
            id,
            id + ".nwb",
            20,
            18,
            null,
            [.. Families.Select((name, family) => family == 1 && !spiked
                ? new FamilyVector(name, null, new Failure(FailureReason.TooFewSpikes, null, "the cell did not spike"))
                : new FamilyVector(name, Values(random, label, family), null))],
            [],
            []);
        new FeatureFile("by hand", "paper", "", Shard.Whole, [.. Classes.Select((name, label) => Cell($"c{label}", label, true)), Cell("c3", 0, false)]).Save(path);
    }

    private static Cohort Cohort(Species species, int cells, long seed)
    {
        var random = new SeededRandom(seed);
        CohortCell[] rows = [.. Enumerable.Range(0, cells).Select(cell => new CohortCell($"{species}-{cell}", Classes[cell % 3], $"d{cell / 5}", new Dictionary<string, string>()))];
        FeatureDefinition[] features = [.. Families.SelectMany(family => Enumerable.Range(0, Width).Select(k => new FeatureDefinition($"{family}_{k:000}", family, "", "")))];
        double[] values = [.. Enumerable.Range(0, cells).SelectMany(cell => Families.SelectMany((_, family) => Values(random, cell % 3, family)))];
        return new Cohort(
            $"families of {species}", species, true, rows, features, new Matrix(cells, 2 * Width, values), new MissingReason[values.Length], new FunnelBuilder(0, cells).Build());
    }

    private static double[] Values(SeededRandom random, int label, int family)
    {
        double level = random.NextNormal();
        return [.. Enumerable.Range(0, Width).Select(k => level + (k / Bump == (label + family) % 4 ? 8 : 0) + random.NextNormal())];
    }
}
