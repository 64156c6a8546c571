using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Figures;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Notebooks;

/// <summary>Figures of the forest baseline.</summary>
public static class ForestFigures
{
    private const string Intervals = "Whiskers: 95 % intervals over donors.";

    /// <summary>Macro-F1 and accuracy: published, paper protocol, donor protocol.</summary>
    public static Figure Comparison(IReadOnlyList<CohortEvaluation> evaluations)
    {
        ArgumentNullException.ThrowIfNull(evaluations);
        CohortEvaluation mouse = Donor(evaluations).First(evaluation => evaluation.Cohort.Species == Species.Mouse);
        CohortEvaluation human = Donor(evaluations).Last(evaluation => evaluation.Cohort.Species == Species.Human);
        bool hasPublished = evaluations.Any(evaluation => ForestTables.Landmark(evaluation.Cohort) is not null);
        return new Figure(
            "comparison",
            FormattableString.Invariant($"On unseen donors the forest reaches macro-F1 {mouse.MacroF1.Estimate:0.00} in mouse and {human.MacroF1.Estimate:0.00} in human"),
            Panel(evaluations, "Macro-F1", "macro-F1", published => published.MacroF1, evaluation => evaluation.MacroF1),
            Panel(evaluations, "Accuracy", "accuracy", published => published.Accuracy, evaluation => evaluation.Accuracy))
        {
            Columns = 1,
            Subtitle = $"Class-balanced random forest. {Intervals}" + (hasPublished ? " Published: whiskers are ± 1 SD over runs where given." : ""),
            Footnotes = !hasPublished ? ["Nothing is published about these classes."] : ["Published, mouse: random forest on sparse PCs of 12 feature families; human: BiLSTM with attention and SMOTE (no forest published). Other features, fewer cells: a landmark, not a twin."],
        };
    }

    /// <summary>Confusion matrices of the donor protocol.</summary>
    public static Figure Confusion(IReadOnlyList<CohortEvaluation> evaluations)
    {
        ArgumentNullException.ThrowIfNull(evaluations);
        return new Figure("confusion", "What is confused with what, on unseen donors", Donor(evaluations).Take(2).Select((evaluation, panel) =>
        {
            ConfusionMatrix confusion = evaluation.Report.Pooled.Confusion;
            int classes = evaluation.Cohort.Classes.Length;
            var counts = new Matrix(classes, classes);
            for (int truth = 0; truth < classes; truth++)
            {
                for (int predicted = 0; predicted < classes; predicted++)
                {
                    counts[truth, predicted] = confusion[truth, predicted];
                }
            }

            return HeatMap.Confusion(evaluation.Cohort.Classes, counts) with
            {
                Title = ForestTables.Label(evaluation.Cohort),
                ShowColourBar = panel == 1,
            };
        }).ToArray())
        {
            Columns = 2,
            Width = 900,
            Subtitle = "Rows add up to 100 %. Counts are predictions of all runs together, so a cell counts once for each time it was tested.",
        };
    }

    /// <summary>F1 of each class under the donor protocol.</summary>
    public static Figure ClassScores(IReadOnlyList<CohortEvaluation> evaluations)
    {
        ArgumentNullException.ThrowIfNull(evaluations);
        IEnumerable<string> hardest = Donor(evaluations).Take(2).Select(evaluation =>
            $"{evaluation.Report.Pooled.PerClass.MinBy(score => score.F1)!.Class} in {CohortTables.Word(evaluation.Cohort.Species)}");
        return new Figure("class-f1", $"Hardest to tell: {string.Join(", ", hardest)}", Donor(evaluations).Select(evaluation =>
        {
            string[] classes = evaluation.Cohort.Classes;
            ConfidenceInterval[] scores = classes.Select((_, label) => evaluation.ClassF1(label, 2000)).ToArray();
            return new IntervalChart(classes, Series("", scores) with { CategoryStyles = classes.Select(SubclassPalette.Of).ToArray() })
            {
                Title = ForestTables.Label(evaluation.Cohort),
                X = new Axis("F1") { Minimum = 0, Maximum = 1 },
            };
        }).ToArray())
        {
            Columns = 1,
            Subtitle = $"Random forest under the donor protocol. {Intervals}",
        };
    }

    /// <summary>Fall of macro-F1 when a feature family is permuted.</summary>
    public static Figure Importance(IReadOnlyList<FamilyImportance> importance)
    {
        ArgumentNullException.ThrowIfNull(importance);
        return new Figure("importance", "Which family of features the forest relies on", importance.GroupBy(family => family.Cohort).Select(cohort =>
        {
            FamilyImportance[] families = cohort.OrderByDescending(family => family.Drop.Mean).ToArray();
            return new IntervalChart(
                families.Select(family => CohortTables.FamilyName(family.Family)).ToArray(),
                new IntervalSeries(
                    "",
                    families.Select(family => family.Drop.Mean).ToArray(),
                    families.Select(family => family.Drop.Mean - family.Drop.StandardDeviation).ToArray(),
                    families.Select(family => family.Drop.Mean + family.Drop.StandardDeviation).ToArray())
                {
                    Style = SubclassPalette.Of(families[0].Species),
                })
            {
                Title = CohortTables.Capital(families[0].Species),
                X = new Axis("fall of macro-F1 when the family is permuted"),
                FromZero = true,
            };
        }).ToArray())
        {
            Columns = 1,
            Subtitle = "Permuted among cells of held-out donors, each family as a block. Whiskers: ± 1 SD over five folds.",
        };
    }

    /// <summary>Across and within recording conditions.</summary>
    public static Figure Conditions(IReadOnlyList<ConditionTransfer> transfers)
    {
        ArgumentNullException.ThrowIfNull(transfers);
        string[] names = transfers.Select(transfer => $"tested on {transfer.Test}").ToArray();
        return new Figure("conditions", "A change of recording condition costs more than a change of donor", new IntervalChart(
            names,
            Series("trained within the same condition (other donors)", transfers.Select(transfer => transfer.WithinMacroF1).ToArray()) with { Style = SubclassPalette.Series(0) },
            Series("trained on the other condition", transfers.Select(transfer => transfer.AcrossMacroF1).ToArray()) with { Style = SubclassPalette.Series(1) })
        {
            X = new Axis("macro-F1") { Minimum = 0, Maximum = 1 },
        })
        {
            Subtitle = $"Human cells, random forest. {Intervals}",
        };
    }

    private static IEnumerable<CohortEvaluation> Donor(IReadOnlyList<CohortEvaluation> evaluations) =>
        evaluations.Where(evaluation => evaluation.Protocol == SplitProtocol.Donor);

    private static IntervalChart Panel(
        IReadOnlyList<CohortEvaluation> evaluations,
        string title,
        string axis,
        Func<PublishedResult, PublishedScore> published,
        Func<CohortEvaluation, ConfidenceInterval> metric)
    {
        CohortEvaluation[] paper = evaluations.Where(evaluation => evaluation.Protocol == SplitProtocol.Paper).ToArray();
        PublishedScore?[] landmarks = paper.Select(evaluation => ForestTables.Landmark(evaluation.Cohort) is { } landmark ? published(landmark) : null).ToArray();
        var publishedSeries = new IntervalSeries(
            "published",
            landmarks.Select(score => score?.Mean ?? double.NaN).ToArray(),
            landmarks.Select(score => (score?.Mean - score?.StandardDeviation) ?? double.NaN).ToArray(),
            landmarks.Select(score => (score?.Mean + score?.StandardDeviation) ?? double.NaN).ToArray())
        {
            Style = SubclassPalette.Published,
        };
        return new IntervalChart(
            paper.Select(evaluation => ForestTables.Label(evaluation.Cohort)).ToArray(),
            [
                .. Array.TrueForAll(landmarks, one => one is null) ? [] : new[] { publishedSeries },
                Series("ours, paper protocol", paper.Select(metric).ToArray()) with { Style = SubclassPalette.Series(0) },
                Series("ours, donor protocol", Donor(evaluations).Select(metric).ToArray()) with { Style = SubclassPalette.Series(1) },
            ])
        {
            Title = title,
            X = new Axis(axis),
        };
    }

    private static IntervalSeries Series(string name, IReadOnlyList<ConfidenceInterval> intervals) => new(
        name,
        intervals.Select(interval => interval.Estimate).ToArray(),
        intervals.Select(interval => interval.Lower).ToArray(),
        intervals.Select(interval => interval.Upper).ToArray());
}
