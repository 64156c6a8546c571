using System.Globalization;
using EphysTx.Experiments;
using EphysTx.Figures;
using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Notebooks;

/// <summary>Figures of attention, and of what happens when families are taken away.</summary>
public static class AttentionFigures
{
    /// <summary>Attention per class and family, mean ± SD over all runs and folds.</summary>
    public static Figure Attention(IReadOnlyList<FamilyEvidenceSummary> summaries)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        double highest = summaries.SelectMany(one => one.Attention.Mean.Values).Where(double.IsFinite).Max();
        return new Figure("attention", "Where the network looks, class by class", summaries.Select(one => Map(
            one, CohortFigures.PanelTitle(one.Cohort), one.Attention.Mean, one.Attention.Spread, Rows(one), ColourScale.Viridis, 0, highest) with
        {
            ColourLabel = "attention",
        }).ToArray())
        {
            Columns = 1,
            Width = 900,
            Subtitle = "Mean ± SD over the test parts of all runs and folds; each row adds up to 1.",
        };
    }

    /// <summary>Attention over what taking a family away and exchanging it cost the true class.</summary>
    public static Figure Evidence(FamilyEvidenceSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        string species = CohortTables.Word(summary.Cohort.Species);
        double largest = summary.Occlusion.Mean.Values.Concat(summary.Exchange.Mean.Values).Where(double.IsFinite).Max(Math.Abs);
        HeatMap Fall(string title, FamilyMap map) => Map(summary, title, map.Mean, map.Spread, Rows(summary), ColourScale.Diverging, -largest, largest) with { ColourLabel = "fall" };
        return new Figure(
            $"evidence-{species}",
            $"{CohortTables.Capital(summary.Cohort.Species)}: what the network looks at, and what it needs",
            Map(summary, "Attention", summary.Attention.Mean, summary.Attention.Spread, Rows(summary), ColourScale.Viridis, 0, null) with { ColourLabel = "attention" },
            Fall("Family taken away: fall of the true class's probability", summary.Occlusion),
            Fall("Family exchanged between cells: fall of the true class's probability", summary.Exchange))
        {
            Columns = 1,
            Width = 900,
            Sharing = AxisSharing.X,
            Subtitle = $"{CohortFigures.PanelTitle(summary.Cohort)}, {SequenceFigures.Word(summary.Protocol)} protocol. Mean ± SD over the test parts of all runs and folds.",
        };
    }

    /// <summary>Fall of macro-F1 without each family.</summary>
    public static Figure Falls(IReadOnlyList<FamilyEvidenceSummary> summaries)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        return new Figure("falls", "Which families the network needs", summaries.Select(one =>
        {
            FamilyFall[] falls = [.. one.Falls.OrderByDescending(fall => fall.Exchange.Mean)];
            return new IntervalChart(
                [.. falls.Select(fall => CohortTables.FamilyName(fall.Family))],
                Series("taken away", [.. falls.Select(fall => fall.Occlusion)], 0),
                Series("exchanged between cells", [.. falls.Select(fall => fall.Exchange)], 1))
            {
                Title = CohortFigures.PanelTitle(one.Cohort),
                X = new Axis("fall of macro-F1"),
                ValueFormat = "+0.000;-0.000;0.000",
                ReferenceLines = [new ReferenceLine(0, OnX: true)],
            };
        }).ToArray())
        {
            Columns = 1,
            Subtitle = "Mean over the test parts of all runs and folds; whiskers: ± 1 SD, where there is more than one part.",
        };
    }

    /// <summary>Rank correlation over families of attention and falls, class by class.</summary>
    public static Figure Agreement(IReadOnlyList<(FamilyEvidenceSummary Summary, IReadOnlyList<AttentionAgreement> Agreement)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new Figure("agreement", "Does the network need what it looks at?", rows.Select(row => new IntervalChart(
            row.Summary.Cohort.Classes,
            Series("attention and taking away", [.. row.Agreement.Select(one => one.WithOcclusion)], 0),
            Series("attention and exchanging", [.. row.Agreement.Select(one => one.WithExchange)], 1))
        {
            Title = CohortFigures.PanelTitle(row.Summary.Cohort),
            X = new Axis("Spearman's ρ over families") { Minimum = -1, Maximum = 1 },
            ValueFormat = "+0.00;-0.00;0.00",
            ReferenceLines = [new ReferenceLine(0, OnX: true)],
        }).ToArray())
        {
            Columns = 1,
            Subtitle = $"Over {string.Join(" and ", rows.Select(row => row.Summary.Families.Count).Distinct())} families; 1: the same order, 0: none in common, −1: the opposite. Whiskers: 95 % intervals over donors.",
        };
    }

    /// <summary>The map of the last fold of the last run, as the paper's code draws it, over that of all folds.</summary>
    public static Figure SingleFold(FamilyEvidenceSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        FoldEvidence last = summary.Folds[^1];
        Matrix map = last.ClassMeans(last.Attention);
        double highest = map.Values.Concat(summary.Attention.Mean.Values).Where(double.IsFinite).Max();
        string[] rows = [.. summary.Cohort.Classes.Select((name, label) => $"{name}\nn = {last.CellsOf(label)}")];
        return new Figure(
            "single-fold",
            "One fold, as the paper draws it, and all of them",
            Map(summary, $"The last fold of the last run ({last.Labels.Length} cells)", map, null, rows, ColourScale.Viridis, 0, highest) with { ColourLabel = "attention" },
            Map(summary, $"All {summary.Folds.Count} test parts", summary.Attention.Mean, summary.Attention.Spread, Rows(summary), ColourScale.Viridis, 0, highest) with { ColourLabel = "attention" })
        {
            Columns = 1,
            Width = 900,
            Sharing = AxisSharing.X,
            Subtitle = $"{CohortFigures.PanelTitle(summary.Cohort)}. Attention, rows add up to 1; n: cells behind a row, a cell once a run.",
        };
    }

    private static string[] Rows(FamilyEvidenceSummary summary) =>
        [.. summary.Cohort.Classes.Select((name, label) => FormattableString.Invariant($"{name}\nn = {summary.Folds.Sum(fold => fold.CellsOf(label)):N0}"))];

    private static HeatMap Map(FamilyEvidenceSummary summary, string title, Matrix mean, Matrix? spread, string[] rows, ColourScale scale, double minimum, double? maximum) =>
        new(rows, [.. summary.Families.Select(CohortTables.FamilyName)], mean)
        {
            Title = title,
            Scale = scale,
            Minimum = minimum,
            Maximum = maximum,
            MaximumCellHeight = 38,
            CellTexts = [.. mean.Values.Select((value, i) => Text(value, spread?.Values[i] ?? double.NaN))],
        };

    private static string Text(double mean, double spread) => double.IsNaN(mean) ? "–" : string.Create(
        CultureInfo.InvariantCulture, $"{mean:0.00;−0.00;0.00}{(double.IsNaN(spread) ? "" : FormattableString.Invariant($"\n± {spread:0.00}"))}");

    private static IntervalSeries Series(string name, IReadOnlyList<MetricSummary> values, int style) => new(
        name,
        [.. values.Select(one => one.Mean)],
        [.. values.Select(one => one.Mean - one.StandardDeviation)],
        [.. values.Select(one => one.Mean + one.StandardDeviation)])
    {
        Style = SubclassPalette.Series(style),
    };

    private static IntervalSeries Series(string name, IReadOnlyList<ConfidenceInterval> values, int style) => new(
        name, [.. values.Select(one => one.Estimate)], [.. values.Select(one => one.Lower)], [.. values.Select(one => one.Upper)])
    {
        Style = SubclassPalette.Series(style),
    };
}
