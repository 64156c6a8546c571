using System.Diagnostics;
using EphysTx.Features;
using EphysTx.Features.Extraction;

namespace EphysTx.Benchmarks;

/// <summary>
/// Extraction of recordings of real size: processor time of one recording after the first (the first pays for compilation), and how four of them at once scale from one worker to two.
/// </summary>
internal static class ExtractBenchmark
{
    private const int Copies = 4;

    public static void Run(string[] args)
    {
        string recording = args.Length > 0 ? args[0]
            : Path.Combine(Environment.GetEnvironmentVariable("EPHYSTX_SHARED") ?? "../shared", "golden", "bench", "bench_real_size.nwb");
        if (!File.Exists(recording))
        {
            Console.Error.WriteLine($"There is no {recording}; name an NWB file, or set EPHYSTX_SHARED.");
            return;
        }

        string folder = Directory.CreateTempSubdirectory("ephystx-bench-").FullName;
        try
        {
            for (int copy = 0; copy < Copies; copy++)
            {
                File.Copy(recording, Path.Combine(folder, $"copy{copy}.nwb"));
            }

            foreach (FeatureOptions preset in new[] { FeatureOptions.Paper, FeatureOptions.Recommended })
            {
                Measure(folder, preset);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Measure(string folder, FeatureOptions preset)
    {
        Draw(folder, preset, 1);
        long allocated = GC.GetTotalAllocatedBytes();
        TimeSpan paused = GC.GetTotalPauseDuration();
        int collections = GC.CollectionCount(2);
        (double wallOfOne, _) = Draw(folder, preset, 1);
        Console.WriteLine(FormattableString.Invariant(
            $"{preset.Name}: {(GC.GetTotalAllocatedBytes() - allocated) / 1e6 / Copies:0} MB allocated per recording; {(GC.GetTotalPauseDuration() - paused).TotalMilliseconds:0} ms of {wallOfOne:0} ms paused by {GC.CollectionCount(2) - collections} full collections"));
        List<double> one = [], two = [], ratios = [], processor = [];
        for (int repeat = 0; repeat < 7; repeat++)
        {
            (double wall, double cpu) = Draw(folder, preset, 1);
            double both = Draw(folder, preset, 2).Wall;
            one.Add(wall);
            two.Add(both);
            ratios.Add(wall / both);
            processor.Add(cpu / Copies);
        }

        Console.WriteLine(
            $"{preset.Name}: {Median(processor):0} ms of processor time per recording; {Copies} recordings in {Median(one):0} ms with 1 worker, {Median(two):0} ms with 2 ({Median(ratios):0.00}×); " +
            $"largest memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:0} MB; medians of {one.Count}");
    }

    private static (double Wall, double Cpu) Draw(string folder, FeatureOptions preset, int workers)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        var options = new ExtractionOptions { Features = preset, Output = Path.Combine(folder, "out.h5"), Workers = workers };
        ExtractionSummary summary = ExtractionRun.RunAsync(InputList.Resolve([folder], folder), options).GetAwaiter().GetResult();
        double wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return summary.Succeeded == Copies
            ? (wall, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds)
            : throw new InvalidOperationException("A recording failed.");
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
