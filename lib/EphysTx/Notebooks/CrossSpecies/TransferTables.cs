using EphysTx.Experiments;
using EphysTx.Figures;

namespace EphysTx.Notebooks;

/// <summary>Tables about learning across species.</summary>
public static class TransferTables
{
    /// <summary>Mouse models asked about human cells.</summary>
    public static DisplayTable ZeroShot(IReadOnlyList<ZeroShot> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new DisplayTable(
            "A model of mouse cells, asked about human ones",
            [new("features"), new("model"), new("macro-F1 on all human cells")],
            rows.Select(row => (IReadOnlyList<object?>)[row.Way, row.Model, new Estimate(row.MacroF1.Estimate, row.MacroF1.Lower, row.MacroF1.Upper)]).ToArray())
        {
            Footnotes = ["Brackets: 95 % intervals over human donors. No human label was used. A guess by class shares alone would give about one in four."],
        };
    }

    /// <summary>Models of a task beside the published ones, with the difference from the reference.</summary>
    /// <param name="task">A task under a protocol.</param>
    /// <param name="title">What the table is about.</param>
    public static DisplayTable Models(TaskResult task, string title)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new DisplayTable(
            title,
            [
                new("model"), new("published macro-F1"), new("macro-F1"), new("accuracy"), new($"macro-F1 minus {task.Task.Reference}"), new("p, corrected", null, "0.000"),
            ],
            task.Arms.Select(arm => (IReadOnlyList<object?>)
            [
                arm.Arm,
                Published(task, arm.Arm),
                Of(arm.Evaluation.MacroF1),
                Of(arm.Evaluation.Accuracy),
                arm.Difference?.OverSplits is { } test ? new Estimate(test.MeanDifference, test.Lower, test.Upper) : null,
                arm.Difference?.OverSplits?.PValue,
            ]).ToArray())
        {
            Footnotes =
            [
                $"{task.Cohorts.Target.Name}, {task.Protocol.ToString().ToLowerInvariant()} protocol, {task.Arms[0].Evaluation.Report.Splits.Count} splits. Brackets: 95 % intervals, of scores over donors, of differences by the corrected resampled t test over splits (Nadeau & Bengio 2003).",
                .. task.Task.Published.Count > 0 ? new[] { $"Published: {PublishedResults.Citation}, on other cells and features." } : [],
            ],
        };
    }

    private static Spread? Published(TaskResult task, string arm) =>
        task.Task.Counterparts.TryGetValue(arm, out string? model) && task.Task.Published.FirstOrDefault(one => one.Model == model) is { } row
            ? new Spread(row.MacroF1.Mean, row.MacroF1.StandardDeviation ?? double.NaN)
            : null;

    private static Estimate Of(Statistics.ConfidenceInterval interval) => new(interval.Estimate, interval.Lower, interval.Upper);
}
