using System.Globalization;
using EphysTx.Figures;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>An experiment's tables: published | ours (paper protocol) | ours (donor protocol), and the paired differences.</summary>
public static class ExperimentTables
{
    /// <summary>Scores of one task; published models that no arm stands beside have rows of their own.</summary>
    public static DisplayTable Scores(ExperimentResult result, string task)
    {
        TaskResult[] all = TasksOf(result, task);
        ExperimentTask definition = all[0].Task;
        List<TableColumn> columns = [new("model"), new("metric"), new("published")];
        foreach (TaskResult of in all)
        {
            string protocol = ExperimentJson.Name(of.Protocol);
            columns.Add(new($"ours, {protocol} protocol"));
            columns.Add(new($"{protocol} protocol, interval"));
        }

        var rows = new List<IReadOnlyList<object?>>();
        foreach (string arm in definition.Arms.Select(arm => arm.Name))
        {
            PublishedResult? counterpart = definition.Counterparts.TryGetValue(arm, out string? model) ? definition.Published.First(published => published.Model == model) : null;
            rows.Add([arm, "macro-F1", SpreadOf(counterpart?.MacroF1), .. all.SelectMany(of => Cells(of[arm], report => report.MacroF1, of[arm].Evaluation.MacroF1))]);
            rows.Add([arm, "accuracy", SpreadOf(counterpart?.Accuracy), .. all.SelectMany(of => Cells(of[arm], report => report.Accuracy, of[arm].Evaluation.Accuracy))]);
        }

        foreach (PublishedResult published in definition.Published.Where(published => !definition.Counterparts.Values.Contains(published.Model)))
        {
            rows.Add([$"{published.Model} (published)", "macro-F1", SpreadOf(published.MacroF1), .. Enumerable.Repeat<object?>(null, columns.Count - 3)]);
            rows.Add([$"{published.Model} (published)", "accuracy", SpreadOf(published.Accuracy), .. Enumerable.Repeat<object?>(null, columns.Count - 3)]);
        }

        return new DisplayTable(TitleOf(result, all[0]), columns, rows)
        {
            Footnotes =
            [
                "Ours: mean ± SD over runs, the folds of a run pooled. Brackets: 95 % interval over donors of all predictions of all runs together.",
                .. definition.Published.Count > 0 ? [$"Published: {PublishedResults.Citation}, on other cells and features than these."] : Array.Empty<string>(),
            ],
        };
    }

    /// <summary>How each arm of a task differs from its reference arm, protocol after protocol.</summary>
    public static DisplayTable Differences(ExperimentResult result, string task)
    {
        TaskResult[] all = TasksOf(result, task);
        string reference = all[0].Task.Reference;
        var rows = all.SelectMany(of => of.Arms.Where(arm => arm.Difference is not null).Select(arm => (IReadOnlyList<object?>)
        [
            arm.Arm,
            ExperimentJson.Name(of.Protocol),
            arm.Difference!.OverSplits is { } test ? new Estimate(test.MeanDifference, test.Lower, test.Upper) : null,
            P(arm.Difference.OverSplits?.PValue),
            new Estimate(arm.Difference.OverDonors.Estimate, arm.Difference.OverDonors.Lower, arm.Difference.OverDonors.Upper),
            P(arm.Difference.Permutation.PValue),
        ])).ToArray();
        return new DisplayTable(
            $"{all[0].Task.Name}: macro-F1 minus that of {reference}",
            [
                new("model"), new("protocol"),
                new("over splits", null, "+0.000;-0.000;0.000"), new("p (corrected t)", null, null, ColumnAlignment.Right),
                new("over donors", null, "+0.000;-0.000;0.000"), new("p (permutation)", null, null, ColumnAlignment.Right),
            ],
            rows)
        {
            Footnotes =
            [
                "Over splits: mean difference per test part, 95 % interval and p by the corrected resampled t test (Nadeau and Bengio 2003): would other training cells give the same.",
                "Over donors: difference of all predictions together, 95 % bootstrap interval and permutation test with the donor as the unit, for the models as trained.",
                "The p values are not adjusted for the number of comparisons.",
            ],
        };
    }

    /// <summary>Names of the tasks, in order.</summary>
    public static IReadOnlyList<string> Tasks(ExperimentResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return [.. result.Tasks.Select(task => task.Task.Name).Distinct()];
    }

    private static TaskResult[] TasksOf(ExperimentResult result, string task)
    {
        ArgumentNullException.ThrowIfNull(result);
        TaskResult[] all = [.. result.Tasks.Where(of => of.Task.Name == task)];
        return all.Length > 0 ? all : throw new EphysTxException($"{result.Experiment.Name} has no task '{task}'; it has {string.Join(", ", Tasks(result))}.");
    }

    private static string TitleOf(ExperimentResult result, TaskResult task) => string.Create(
        CultureInfo.InvariantCulture,
        $"{task.Task.Name}: {task.Cohorts.Target.Cells.Count} cells, {task.Cohorts.Target.Features.Count} features, {task.Cohorts.Target.Classes.Length} classes{(task.Cohorts.Target.IsSimulated ? ", simulated" : "")}; {result.Profile.Name} profile");

    private static object?[] Cells(ArmResult arm, Func<ClassificationReport, double> metric, ConfidenceInterval interval)
    {
        MetricSummary runs = arm.Evaluation.Report.OverRuns(metric);
        return [new Spread(runs.Mean, runs.StandardDeviation), new Estimate(interval.Estimate, interval.Lower, interval.Upper)];
    }

    private static Spread? SpreadOf(PublishedScore? score) => score is null ? null : new Spread(score.Mean, score.StandardDeviation ?? double.NaN);

    private static string? P(double? value) => value switch
    {
        null => null,
        < 0.001 => "< 0.001",
        _ => value.Value.ToString("0.000", CultureInfo.InvariantCulture),
    };
}
