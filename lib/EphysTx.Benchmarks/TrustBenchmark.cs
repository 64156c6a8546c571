using System.Diagnostics;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Prediction;

namespace EphysTx.Benchmarks;

/// <summary>Where predictions can be trusted: cells of unseen donors without each protocol (real tables), and simulated cells with other noise and sampling rates. The numbers of docs/prediction.md.</summary>
internal static class TrustBenchmark
{
    public static void Run(string[] args)
    {
        bool isQuick = args.Contains("quick");
        string[] parts = [.. args.Where(arg => arg != "quick")];
        if (parts.Length == 0 || parts.Contains("protocols"))
        {
            CohortSet set = CohortCatalog.OpenAsync(AllenScalars.Name).GetAwaiter().GetResult();
            foreach (Cohort cohort in new[] { set.Mouse, set.Human, set.HumanFull! })
            {
                var options = new ProtocolLossOptions
                {
                    Folds = isQuick ? 3 : 5,
                    Predicted = isQuick ? 1 : null,
                    Training = new TrainingOptions { OuterFolds = isQuick ? 3 : 5, Candidates = [ModelCandidate.Of(cohort)[0]] },
                };
                Report(cohort.Name, () => ProtocolLoss.Measure(cohort, options));
            }
        }

        if (parts.Length == 0 || parts.Contains("signals"))
        {
            Report("simulated cells", () => SignalTrust.Measure(isQuick ? new SignalTrustOptions { TrainingCells = 100, CellsPerClass = 2, Folds = 3, Noise = [0.5, 2, 4], NoiseOfAnyRig = [16] } : null));
        }
    }

    private static void Report(string what, Func<IReadOnlyList<TrustRow>> measure)
    {
        TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
        IReadOnlyList<TrustRow> rows = measure();
        Console.WriteLine(FormattableString.Invariant($"\n{what}, {rows[0].Cells} cells; {(Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds:0.0} s of processor time"));
        Console.WriteLine("| condition | features | macro-F1 | accuracy | abstained | right of the labels | 90 % sets hold it | classes per set | probability | as in the reference |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (TrustRow row in rows)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"| {row.Condition} | {row.Features:0.0} | {row.MacroF1:0.000} | {row.Accuracy:0.000} | {row.Abstained:0.000} | {row.LabelAccuracy:0.000} | {row.Coverage:0.000} | {row.SetSize:0.00} | {row.Probability:0.000} | {row.Agreement:0.000} |"));
        }
    }
}
