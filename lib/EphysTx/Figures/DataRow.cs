using System.Text;
using EphysTx.Figures.Drawing;

namespace EphysTx.Figures;

/// <summary>One plotted item: named fields that hold a text or a number.</summary>
internal sealed record DataRow(params IReadOnlyList<(string Column, object? Value)> Fields);

/// <summary>Tidy tables as comma-separated text (RFC 4180 quoting, line feeds).</summary>
internal static class DataRows
{
    // A fixed order, so that two figures of one kind have the same header whatever their first row holds.
    private static readonly string[] ColumnOrder =
    [
        "panel", "series", "category", "row", "column", "bin_start", "bin_end", "x", "x_low", "x_high", "y", "value", "low", "high", "count",
    ];

    /// <summary>The table of some rows: a header with the columns that occur, then one line per row.</summary>
    public static string ToCsv(IReadOnlyList<DataRow> rows)
    {
        string[] columns = Columns(rows);
        var text = new StringBuilder();
        text.AppendJoin(',', columns).Append('\n');
        foreach (DataRow row in rows)
        {
            text.AppendJoin(',', columns.Select(column => Quote(Text(row, column)))).Append('\n');
        }

        return text.ToString();
    }

    public static string[] Columns(IReadOnlyList<DataRow> rows)
    {
        var present = new HashSet<string>(rows.SelectMany(row => row.Fields).Select(field => field.Column), StringComparer.Ordinal);
        string[] columns = [.. ColumnOrder.Where(present.Contains)];
        return columns.Length == 0 ? ["panel"] : columns;
    }

    public static object? Field(DataRow row, string column) => row.Fields.FirstOrDefault(field => field.Column == column).Value;

    public static string Quote(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;

    private static string Text(DataRow row, string column) => Field(row, column) switch
    {
        double number => NumberText.Data(number),
        null => "",
        object other => other.ToString()!.Replace("\r\n", "\n", StringComparison.Ordinal),
    };
}
