using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EphysTx.Benchmarks.Forest;
using EphysTx.Numerics;
using EphysTx.Statistics;
using EphysTx.Tabular;

namespace EphysTx.Benchmarks.Tabular;

/// <summary>
/// <c>boosting [REPEATS]</c>: a fit with default settings on all cores against scikit-learn's on the same table, alternating; and the
/// macro-F1 of both on the same donor-grouped folds.
/// </summary>
internal static class BoostingBenchmark
{
    private const int Folds = 5;

    public static void Run(string[] arguments)
    {
        int repeats = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 5;
        foreach (LabelledTable table in LabelledTable.RealTables() ?? LabelledTable.SyntheticTables())
        {
            Split[] folds = Splits.KFold(table.Labels, table.Donors, Folds, SplitProtocol.Donor, 0);
            int[] fold = Fold(folds, table.Labels.Length);
            string file = Path.GetTempFileName();
            try
            {
                (table with { Donors = fold }).Write(file, withDonors: true);
                Compare(table, folds, file, repeats);
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private static void Compare(LabelledTable table, Split[] folds, string file, int repeats)
    {
        using Process? peer = PeerProcess.IsInstalled ? PeerProcess.Start("boosting_sklearn.py", file) : null;
        bool peerIsThere = peer?.StandardOutput.ReadLine() is not null;
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int repeat = 0; repeat <= repeats; repeat++)
        {
            long start = Stopwatch.GetTimestamp();
            new HistogramBoostingTrainer().Fit(table.Features, table.Labels, table.Classes, repeat);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            double other = peerIsThere ? Ask(peer!, "fit") : double.NaN;

            // The first of each warms up.
            if (repeat > 0)
            {
                ours.Add(seconds);
                theirs.Add(other);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Name}, {table.Features.Rows} × {table.Features.Columns}: fit {Median(ours):F3} s, scikit-learn {Median(theirs):F3} s, {Median(ours.Zip(theirs, (a, b) => b / a)):F2} times as fast, median of {repeats}"));
        double score = peerIsThere ? Ask(peer!, "score") : double.NaN;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  macro-F1 on the same donor folds {Score(table, folds):F4}, scikit-learn {score:F4}"));
        peer?.StandardInput.Close();
        peer?.WaitForExit();
    }

    private static double Score(LabelledTable table, Split[] folds) => Evaluate(new HistogramBoostingTrainer(), table, folds);

    private static double Ask(Process peer, string what)
    {
        peer.StandardInput.WriteLine(what);
        peer.StandardInput.Flush();
        string line = peer.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peer stopped.");
        return JsonDocument.Parse(line).RootElement.GetProperty("value").GetDouble();
    }

    private static int[] Fold(Split[] folds, int rows)
    {
        var fold = new int[rows];
        foreach (Split split in folds)
        {
            foreach (int row in split.Test)
            {
                fold[row] = split.Fold;
            }
        }

        return fold;
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>Mean over runs of the macro-F1 of a run's pooled predictions; folds side by side.</summary>
    private static double Evaluate(ITabularTrainer trainer, LabelledTable table, Split[] splits)
    {
        DonorGroups donors = table.Donors;
        var predictions = new FoldPrediction[splits.Length];
        Parallel.For(0, splits.Length, i =>
        {
            Split split = splits[i];
            bool grouped = !split.Train.Select(row => donors[row]).Intersect(split.Test.Select(row => donors[row])).Any();
            Matrix probabilities = trainer.FitGrouped(
                table.Features.SelectRows(split.Train),
                Array.ConvertAll(split.Train, row => table.Labels[row]),
                table.Classes,
                grouped ? donors.Select(split.Train) : null,
                split.Seed).PredictProbabilities(table.Features.SelectRows(split.Test));
            predictions[i] = new FoldPrediction(split, TabularClassifierExtensions.MostProbable(probabilities), probabilities);
        });
        string[] classes = Enumerable.Range(0, table.Classes).Select(label => $"{label}").ToArray();
        return CrossValidationReport.From(table.Labels, classes, predictions).OverRuns(report => report.MacroF1).Mean;
    }
}
