using System.Diagnostics;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Prediction;

namespace EphysTx.Benchmarks;

/// <summary>
/// Prediction after the model is loaded: 1,000 feature rows and a recording of real size. The first time of each includes compilation, as in a command that does it once; the rest are medians.
/// Without a model folder it trains one (two folds, enough for its speed) and measures in a process of its own, so that training has compiled nothing before.
/// </summary>
internal static class PredictBenchmark
{
    private const int Rows = 1000;
    private const int Repeats = 7;

    public static void Run(string[] args)
    {
        if (args.Length > 0)
        {
            Measure(args[0], args.Length > 1 ? args[1] : null);
            return;
        }

        string folder = Directory.CreateTempSubdirectory("ephystx-bench-").FullName;
        try
        {
            CohortSet set = CohortCatalog.OpenAsync(AllenScalars.Name).GetAwaiter().GetResult();
            foreach ((string name, Cohort own, Cohort other) in new[] { ("mouse", set.Mouse, set.Human), ("human-full", set.HumanFull!, set.Mouse) })
            {
                var options = new TrainingOptions { OuterFolds = 2, InnerFolds = 2, Candidates = [ModelCandidate.Of(own)[0]] };
                ModelFolder.Save(ModelTraining.Train(own, other, set.Provenance, options), Path.Combine(folder, name));
                string[] self = Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet" ? [typeof(PredictBenchmark).Assembly.Location] : [];
                using var measure = Process.Start(Environment.ProcessPath!, [.. self, "predict", Path.Combine(folder, name)]);
                measure.WaitForExit();
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string folder, string? named)
    {
        TrainedModel model = ModelFolder.Load(folder);
        CellFeatures[] cells = CellsOf(model);
        Report($"{model.Training.Cohort}, {model.Features.Count} features: {Rows} rows", Rows, () => Predictor.Predict(model, cells).Count);
        string recording = named ?? Path.Combine(Environment.GetEnvironmentVariable("EPHYSTX_SHARED") ?? "../shared", "golden", "bench", "bench_real_size.nwb");
        if (!File.Exists(recording))
        {
            Console.WriteLine($"There is no {recording}; name an NWB file after the model folder, or set EPHYSTX_SHARED.");
            return;
        }

        Report("a recording of real size, read, features drawn, predicted", 1, () => Predictor.Predict(model, [RecordingCells.Read(recording, model.Features)]).Count);
    }

    // Real cells with the gaps that they have, and every third one without a family more: patterns of missing values are what takes time.
    private static CellFeatures[] CellsOf(TrainedModel model)
    {
        CohortSet set = CohortCatalog.OpenAsync(AllenScalars.Name).GetAwaiter().GetResult();
        Cohort cohort = new[] { set.Mouse, set.Human, set.HumanFull! }.First(one => one.Name == model.Training.Cohort);
        return [.. Enumerable.Range(0, Rows).Select(row =>
        {
            double[] values = cohort.Values.Row(row % cohort.Cells.Count).ToArray();
            foreach (int column in row % 3 == 0 ? model.Families[row % model.Families.Count].Columns : [])
            {
                values[column] = double.NaN;
            }

            return new CellFeatures($"{row}", "benchmark", values, new string?[values.Length], []);
        })];
    }

    private static void Report(string what, int cells, Func<int> predict)
    {
        List<double> walls = [], processors = [];
        for (int repeat = 0; repeat <= Repeats; repeat++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            predict();
            walls.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processors.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
        }

        double wall = Median(walls), processor = Median(processors);
        Console.WriteLine(FormattableString.Invariant(
            $"{what}: first {walls[0]:0} ms ({processors[0]:0} ms of processor time), then {wall:0} ms ({processor:0} ms of processor time), {1000 * cells / wall:0} a second; {Repeats} repeats, {Environment.ProcessorCount} processors"));
    }

    private static double Median(List<double> values) => values.Skip(1).Order().ElementAt(Repeats / 2);
}
