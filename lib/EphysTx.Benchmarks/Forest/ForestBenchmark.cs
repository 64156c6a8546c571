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
        foreach (LabelledTable table in LabelledTable.RealTables() ?? LabelledTable.SyntheticTables())
        {
            foreach (int threads in (int[])[2, 1])
            {
                Compare(table, threads, repetitions);
            }
        }
    }

    private static void Compare(LabelledTable table, int threads, int repetitions)
    {
        string file = Path.GetTempFileName();
        try
        {
            table.Write(file, withDonors: false);
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
