using System.Globalization;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Sources;
using EphysTx.Cohorts.Vectors;
using EphysTx.Numerics;
using EphysTx.Recordings;
using EphysTx.Simulation.Nwb;

namespace EphysTx.Cohorts.Simulated;

/// <summary>
/// The cohort <c>simulated</c>: model neurons recorded under Allen protocols, with the 32 shared scalar features, and the twelve feature families, drawn from their voltages. It teaches and tests
/// the way from voltage to class; it is no evidence about real cells.
/// </summary>
public static class SimulatedCohort
{
    /// <summary>Name of the cohort.</summary>
    public const string Name = "simulated";

    /// <summary>Seed of the cohort that the catalogue opens.</summary>
    public const long DefaultSeed = 1;

    /// <summary>Raised whenever model, parameters, protocols or features change, so that stored cohorts are made anew.</summary>
    public const int Version = 3;

    /// <summary>Simulates the cells and draws their features. The same seed gives the same bits for any number of workers.</summary>
    /// <param name="options">Sizes; null for the defaults.</param>
    /// <param name="seed">Seed of everything.</param>
    /// <param name="progress">Told how many cells are done; from any thread.</param>
    /// <param name="cancellationToken">Stops between sweeps.</param>
    public static CohortSet Make(SimulatedCohortOptions? options = null, long seed = DefaultSeed, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        return Make(options ?? new SimulatedCohortOptions(), seed, progress, cancellationToken, out _);
    }

    internal static CohortSet Make(SimulatedCohortOptions options, long seed, IProgress<int>? progress, CancellationToken cancellationToken, out SimulatedCell[] cells)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MouseCells, 5, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.HumanCells, 4, nameof(options));
        CellPlan[] plans = Plan(options, seed);
        var made = new SimulatedCell[plans.Length];
        int done = 0;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Workers ?? Environment.ProcessorCount, CancellationToken = cancellationToken };
        Parallel.For(0, plans.Length, parallel, k =>
        {
            made[k] = SimulatedCell.Make(plans[k], RandomOf(seed, k), cancellationToken);
            progress?.Report(Interlocked.Increment(ref done));
        });
        cells = made;
        return Assemble(cells, seed);
    }

    /// <summary>Whether the cohort of the catalogue is kept in a data folder already.</summary>
    public static bool IsKept(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return File.Exists(Path.Combine(folder.Path, SimulatedStore.FileName(new SimulatedCohortOptions(), DefaultSeed)));
    }

    /// <summary>Writes the recordings of the first cells of the cohort as NWB files, named by their ids.</summary>
    /// <returns>The files.</returns>
    /// <exception cref="EphysTxException">A file cannot be written.</exception>
    public static IReadOnlyList<string> WriteRecordings(string folder, int cells, SimulatedCohortOptions? options = null, long seed = DefaultSeed, CancellationToken cancellationToken = default)
    {
        CellPlan[] plans = Plan(options ?? new SimulatedCohortOptions(), seed);
        var files = new List<string>();
        for (int k = 0; k < Math.Min(cells, plans.Length); k++)
        {
            using Recording recording = SimulatedCell.Record(plans[k], RandomOf(seed, k), cancellationToken);
            files.Add(Path.Combine(folder, plans[k].Id + ".nwb"));
            NwbRecordingWriter.Write(recording, files[^1], cancellationToken);
        }

        return files;
    }

    internal static CellPlan[] Plan(SimulatedCohortOptions options, long seed)
    {
        var random = new SeededRandom(seed);
        return [.. CellPlan.Of("mouse", options.MouseCells, options, random.Fork(-1)), .. CellPlan.Of("human", options.HumanCells, options, random.Fork(-2))];
    }

    internal static CohortSet Assemble(IReadOnlyList<SimulatedCell> cells, long seed)
    {
        string provenance = string.Create(
            CultureInfo.InvariantCulture, $"no file: model neurons simulated by EphysTx (version {Version}, seed {seed}); calibrated to published quartiles of real cells");
        SimulatedCell[] mouse = [.. cells.Where(cell => cell.Plan.Class.Species == "mouse")];
        SimulatedCell[] human = [.. cells.Where(cell => cell.Plan.Class.Species == "human")];
        return new CohortSet(Name, Scalars("mouse", Species.Mouse, mouse), Scalars("human", Species.Human, human), null, [provenance])
        {
            Vectors = new CohortSet(Name, Vectors("mouse", Species.Mouse, mouse), Vectors("human", Species.Human, human), null, [provenance]),
        };
    }

    private static Cohort Scalars(string species, Species of, SimulatedCell[] cells)
    {
        var funnel = new FunnelBuilder(0, cells.Length);
        funnel.EndStep("cells with a label");
        var kept = new List<(CellPlan Plan, double[] Values, MissingReason[] Reasons)>();
        foreach (SimulatedCell cell in cells)
        {
            (double[] values, MissingReason[] reasons) = cell.SharedScalars();
            if (Array.TrueForAll(values, double.IsNaN))
            {
                funnel.Drop(WhyEmpty(reasons), cell.Plan.Class.Subclass);
            }
            else
            {
                kept.Add((cell.Plan, values, reasons));
            }
        }

        funnel.EndStep("cells used");
        var table = new Matrix(kept.Count, ScalarFeatures.Shared.Count, [.. kept.SelectMany(cell => cell.Values)]);
        return new Cohort(
            $"{Name} {species}", of, isSimulated: true, [.. kept.Select(cell => Labelled(cell.Plan))], ScalarFeatures.Shared, table, [.. kept.SelectMany(cell => cell.Reasons)], funnel.Build());
    }

    private static Cohort Vectors(string species, Species of, SimulatedCell[] cells) => VectorCohort.Make(
        SimulatedStore.ToFile(cells), $"{Name} {species} vectors", of, new CellLabels(cells.Select(cell => Labelled(cell.Plan))), isSimulated: true);

    // A family is not reported when none of its sweeps is left, as after failed quality control.
    private static string WhyEmpty(MissingReason[] reasons) =>
        Array.TrueForAll(reasons, reason => reason == MissingReason.FamilyNotReported) ? "no usable sweep is left" : "every feature is missing";

    private static CohortCell Labelled(CellPlan plan) => new(plan.Id, plan.Class.Subclass, plan.Donor, new Dictionary<string, string>(StringComparer.Ordinal));

    private static SeededRandom RandomOf(long seed, int cell) => new SeededRandom(seed).Fork(cell);
}
