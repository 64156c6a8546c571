using System.Diagnostics;
using EphysTx.Numerics;
using EphysTx.Sequence;

namespace EphysTx.Benchmarks.Sequence;

/// <summary>SMOTE on a training part of the paper's shape: 2,219 mouse cells of 12 × 417 values in the published class shares.</summary>
internal static class SmoteBenchmark
{
    private static readonly int[] Counts = [998, 447, 414, 241, 119];

    public static void Run(string[] args)
    {
        const int Width = 12 * 417;
        var random = new SeededRandom(1);
        int[] labels = [.. Counts.SelectMany((count, label) => Enumerable.Repeat(label, count))];
        var rows = new float[labels.Length * Width];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = (float)random.NextNormal();
        }

        Measure("complete", rows, Width, labels);
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = random.NextInt(20) == 0 ? float.NaN : rows[i];
        }

        Measure("5 % missing", rows, Width, labels);
    }

    private static void Measure(string what, float[] rows, int width, int[] labels)
    {
        var times = new List<double>();
        int made = 0;
        for (int repeat = 0; repeat < 5; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            made = Smote.Plan(rows, width, labels, null, repeat).Interpolate(rows, width).Length / width;
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        times.Sort();
        Console.WriteLine($"{labels.Length} cells × {width} values, {what}, {made} synthetic: median {times[2]:0.00} s of {times.Count}, slowest {times[^1]:0.00} s, one thread");
    }
}
