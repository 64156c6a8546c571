using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Features.Extraction;
using EphysTx.Features.Files;
using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Storage;

namespace EphysTx.Tests.Robustness;

/// <summary>
/// A kept cohort <c>simulated</c> that was made in a second: one cell of each class is simulated, some others are its copies with noise, and the rest failed, so that
/// commands which open the cohort have real but little work.
/// </summary>
internal static class SmallSimulation
{
    private const int PerClass = 18;

    public static void Write(string folder)
    {
        var options = new SimulatedCohortOptions();
        CellPlan[] plans = SimulatedCohort.Plan(options, SimulatedCohort.DefaultSeed);
        var random = new SeededRandom(6);
        var templates = new Dictionary<string, SimulatedCell>();
        var counts = new Dictionary<string, int>();
        var cells = new List<SimulatedCell>();
        foreach (CellPlan plan in plans)
        {
            string kind = $"{plan.Class.Species} {plan.Class.Subclass}";
            int before = counts[kind] = counts.GetValueOrDefault(kind) + 1;
            if (before > PerClass)
            {
                cells.Add(new SimulatedCell(plan, Failed(plan)));
                continue;
            }

            if (!templates.TryGetValue(kind, out SimulatedCell? template))
            {
                template = templates[kind] = SimulatedCell.Make(plan with { HasRamp = true, HasShortSquares = true }, random.Fork(cells.Count), default);
            }

            cells.Add(new SimulatedCell(plan, Varied(template.Features, plan, random)));
        }

        using var bytes = new MemoryStream();
        FeatureFileWriter.Write(bytes, SimulatedStore.ToFile(cells), default);
        string path = Path.Combine(folder, SimulatedStore.FileName(options, SimulatedCohort.DefaultSeed));
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(path, bytes.ToArray());
        File.WriteAllText(Path.ChangeExtension(path, ".sha256"), Sha256Hash.OfBytes(bytes.ToArray()));
        Assert.NotNull(SimulatedStore.TryRead(path, plans));
        Assert.True(SimulatedCohort.IsKept(new DataFolder(folder)));
    }

    private static ExtractedCell Failed(CellPlan plan) =>
        new(plan.Id, plan.Id + ".nwb", 0, 0, new Failure(FailureReason.UnreadableFile, null, "left out to keep the tests short"), [], [], []);

    private static ExtractedCell Varied(ExtractedCell cell, CellPlan plan, SeededRandom random)
    {
        double Vary(double value) => value + (0.15 * Math.Abs(value) * random.NextNormal());
        return cell with
        {
            Id = plan.Id,
            File = plan.Id + ".nwb",
            Families = [.. cell.Families.Select(family => family with { Values = family.Values?.Select(Vary).ToArray() })],
            Scalars = [.. cell.Scalars.Select(scalar => scalar with { Value = Vary(scalar.Value) })],
        };
    }
}
