using System.Diagnostics;
using EphysTx.Tabular;

namespace EphysTx.Benchmarks.Forest;

/// <summary>
/// Fit and prediction of 500 class-balanced trees against scikit-learn on the same table and the same number of threads,
/// alternating; medians and ratios. The real tables are used where EPHYSTX_SHARED names them, else synthetic ones of their shape.
/// </summary>
internal static class ForestBenchmark
{
    private const int Trees = 500;

    public static void Run(string[] arguments)
    {
        int repetitions = arguments.Length > 0 ? int.Parse(arguments[0], System.Globalization.CultureInfo.InvariantCulture) : 7;
        foreach (LabelledTable table in Tables())
        {
            foreach (int threads in (int[])[2, 1])
            {
                Compare(table, threads, repetitions);
            }
        }
    }

    private static IEnumerable<LabelledTable> Tables()
    {
        string? shared = Environment.GetEnvironmentVariable("EPHYSTX_SHARED");
        string folder = Path.Combine(shared ?? "", "data", "allen_scalars");
        if (string.IsNullOrEmpty(shared) || !Directory.Exists(folder))
        {
            yield return LabelledTable.Synthetic("synthetic, mouse shape", 4221, 32, [1824, 888, 797, 477, 235], 1);
            yield return LabelledTable.Synthetic("synthetic, human shape", 704, 32, [370, 156, 111, 67], 2);
            yield return LabelledTable.Synthetic("synthetic, human full shape", 704, 83, [370, 156, 111, 67], 3);
            yield break;
        }

        yield return LabelledTable.Read("mouse", Path.Combine(folder, "mouse_scalar_features.csv"), "subclass", (_, column) => column >= 8);
        LabelledTable human = LabelledTable.Read("human", Path.Combine(folder, "human_scalar_features.csv"), "subclass", (_, column) => column >= 10);
        yield return human;
        LabelledTable full = LabelledTable.Read(
            "human full",
            Path.Combine(folder, "raw", "LeeDalley_ephys_fx.csv"),
            "specimen_id",
            (column, at) => at > 0 && column != "adp_v_last_rheo" && !column.EndsWith("_chirp", StringComparison.Ordinal));

        // Timing only: the rows of the two files need not be matched, the class counts are what matters.
        yield return full with { Labels = human.Labels, Classes = human.Classes };
    }

    private static void Compare(LabelledTable table, int threads, int repetitions)
    {
        string file = Path.GetTempFileName();
        try
        {
            table.Write(file);
            using ForestPeer? peer = ForestPeer.Start(file, Trees, threads);
            var ours = new List<ForestTiming>();
            var theirs = new List<ForestTiming>();
            Measure(table, threads, 0);
            peer?.Measure(0);
            for (int seed = 1; seed <= repetitions; seed++)
            {
                ours.Add(Measure(table, threads, seed));
                if (peer is not null)
                {
                    theirs.Add(peer.Measure(seed));
                }
            }

            Console.WriteLine($"{table.Name}, {table.Features.Rows} × {table.Features.Columns}, {table.Classes} classes, {Trees} trees, {threads} thread(s), median of {repetitions}");
            Report("fit", ours, theirs, timing => timing.Fit, peer?.Version);
            Report("predict", ours, theirs, timing => timing.Predict, peer?.Version);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static ForestTiming Measure(LabelledTable table, int threads, int seed)
    {
        var trainer = new RandomForestTrainer(new RandomForestOptions { TreeCount = Trees, MaxDegreeOfParallelism = threads });
        long start = Stopwatch.GetTimestamp();
        RandomForest forest = trainer.Fit(table.Features, table.Labels, table.Classes, seed);
        double fit = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        forest.PredictProbabilities(table.Features);
        return new ForestTiming(fit, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static void Report(string what, List<ForestTiming> ours, List<ForestTiming> theirs, Func<ForestTiming, double> value, string? version)
    {
        double mine = Median(ours.Select(value));
        if (theirs.Count == 0)
        {
            Console.WriteLine($"  {what,-8} {mine,8:F3} s (no scikit-learn here to compare with)");
            return;
        }

        double other = Median(theirs.Select(value));
        double ratio = Median(ours.Zip(theirs, (a, b) => value(b) / value(a)));
        Console.WriteLine($"  {what,-8} {mine,8:F3} s   scikit-learn {version} {other,8:F3} s   {ratio:F1} times as fast");
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
