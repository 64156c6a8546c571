using System.Diagnostics;
using System.Globalization;
using EphysTx.Numerics;
using EphysTx.Sequence;

namespace EphysTx.Benchmarks.Sequence;

/// <summary>
/// One training epoch (forward, backward, clipping, AdamW) at the paper's size on one thread, ours and PyTorch's alternating
/// in one run: medians and the median of the paired ratios, wall and processor time. What PyTorch reaches depends on the BLAS
/// that it finds: Debian's reference BLAS makes it many times slower than OpenBLAS, so put that before it for a fair race.
/// </summary>
internal static class SequenceBenchmark
{
    private const int Cells = 2219;
    private const int Steps = 12;
    private const int Width = 417;
    private const int Classes = 5;
    private const int Hidden = 128;
    private const int Batch = 64;

    public static void Run(string[] arguments)
    {
        int repetitions = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 7;
        var epoch = new OurEpoch();
        using SequencePeer? peer = SequencePeer.Start(Cells, Steps, Width, Classes, Hidden, Batch, 1);
        var ours = new List<EpochTiming>();
        var theirs = new List<EpochTiming>();
        for (int i = -2; i < repetitions; i++)
        {
            EpochTiming mine = epoch.Measure();
            EpochTiming? other = peer?.Measure();
            if (i >= 0)
            {
                ours.Add(mine);
                theirs.AddRange(other is { } timing ? [timing] : []);
            }
        }

        Console.WriteLine($"attention BiLSTM, {Cells} × {Steps} × {Width}, hidden {Hidden}, batch {Batch}, one epoch on one thread, median of {repetitions}");
        Report("wall", ours, theirs, timing => timing.Wall, peer?.Version);
        Report("processor", ours, theirs, timing => timing.Processor, peer?.Version);
    }

    private static void Report(string what, List<EpochTiming> ours, List<EpochTiming> theirs, Func<EpochTiming, double> value, string? version)
    {
        string mine = string.Create(CultureInfo.InvariantCulture, $"  {what,-10} {Median(ours.Select(value)):F3} s");
        Console.WriteLine(theirs.Count == 0
            ? $"{mine} (no PyTorch here to compare with)"
            : string.Create(CultureInfo.InvariantCulture, $"{mine}   PyTorch {version} {Median(theirs.Select(value)):F3} s   ours takes {Median(ours.Zip(theirs, (a, b) => value(a) / value(b))):F2} of its time"));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Our model, trained on epoch by epoch.</summary>
    private sealed class OurEpoch
    {
        private readonly SequenceInput _input;
        private readonly int[] _labels = [.. Enumerable.Range(0, Cells).Select(cell => cell % Classes)];
        private readonly ISequenceTraining _training;
        private readonly SequenceLoss _loss = SequenceLoss.CrossEntropy([1, 1, 1, 1, 1]);
        private readonly SeededRandom _random = new(2);

        public OurEpoch()
        {
            var layout = new SequenceLayout([.. Enumerable.Range(0, Steps).Select(step => $"family {step}")], [.. Enumerable.Repeat(Width, Steps)]);
            var rows = new Matrix(Cells, layout.Length);
            foreach (ref double value in rows.Values.AsSpan())
            {
                value = _random.NextNormal();
            }

            _input = new SequenceInput(layout, rows, MissingPolicy.Zeros);
            ISequenceModel model = new ManagedSequenceEngine().Create(SequenceArchitecture.For(layout) with { Hidden = Hidden }, [new SequenceHead { Classes = Classes }], 1);
            _training = model.StartTraining(new SequenceOptimizer());
        }

        public EpochTiming Measure()
        {
            TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            int[] order = [.. Enumerable.Range(0, Cells)];
            _random.Shuffle<int>(order);
            for (int at = 0; at < Cells; at += Batch)
            {
                _training.Add(new SequenceBatch("head", _input, order.AsMemory(at, Math.Min(Batch, Cells - at)), _labels), _loss, 1, _random.NextInt(int.MaxValue));
                _training.TakeStep();
            }

            double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new EpochTiming(wall, (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds);
        }
    }
}
