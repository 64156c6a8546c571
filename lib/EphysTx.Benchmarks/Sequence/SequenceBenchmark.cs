using System.Diagnostics;
using System.Globalization;
using EphysTx.Numerics;
using EphysTx.Sequence;

namespace EphysTx.Benchmarks.Sequence;

/// <summary>
/// <c>sequence [REPETITIONS] [SECONDS]</c>: one training epoch (forward, backward, clipping, AdamW) at the paper's size on one thread, ours and PyTorch's alternating
/// in one run: medians and the median of the paired ratios, wall and processor time. It ends after the repetitions, or after the first (of one or more) that ends beyond the seconds.
/// What PyTorch reaches depends on the BLAS that it finds, which is named: Debian's reference BLAS makes it many times slower than OpenBLAS, so put that before it for
/// a fair race.
/// </summary>
internal static class SequenceBenchmark
{
    private const int Cells = 2219;
    private const int Steps = 12;
    private const int Width = 417;
    private const int Classes = 5;
    private const int Hidden = 128;
    private const int Batch = 64;
    private const int WarmUpCells = 128;

    public static void Run(string[] arguments)
    {
        int repetitions = Argument(arguments, 0, 7);
        TimeSpan budget = TimeSpan.FromSeconds(Argument(arguments, 1, 300));
        Console.WriteLine($"attention BiLSTM, {Cells} × {Steps} × {Width}, hidden {Hidden}, batch {Batch}, one epoch on one thread");
        var epoch = new OurEpoch();
        using var peer = SequencePeer.Start("sequence_torch.py", Cells, Steps, Width, Classes, Hidden, Batch, 1);
        var ours = new List<EpochTiming>();
        var theirs = new List<EpochTiming>();
        long start = Stopwatch.GetTimestamp();

        epoch.Measure(WarmUpCells);
        peer.Measure(WarmUpCells.ToString(CultureInfo.InvariantCulture));
        for (int i = 0; i < repetitions && (i == 0 || Stopwatch.GetElapsedTime(start) < budget); i++)
        {
            ours.Add(epoch.Measure(Cells));
            Console.Write(string.Create(CultureInfo.InvariantCulture, $"  {i + 1} of {repetitions}: ours {ours[^1].Wall:F2} s"));
            if (peer.Measure(Cells.ToString(CultureInfo.InvariantCulture)) is { } other)
            {
                theirs.Add(other);
                Console.Write(string.Create(CultureInfo.InvariantCulture, $", PyTorch {other.Wall:F2} s"));
            }

            Console.WriteLine();
        }

        Console.WriteLine($"median of {ours.Count}; {peer.Name}{(peer.Problem is null ? "" : $"; {peer.Problem}")}");
        Report("wall", ours, theirs, timing => timing.Wall);
        Report("processor", ours, theirs, timing => timing.Processor);
    }

    /// <summary>A whole number of 1 or more among the arguments, or what stands for it.</summary>
    internal static int Argument(string[] arguments, int index, int otherwise) =>
        arguments.Length <= index ? otherwise
        : int.TryParse(arguments[index], CultureInfo.InvariantCulture, out int number) && number > 0 ? number
        : throw new EphysTxException($"'{arguments[index]}' is no whole number of 1 or more.");

    private static void Report(string what, List<EpochTiming> ours, List<EpochTiming> theirs, Func<EpochTiming, double> value)
    {
        string mine = string.Create(CultureInfo.InvariantCulture, $"  {what,-10} {Median(ours.Select(value)):F3} s");
        Console.WriteLine(theirs.Count == 0
            ? mine
            : string.Create(CultureInfo.InvariantCulture, $"{mine}   PyTorch {Median(theirs.Select(value)):F3} s   ours takes {Median(ours.Zip(theirs, (a, b) => value(a) / value(b))):F2} of its time"));
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

        public EpochTiming Measure(int cells)
        {
            TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
            long start = Stopwatch.GetTimestamp();
            int[] order = [.. Enumerable.Range(0, Cells)];
            _random.Shuffle<int>(order);
            for (int at = 0; at < cells; at += Batch)
            {
                _training.Add(new SequenceBatch("head", _input, order.AsMemory(at, Math.Min(Batch, cells - at)), _labels), _loss, 1, _random.NextInt(int.MaxValue));
                _training.TakeStep();
            }

            double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
            return new EpochTiming(wall, (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds);
        }
    }
}
