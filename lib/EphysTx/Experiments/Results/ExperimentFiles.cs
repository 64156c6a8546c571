using System.Globalization;
using System.Text;
using EphysTx.Statistics;
using EphysTx.Storage;

namespace EphysTx.Experiments;

/// <summary>Writes a result: the JSON, and beside it the tables as Markdown, the scores as CSV, and the times, which alone differ between equal runs.</summary>
public static class ExperimentFiles
{
    /// <summary>Writes <c>NAME.json</c>, <c>NAME.md</c>, <c>NAME.csv</c> and <c>NAME.timings.csv</c>, all or none.</summary>
    /// <param name="result">The result.</param>
    /// <param name="path">Path of the JSON file.</param>
    /// <returns>The paths, the JSON first.</returns>
    /// <exception cref="EphysTxException">The disk is full or the folder cannot be written; nothing has changed.</exception>
    public static IReadOnlyList<string> Write(ExperimentResult result, string path)
    {
        ArgumentNullException.ThrowIfNull(result);
        byte[] json = ExperimentJson.Of(result);
        (string Path, string Text)[] beside =
        [
            (Path.ChangeExtension(path, ".md"), Markdown(result)),
            (Path.ChangeExtension(path, ".csv"), Csv(result)),
            (Path.ChangeExtension(path, ".timings.csv"), Timings(result)),
        ];

        // The JSON last, so that where it stands, the others do.
        AtomicFileGroup.Write([
            .. beside.Select(file => (file.Path, (Action<Stream>)(stream => stream.Write(Encoding.UTF8.GetBytes(file.Text))))),
            (path, stream => stream.Write(json)),
        ]);
        return [path, .. beside.Select(file => file.Path)];
    }

    /// <summary>All tables as a Markdown page.</summary>
    public static string Markdown(ExperimentResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var text = new StringBuilder($"# {result.Experiment.Name}\n\n{result.Experiment.Question}\n");
        foreach (string task in ExperimentTables.Tasks(result))
        {
            text.Append('\n').Append(ExperimentTables.Scores(result, task).ToMarkdown()).Append('\n').Append(ExperimentTables.Differences(result, task).ToMarkdown());
        }

        return text.ToString();
    }

    private static string Csv(ExperimentResult result)
    {
        var text = new StringBuilder("experiment,task,protocol,arm,metric,mean,sd,runs,estimate,low,high,minus_reference,minus_reference_low,minus_reference_high,minus_reference_p,donor_difference,donor_difference_low,donor_difference_high,donor_difference_p\n");
        foreach (TaskResult task in result.Tasks)
        {
            foreach (ArmResult arm in task.Arms)
            {
                string head = $"{result.Experiment.Name},{task.Task.Name},{ExperimentJson.Name(task.Protocol)},{arm.Arm}";
                PairedTestResult? test = arm.Difference?.OverSplits;
                ConfidenceInterval? donors = arm.Difference?.OverDonors;
                Append(text, head, "macro_f1", arm, report => report.MacroF1, arm.Evaluation.MacroF1, [
                    test?.MeanDifference, test?.Lower, test?.Upper, test?.PValue, donors?.Estimate, donors?.Lower, donors?.Upper, arm.Difference?.Permutation.PValue]);
                Append(text, head, "accuracy", arm, report => report.Accuracy, arm.Evaluation.Accuracy, new double?[8]);
            }
        }

        return text.ToString();
    }

    private static void Append(
        StringBuilder text, string head, string metric, ArmResult arm, Func<ClassificationReport, double> of, ConfidenceInterval interval, double?[] differences)
    {
        MetricSummary runs = arm.Evaluation.Report.OverRuns(of);
        double?[] numbers = [runs.Mean, runs.StandardDeviation, runs.Count, interval.Estimate, interval.Lower, interval.Upper, .. differences];
        text.Append(head).Append(',').Append(metric).Append(',').AppendJoin(',', numbers.Select(Number)).Append('\n');
    }

    private static string Timings(ExperimentResult result)
    {
        var text = new StringBuilder("task,protocol,arm,run,fold,seconds\n");
        foreach (UnitTiming unit in result.Timings)
        {
            text.Append(CultureInfo.InvariantCulture, $"{unit.Task},{ExperimentJson.Name(unit.Protocol)},{unit.Arm},{unit.Run},{unit.Fold},{unit.Seconds:0.000}\n");
        }

        return text.ToString();
    }

    private static string Number(double? value) => value is { } number && double.IsFinite(number) ? number.ToString("R", CultureInfo.InvariantCulture) : "NA";
}
