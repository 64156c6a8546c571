using System.Globalization;
using EphysTx.Cohorts.Allen;
using EphysTx.Prediction;
using EphysTx.Tests.Features.Extraction;
using EphysTx.Tests.Prediction;

namespace EphysTx.Tests.Robustness;

/// <summary>The suite shares one place, and runs one test after the other, because each starts processes of its own.</summary>
[CollectionDefinition("Robustness")]
public sealed class RobustnessSuite : ICollectionFixture<RobustnessFixture>;

/// <summary>
/// What the suite works on, in a folder whose name has blanks, umlauts, Japanese and an emoji: a checkout with three small notebooks, simulated cells, recordings, a model and a table; and what
/// undisturbed commands make of them, each computed once.
/// </summary>
public sealed class RobustnessFixture : IDisposable
{
    private readonly Lazy<Task<Dictionary<string, byte[]>>> _run;
    private readonly Lazy<Task<Dictionary<string, byte[]>>> _train;
    private readonly Lazy<Task<Dictionary<string, byte[]>>> _experiment;
    private readonly Lazy<Task<Dictionary<string, byte[]>>> _extract;
    private int _folders;

    public RobustnessFixture()
    {
        Root = Path.Combine(Path.GetTempPath(), $"Ordner mit Ümläuten 神経 🧠 {Guid.NewGuid():N}");
        SmallSimulation.Write(Data);
        SyntheticFiles.Write(Recordings, "zelle 1.nwb", "細胞 2.nwb", "ıİ 3.nwb");
        ModelFolder.Save(PredictionExample.Model, Model);
        IEnumerable<string> rows = Enumerable.Range(0, 3).Select(label =>
            $"ıI-{label}," + string.Join(',', PredictionExample.Cell(label).Values.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
        File.WriteAllLines(Table, ["cell_id," + string.Join(',', ScalarFeatures.Shared.Select(feature => feature.Name)), .. rows]);
        SmallCheckout.Write(Checkout);
        _run = Once("Lauf", RunArguments);
        _train = Once("Training", TrainArguments);
        _experiment = Once("Versuch", folder => ExperimentArguments(folder));
        _extract = Once("Merkmale", folder => ExtractArguments(folder));
    }

    public string Root { get; }

    public string Data => Path.Combine(Root, "Daten");

    public string Recordings => Path.Combine(Root, "Ableitungen");

    public string Model => Path.Combine(Root, "Modell");

    public string Table => Path.Combine(Root, "Zellen.csv");

    public string Checkout => Path.Combine(Root, "Klon");

    /// <summary>What an undisturbed run leaves.</summary>
    internal Task<Dictionary<string, byte[]>> WholeRun => _run.Value;

    internal Task<Dictionary<string, byte[]>> WholeTraining => _train.Value;

    internal Task<Dictionary<string, byte[]>> WholeExperiment => _experiment.Value;

    internal Task<Dictionary<string, byte[]>> WholeExtraction => _extract.Value;

    public static string[] RunArguments(string folder) => ["run", "--only", "01,02", "--cohort", "simulated", "--out", folder];

    public static string[] TrainArguments(string folder) => ["train", "--cohort", "simulated", "--species", "human", "--out", folder];

    /// <summary>60 units of work.</summary>
    public static string[] ExperimentArguments(string folder) => ["experiment", "human-baselines", "--arms", "lda,forest", "--protocol", "donor", "--cohort", "simulated", "--out", Path.Combine(folder, "r.json")];

    public string[] ExtractArguments(string folder) => ["extract", Recordings, "--out", Path.Combine(folder, "o.h5"), "--json", Path.Combine(folder, "json")];

    public string[] PredictArguments(string folder) => ["predict", Table, "--model", Model, "--out", folder];

    public static string[] ExportArguments(string folder) => ["data", "export", "--cohort", "simulated", "--out", folder];

    /// <summary>A place that is not there yet.</summary>
    public string NewFolder(string name) => Path.Combine(Root, $"{name} {Interlocked.Increment(ref _folders)}");

    internal ChildProcess Start(params string[] arguments) => ChildProcess.Start(Checkout, [("EPHYSTX_DATA", Data)], null, arguments);

    internal async Task<Ended> RunAsync(params string[] arguments)
    {
        using ChildProcess process = Start(arguments);
        return await process.EndAsync();
    }

    /// <summary>Every file below a folder by its name. Of what holds times (documented) and of units, whose times do not count, only the name.</summary>
    internal static Dictionary<string, byte[]> Contents(string folder) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file), file => HoldsTimes(file) ? [] : File.ReadAllBytes(file))
        : [];

    internal static void AssertSame(Dictionary<string, byte[]> expected, Dictionary<string, byte[]> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, file => Assert.True(file.Value.AsSpan().SequenceEqual(actual[file.Key]), $"{file.Key} differs"));
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static bool HoldsTimes(string file) =>
        Path.GetFileName(file) is "run.json" or "index.html" || file.EndsWith(".timings.csv", StringComparison.Ordinal) || file.EndsWith(".unit", StringComparison.Ordinal);

    private Lazy<Task<Dictionary<string, byte[]>>> Once(string name, Func<string, string[]> arguments) => new(async () =>
    {
        string folder = NewFolder(name);
        Ended ended = await RunAsync(arguments(folder));
        Assert.Equal((0, ""), (ended.Code, ended.Error));
        Dictionary<string, byte[]> contents = Contents(folder);
        Assert.NotEmpty(contents);
        return contents;
    });
}
