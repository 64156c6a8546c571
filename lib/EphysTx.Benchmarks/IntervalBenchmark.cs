using System.Diagnostics;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Benchmarks;

/// <summary>The donor bootstrap on a cohort of the size of the mouse table: 2,000 resamples of about 4,200 cells.</summary>
internal static class IntervalBenchmark
{
    public static void Run(string[] args)
    {
        var random = new SeededRandom(4);
        var truth = new List<int>();
        var predicted = new List<int>();
        var donors = new List<int>();
        for (int donor = 0; donor < 982; donor++)
        {
            int cells = 1 + random.NextInt(8);
            for (int cell = 0; cell < cells; cell++)
            {
                int label = random.NextInt(5);
                truth.Add(label);
                predicted.Add(random.NextDouble() < 0.9 ? label : random.NextInt(5));
                donors.Add(donor);
            }
        }

        var times = new List<double>();
        for (int repeat = 0; repeat < 7; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            DonorBootstrap.Interval([.. truth], [.. predicted], 5, donors.ToArray(), matrix => matrix.MacroF1, new BootstrapOptions { Seed = repeat });
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"{truth.Count} cells, 982 donors, 2,000 resamples: median {times[times.Count / 2]:0} ms of {times.Count}, fastest {times[0]:0} ms");
    }
}
