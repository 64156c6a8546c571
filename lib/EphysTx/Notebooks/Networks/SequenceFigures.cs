using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Figures;
using EphysTx.Sequence;
using EphysTx.Statistics;

namespace EphysTx.Notebooks;

/// <summary>Figures about networks over feature families.</summary>
public static class SequenceFigures
{
    /// <summary>Loss and validation scores, epoch after epoch.</summary>
    public static Figure LearningCurve(TrainingRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        IReadOnlyList<SequenceEpoch> history = run.Fit.History;
        LineSeries Line(string name, int style, Func<SequenceEpoch, double> value) =>
            new(name, [.. history.Select(epoch => (double)epoch.Epoch)], [.. history.Select(value)]) { Style = SubclassPalette.Series(style), ShowPoints = true };
        var kept = new ReferenceLine(run.Fit.BestEpoch, $"kept: epoch {run.Fit.BestEpoch}", OnX: true);
        return new Figure(
            "learning-curve",
            $"Epoch {run.Fit.BestEpoch} of {run.Fit.History.Count} is kept: the best {Watched(run)} on validation cells",
            new LineChart(Line("training", 0, epoch => epoch.TrainingLoss), Line("validation", 1, epoch => epoch.ValidationLoss))
            {
                Title = "Loss",
                X = new Axis("epoch"),
                Y = new Axis("loss"),
                ReferenceLines = [kept],
            },
            new LineChart(Line("macro-F1, validation", 2, epoch => epoch.ValidationMacroF1), Line("accuracy, validation", 3, epoch => epoch.ValidationAccuracy))
            {
                Title = "Score",
                X = new Axis("epoch"),
                Y = new Axis("score"),
                ReferenceLines = [kept],
            })
        {
            Columns = 2,
            Width = 900,
            Subtitle = FormattableString.Invariant($"BiLSTM with attention, {CohortTables.Word(run.Cohort.Species)}, one run: {run.Parts.Train.Length:N0} training, {run.Parts.Validation.Length:N0} validation, {run.Parts.Test.Length:N0} test cells; stops {run.Options.Training.Patience} epochs after the best {Watched(run)}."),
        };
    }

    /// <summary>Amplitude before and after LayerNorm, and how extreme a family that was not recorded becomes.</summary>
    public static Figure Distortion(Cohort cohort, IReadOnlyList<InputDistortion> families)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        ArgumentNullException.ThrowIfNull(families);
        string[] names = [.. families.Select(one => $"{CohortTables.FamilyName(one.Family)} ({one.Width})")];
        BarSeries Bars(string name, int style, Func<InputDistortion, double> value) => new(name, [.. families.Select(value)]) { Style = SubclassPalette.Series(style) };
        return new Figure(
            "input-distortion",
            "LayerNorm over padding takes the amplitude away" + (families.Any(one => one.MissingDeviation > one.RecordedDeviation) ? "; a zero for a missing family is an extreme value" : ""),
            new BarChart(names, Bars("standardised", 0, one => one.Variation), Bars("after LayerNorm", 1, one => one.VariationAfter))
            {
                Title = "Variation of a family's size between cells",
                Horizontal = true,
                X = new Axis("SD / mean"),
                ValueFormat = "0.00",
            },
            new BarChart(names, Bars("recorded", 2, one => one.RecordedDeviation), Bars("not recorded, zeros", 3, one => one.MissingDeviation))
            {
                Title = "Distance from the mean cell",
                Horizontal = true,
                X = new Axis("mean |z|"),
                ValueFormat = "0.00",
            })
        {
            Columns = 1,
            Subtitle = $"{CohortTables.Capital(cohort.Species)}, training cells. In brackets: values of the family; each is padded to {families[0].PaddedWidth}.",
        };
    }

    /// <summary>Macro-F1 of tables and networks: published, paper protocol, donor protocol.</summary>
    public static Figure Comparison(IReadOnlyList<ExperimentResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        IEnumerable<string> best = results.Select(result => result.Tasks.Single(task => task.Protocol == SplitProtocol.Donor))
            .GroupBy(task => task.Arms.MaxBy(arm => arm.Evaluation.MacroF1.Estimate)!.Arm, task => CohortTables.Word(task.Cohorts.Target.Species))
            .Select(winner => $"{winner.Key} in {string.Join(" and ", winner)}");
        return new Figure("comparison", $"Best on unseen donors: {string.Join(", ", best)}", results.Select(result =>
        {
            TaskResult[] tasks = [.. result.Tasks.OrderBy(task => task.Protocol)];
            ExperimentTask task = tasks[0].Task;
            PublishedScore?[] published = [.. task.Arms.Select(arm => task.Counterparts.TryGetValue(arm.Name, out string? model) ? task.Published.First(one => one.Model == model).MacroF1 : null)];
            return new IntervalChart([.. task.Arms.Select(arm => arm.Name)], [
                new IntervalSeries("published", [.. published.Select(score => score?.Mean ?? double.NaN)], [.. published.Select(score => (score?.Mean - score?.StandardDeviation) ?? double.NaN)], [.. published.Select(score => (score?.Mean + score?.StandardDeviation) ?? double.NaN)])
                {
                    Style = SubclassPalette.Published,
                    Optional = true,
                },
                .. tasks.Select(of => Series($"ours, {Word(of.Protocol)} protocol", [.. of.Arms.Select(arm => arm.Evaluation.MacroF1)], (int)of.Protocol)),
            ])
            {
                Title = CohortFigures.PanelTitle(tasks[0].Cohorts.Target),
                X = new Axis("macro-F1"),
            };
        }).ToArray())
        {
            Columns = 1,
            Subtitle = "Whiskers: 95 % intervals over donors; published: ± 1 SD over runs where given, on other cells and features.",
        };
    }

    /// <summary>Difference of each model from the attention network, over donors.</summary>
    public static Figure Differences(IReadOnlyList<ExperimentResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return new Figure("differences", $"Macro-F1 minus that of {results[0].Tasks[0].Task.Reference}", results.Select(result =>
        {
            TaskResult[] tasks = [.. result.Tasks.OrderBy(task => task.Protocol)];
            string[] arms = [.. tasks[0].Arms.Where(arm => arm.Difference is not null).Select(arm => arm.Arm)];
            return new IntervalChart(arms, tasks.Select(of => Series($"{Word(of.Protocol)} protocol", [.. arms.Select(arm => of[arm].Difference!.OverDonors)], (int)of.Protocol)).ToArray())
            {
                Title = CohortFigures.PanelTitle(tasks[0].Cohorts.Target),
                X = new Axis("difference of macro-F1"),
                ValueFormat = "+0.000;-0.000;0.000",
                ReferenceLines = [new ReferenceLine(0, OnX: true)],
            };
        }).ToArray())
        {
            Columns = 1,
            Subtitle = "Same cells, same splits. Whiskers: 95 % intervals over donors, for the models as trained.",
        };
    }

    internal static string Word(SplitProtocol protocol) => protocol == SplitProtocol.Paper ? "paper" : "donor";

    private static string Watched(TrainingRun run) => run.Options.Training.StopOn switch
    {
        StoppingMeasure.MacroF1 => "macro-F1",
        StoppingMeasure.Loss => "loss",
        _ => "accuracy",
    };

    private static IntervalSeries Series(string name, IReadOnlyList<ConfidenceInterval> intervals, int style) => new(
        name, [.. intervals.Select(one => one.Estimate)], [.. intervals.Select(one => one.Lower)], [.. intervals.Select(one => one.Upper)])
    {
        Style = SubclassPalette.Series(style),
    };
}
