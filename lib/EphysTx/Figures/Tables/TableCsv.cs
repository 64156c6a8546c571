using System.Globalization;
using System.Text;
using EphysTx.Figures.Drawing;

namespace EphysTx.Figures;

/// <summary>A table's numbers as CSV.</summary>
internal static class TableCsv
{
    public static string Of(DisplayTable table)
    {
        var text = new StringBuilder();
        Parts[] parts = [.. Enumerable.Range(0, table.Columns.Count).Select(c => new Parts(table.Rows.Any(row => row[c] is Estimate), table.Rows.Any(row => row[c] is Spread)))];
        text.AppendJoin(',', table.Columns.SelectMany((column, c) => Headers(column.Title, parts[c])).Select(DataRows.Quote)).Append('\n');
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            text.AppendJoin(',', row.SelectMany((cell, c) => Fields(cell, parts[c])).Select(DataRows.Quote)).Append('\n');
        }

        return text.ToString();
    }

    private static IEnumerable<string> Headers(string title, Parts parts) =>
        [title, .. parts.Interval ? [$"{title} low", $"{title} high"] : Array.Empty<string>(), .. parts.Deviation ? [$"{title} SD"] : Array.Empty<string>()];

    private static IEnumerable<string> Fields(object? cell, Parts parts)
    {
        (double low, double high) = cell is Estimate estimate ? (estimate.Low, estimate.High) : (double.NaN, double.NaN);
        double deviation = cell is Spread spread ? spread.StandardDeviation : double.NaN;
        return
        [
            Value(cell),
            .. parts.Interval ? [NumberText.Data(low), NumberText.Data(high)] : Array.Empty<string>(),
            .. parts.Deviation ? [NumberText.Data(deviation)] : Array.Empty<string>(),
        ];
    }

    private static string Value(object? cell) => cell switch
    {
        null => "NA",
        Estimate estimate => NumberText.Data(estimate.Value),
        Spread spread => NumberText.Data(spread.Mean),
        double number => NumberText.Data(number),
        float number => float.IsNaN(number) ? "NA" : number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        object other => (other.ToString() ?? "").Replace("\r\n", "\n", StringComparison.Ordinal),
    };

    /// <summary>Which further columns a column's cells need.</summary>
    private readonly record struct Parts(bool Interval, bool Deviation);
}
