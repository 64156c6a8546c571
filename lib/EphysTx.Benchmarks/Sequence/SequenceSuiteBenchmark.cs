using System.Diagnostics;
using System.Globalization;
using EphysTx.Cohorts;
using EphysTx.Numerics;
using EphysTx.Sequence;
using EphysTx.Statistics;

namespace EphysTx.Benchmarks.Sequence;

/// <summary>
/// <c>sequence-suite [FOLDS] [EPOCHS]</c>: the human experiment, 10 × 5 folds of 506 cells in the paper's class shares, with a fixed number of epochs (5 unless told) for both: each fold is
/// standardised, trained with validation after every epoch, and its test cells are scored. Ours trains folds side by side on two cores, one thread each; PyTorch takes fold after fold, with
/// one thread and with two, and its better time counts. Two processes of one thread each are shown as well, because that is how PyTorch users who think of it would do it.
/// </summary>
internal static class SequenceSuiteBenchmark
{
    private const int Steps = 12;
    private const int Width = 417;
    private const int Hidden = 128;
    private const int Batch = 64;
    private const int Cores = 2;
    private const double Separation = 0.1;
    private static readonly int[] Counts = [50, 293, 96, 67];

    public static void Run(string[] arguments)
    {
        int folds = SequenceBenchmark.Argument(arguments, 0, 50);
        int epochs = SequenceBenchmark.Argument(arguments, 1, 5);
        Console.WriteLine($"human suite, {Counts.Sum()} × {Steps} × {Width}, hidden {Hidden}, batch {Batch}, {folds} folds of {epochs} epochs, {Environment.ProcessorCount} cores");
        Cohort cohort = Make();
        Ours(cohort, Cores, epochs);
        double ours = Print($"ours, {Cores} folds at a time", Ours(cohort, folds, epochs));
        double best = double.PositiveInfinity;
        foreach (int threads in (int[])[1, Cores])
        {
            best = Math.Min(best, Peers($"{threads} thread{(threads == 1 ? "" : "s")}", folds, epochs, processes: 1, threads));
        }

        if (double.IsFinite(best))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  ours is {best / ours:F2} times as fast as PyTorch's better of one and two threads"));
            double pair = Peers($"{Cores} processes of 1 thread", folds, epochs, Cores, threads: 1);
            if (double.IsFinite(pair))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  and {pair / ours:F2} times as fast as its processes side by side"));
            }
        }
    }

    private static double Print(string what, EpochTiming timing)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-40} wall {timing.Wall:F2} s, processor {timing.Processor:F2} s"));
        return timing.Wall;
    }

    private static EpochTiming Ours(Cohort cohort, int folds, int epochs)
    {
        var trainer = new SequenceClassifierTrainer(new SequenceClassifierOptions { Training = new SequenceTrainingOptions { MaxEpochs = epochs, Patience = null } });
        TimeSpan processor = Process.GetCurrentProcess().TotalProcessorTime;
        long start = Stopwatch.GetTimestamp();
        Split[] splits = [.. Splits.RepeatedKFold(cohort.Labels, null, 5, (folds + 4) / 5, SplitProtocol.Paper, 9).Take(folds)];
        var scored = new Matrix[folds];
        Parallel.For(0, folds, new ParallelOptions { MaxDegreeOfParallelism = Cores }, i =>
        {
            Split inner = Splits.HoldOut(Array.ConvertAll(splits[i].Train, row => cohort.Labels[row]), null, SplitProtocol.Paper, splits[i].Seed, 0.25);
            int[] train = Array.ConvertAll(inner.Train, row => splits[i].Train[row]);
            int[] validation = Array.ConvertAll(inner.Test, row => splits[i].Train[row]);
            SequenceClassifier classifier = trainer.Fit(cohort, [(train, validation)], splits[i].Seed);
            scored[i] = classifier.PredictProbabilities(cohort.SelectCells(splits[i].Test, "test"));
        });
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new EpochTiming(wall, (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds);
    }

    private static double Peers(string what, int folds, int epochs, int processes, int threads)
    {
        object[] arguments = [Steps, Width, Hidden, Batch, epochs, threads, Separation, .. Counts.Cast<object>()];
        SequencePeer[] peers = [.. Enumerable.Range(0, processes).Select(_ => SequencePeer.Start("sequence_suite_torch.py", arguments))];
        try
        {
            Array.ForEach(peers, peer => peer.Measure("1"));
            long start = Stopwatch.GetTimestamp();
            var timings = new EpochTiming?[processes];
            Parallel.For(0, processes, i => timings[i] = peers[i].Measure($"{(folds + processes - 1 - i) / processes}"));
            double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (Array.Find(peers, peer => peer.Problem is not null) is { } lost)
            {
                Console.WriteLine($"  PyTorch, {what}: {lost.Problem}");
                return double.PositiveInfinity;
            }

            return Print($"{peers[0].Name}, {what}", new EpochTiming(wall, timings.Sum(timing => timing!.Value.Processor)));
        }
        finally
        {
            Array.ForEach(peers, peer => peer.Dispose());
        }
    }

    private static Cohort Make()
    {
        var random = new SeededRandom(1);
        int[] labels = [.. Counts.SelectMany((count, label) => Enumerable.Repeat(label, count))];
        FeatureDefinition[] features = [.. Enumerable.Range(0, Steps * Width).Select(k => new FeatureDefinition($"f{k}", $"family {k / Width}", "", ""))];
        double[][] patterns = [.. Counts.Select(_ => Array.ConvertAll(features, _ => Separation * random.NextNormal()))];
        var values = new Matrix(labels.Length, features.Length);
        for (int i = 0; i < values.Values.Length; i++)
        {
            values.Values[i] = random.NextNormal() + patterns[labels[i / features.Length]][i % features.Length];
        }

        CohortCell[] cells = [.. labels.Select((label, row) => new CohortCell($"cell {row}", Subclass.SharedFour[label], $"donor {row}", new Dictionary<string, string>()))];
        return new Cohort("human suite", Species.Human, isSimulated: true, cells, features, values, new MissingReason[values.Values.Length], Funnel.None);
    }
}
