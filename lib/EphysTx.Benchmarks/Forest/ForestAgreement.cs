using System.Globalization;
using System.Text.Json;
using EphysTx.Tabular;

namespace EphysTx.Benchmarks.Forest;

/// <summary>
/// Accuracy and macro-F1 against scikit-learn's forest on identical donor-grouped folds, several repeats. Needs scikit-learn.
/// </summary>
internal static class ForestAgreement
{
    private const int Trees = 500;

    public static void Run(string[] arguments)
    {
        int repeats = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 10;
        foreach (LabelledTable table in LabelledTable.RealTables() ?? LabelledTable.SyntheticTables())
        {
            string file = Path.GetTempFileName();
            try
            {
                table.Write(file, withDonors: true);
                Compare(table, PeerProcess.Lines("forest_agreement.py", file, Trees, repeats));
            }
            finally
            {
                File.Delete(file);
            }
        }
    }

    private static void Compare(LabelledTable table, IEnumerable<string> lines)
    {
        var rows = new List<double[]>();
        foreach (string line in lines)
        {
            JsonElement answer = JsonDocument.Parse(line).RootElement;
            int[] folds = answer.GetProperty("folds").EnumerateArray().Select(fold => fold.GetInt32()).ToArray();
            double[] theirs = [.. answer.GetProperty("pooled").EnumerateArray().Select(score => score.GetDouble())];
            int[] predicted = CrossValidate(table, folds, seed: rows.Count);
            rows.Add([Accuracy(table, predicted), MacroF1(table, predicted), .. theirs]);
        }

        Console.WriteLine($"{table.Name}, {table.Features.Rows} × {table.Features.Columns}, {table.Classes} classes, {Trees} trees, donor-grouped 5-fold, {rows.Count} repeats (mean ± SD)");
        Console.WriteLine($"  accuracy  ours {Summary(rows, 0)}   scikit-learn {Summary(rows, 2)}   paired difference {Summary(rows.Select(row => row[0] - row[2]))}");
        Console.WriteLine($"  macro-F1  ours {Summary(rows, 1)}   scikit-learn {Summary(rows, 3)}   paired difference {Summary(rows.Select(row => row[1] - row[3]))}");
    }

    private static int[] CrossValidate(LabelledTable table, int[] folds, int seed)
    {
        var trainer = new RandomForestTrainer(new RandomForestOptions { TreeCount = Trees });
        var predicted = new int[folds.Length];
        for (int fold = 0; fold <= folds.Max(); fold++)
        {
            int[] train = Enumerable.Range(0, folds.Length).Where(row => folds[row] != fold).ToArray();
            int[] test = Enumerable.Range(0, folds.Length).Where(row => folds[row] == fold).ToArray();
            RandomForest forest = trainer.Fit(table.Features.SelectRows(train), Array.ConvertAll(train, row => table.Labels[row]), table.Classes, seed);
            int[] classes = forest.PredictClasses(table.Features.SelectRows(test));
            for (int i = 0; i < test.Length; i++)
            {
                predicted[test[i]] = classes[i];
            }
        }

        return predicted;
    }

    private static double Accuracy(LabelledTable table, int[] predicted) => predicted.Zip(table.Labels, (a, b) => a == b ? 1.0 : 0.0).Average();

    private static double MacroF1(LabelledTable table, int[] predicted) => Enumerable.Range(0, table.Classes).Average(c =>
        2.0 * predicted.Zip(table.Labels).Count(pair => pair.First == c && pair.Second == c)
        / (predicted.Count(label => label == c) + table.Labels.Count(label => label == c)));

    private static string Summary(List<double[]> rows, int column) => Summary(rows.Select(row => row[column]));

    private static string Summary(IEnumerable<double> values)
    {
        double[] all = values.ToArray();
        double mean = all.Average();
        double deviation = Math.Sqrt(all.Sum(value => (value - mean) * (value - mean)) / Math.Max(1, all.Length - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:F4} ± {deviation:F4}");
    }
}
