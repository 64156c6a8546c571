using EphysTx.Figures;
using EphysTx.Prediction;

namespace EphysTx.Notebooks;

/// <summary>Where a model can be trusted and where not, as tables and figures.</summary>
public static class TrustReport
{
    /// <summary>One row per condition: what is right, what is refused, what the sets hold.</summary>
    /// <param name="title">What was changed, and of which cells.</param>
    /// <param name="rows">The conditions, the unchanged one first.</param>
    public static DisplayTable Table(string title, IReadOnlyList<TrustRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new DisplayTable(
            $"{title}: {rows[0].Cells} cells of donors never seen",
            [
                new("condition"), new("features a cell has", null, "0.0"), new("macro-F1", null, "0.000"), new("no label", "%", "0"), new("right of the labels", "%", "0.0"),
                new("sets (90 %) that hold it", "%", "0.0"), new("classes per set", null, "0.00"), new("mean probability", null, "0.00"), new("same class as unchanged", "%", "0"),
            ],
            rows.Select(row => (IReadOnlyList<object?>)
            [
                row.Condition, row.Features, row.MacroF1, 100 * row.Abstained, 100 * row.LabelAccuracy, 100 * row.Coverage, row.SetSize, row.Probability, 100 * row.Agreement,
            ]).ToArray())
        {
            Footnotes = ["Macro-F1, sets and probability are of all cells, whether they get a label or not."],
        };
    }

    /// <summary>Per condition the shares of right, wrong and withheld labels.</summary>
    /// <param name="name">File name of the figure.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="panels">Title and conditions of each panel.</param>
    /// <param name="source">Where the cells are from; null for the lesson's cohort.</param>
    public static Figure Labels(string name, string title, IReadOnlyList<(string Title, IReadOnlyList<TrustRow> Rows)> panels, string? source = null)
    {
        ArgumentNullException.ThrowIfNull(panels);
        return new Figure(name, title, [.. panels.Select(panel => Panel(panel.Title, panel.Rows))])
        {
            Subtitle = "Share of the cells, none seen in training",
            Columns = 1,
            Source = source,
        };
    }

    private static BarChart Panel(string title, IReadOnlyList<TrustRow> rows)
    {
        double[] right = [.. rows.Select(row => row.Abstained < 1 ? 100 * (1 - row.Abstained) * row.LabelAccuracy : 0)];
        return new BarChart(
            [.. rows.Select(row => row.Condition)],
            new BarSeries("right label", right) { Style = SubclassPalette.Series(0) },
            new BarSeries("wrong label", [.. rows.Select((row, i) => Math.Max(0, (100 * (1 - row.Abstained)) - right[i]))]) { Style = SubclassPalette.Series(1) },
            new BarSeries("no label", [.. rows.Select(row => 100 * row.Abstained)]) { Style = SubclassPalette.Of("none") })
        {
            Title = title,
            Mode = BarMode.Stacked,
            Horizontal = true,
            ValueFormat = "0",
            X = new Axis("share of the cells", "%") { Maximum = 100 },
        };
    }
}
