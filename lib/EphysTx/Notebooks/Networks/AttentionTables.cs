using EphysTx.Experiments;
using EphysTx.Figures;
using EphysTx.Statistics;

namespace EphysTx.Notebooks;

/// <summary>Tables of attention, and of what happens when families are taken away.</summary>
public static class AttentionTables
{
    /// <summary>What the maps rest on: test parts, and predictions of each class.</summary>
    public static DisplayTable Basis(IReadOnlyList<FamilyEvidenceSummary> summaries)
    {
        ArgumentNullException.ThrowIfNull(summaries);
        string[] classes = [.. summaries.SelectMany(one => one.Cohort.Classes).Distinct().Order(StringComparer.Ordinal)];
        return new DisplayTable(
            "What the maps rest on",
            [new("cells"), new("network"), new("protocol"), new("test parts"), .. classes.Select(name => new TableColumn($"{name} predictions"))],
            summaries.Select(one => (IReadOnlyList<object?>)
            [
                one.Cohort.Name, one.Arm, SequenceFigures.Word(one.Protocol), one.Folds.Count,
                .. classes.Select(name => Array.IndexOf(one.Cohort.Classes, name) is var label and >= 0 ? one.Folds.Sum(fold => fold.CellsOf(label)) : (object?)null),
            ]).ToArray());
    }

    /// <summary>Fall of macro-F1 without each family, with mean attention beside it.</summary>
    public static DisplayTable Falls(FamilyEvidenceSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return new DisplayTable(
            $"Families of {summary.Cohort.Name}: attention and fall of macro-F1",
            [new("family"), new("attention, mean of classes", null, "0.000"), new("taken away", null, "+0.000;-0.000;0.000"), new("exchanged between cells", null, "+0.000;-0.000;0.000")],
            summary.Falls.Select((fall, i) => (IReadOnlyList<object?>)
            [
                CohortTables.FamilyName(fall.Family),
                summary.Attention.Mean.Column(i).Where(double.IsFinite).Average(),
                new Spread(fall.Occlusion.Mean, fall.Occlusion.StandardDeviation),
                new Spread(fall.Exchange.Mean, fall.Exchange.StandardDeviation),
            ]).OrderByDescending(row => ((Spread)row[3]!).Mean).ToArray())
        {
            Footnotes = ["Mean ± SD over test parts. Below 0: the network does better without the family."],
        };
    }

    /// <summary>Rank correlation over families of attention and falls, class by class.</summary>
    public static DisplayTable Agreement(IReadOnlyList<(FamilyEvidenceSummary Summary, IReadOnlyList<AttentionAgreement> Agreement)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new DisplayTable(
            "Spearman's ρ over families between attention and need",
            [
                new("cells"), new("class"), new("predictions"), new("donors"),
                new("attention and taking away", null, "+0.00;-0.00;0.00"), new("attention and exchanging", null, "+0.00;-0.00;0.00"),
            ],
            rows.SelectMany(row => row.Agreement.Select(one => (IReadOnlyList<object?>)
            [
                row.Summary.Cohort.Name, row.Summary.Cohort.Classes[one.Label], one.Predictions, one.WithOcclusion.Donors, EstimateOf(one.WithOcclusion), EstimateOf(one.WithExchange),
            ])).ToArray())
        {
            Footnotes =
            [
                "Per class: mean attention to each family against the mean fall of the true class's probability without it, over all predictions. Brackets: 95 % intervals over donors, for the networks as trained.",
                .. rows.Any(row => row.Summary.Families.Count < 8)
                    ? [$"With {rows.Min(row => row.Summary.Families.Count)} families ρ can take few values, and a random order often gives a large one."]
                    : Array.Empty<string>(),
            ],
        };
    }

    /// <summary>The map of one fold held against that of all.</summary>
    public static DisplayTable SingleFold(FamilyEvidenceSummary summary, IReadOnlyList<SingleFoldMap> classes)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(classes);
        string Family(int index) => index < 0 ? "–" : CohortTables.FamilyName(summary.Families[index]);
        return new DisplayTable(
            $"{summary.Cohort.Name}: the last fold of the last run against all test parts",
            [new("class"), new("cells in the fold"), new("most attended in the fold"), new("in all parts"), new("largest difference", null, "0.000"), new("parts whose most attended family is that of all")],
            classes.Select(one => (IReadOnlyList<object?>)
            [
                summary.Cohort.Classes[one.Label], one.Cells, Family(one.Top), Family(one.PooledTop), one.LargestDifference, $"{one.PartsThatAgree} of {one.Parts}",
            ]).ToArray());
    }

    private static Estimate EstimateOf(ConfidenceInterval interval) => new(interval.Estimate, interval.Lower, interval.Upper);
}
