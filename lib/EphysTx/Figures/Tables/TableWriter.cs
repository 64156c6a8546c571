using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EphysTx.Figures.Drawing;

namespace EphysTx.Figures;

/// <summary>A table as HTML, plain text and Markdown.</summary>
internal static partial class TableWriter
{
    // Half-transparent grey lines show on white and on black; everything else is the page's own.
    private const string RuleStyle = "1px solid rgba(128,128,128,0.35)";
    private const int WordPiece = 16;
    private const string StrongRuleStyle = "1.5px solid rgba(128,128,128,0.75)";

    public static string Html(DisplayTable table)
    {
        static string E(string text) => SvgCanvas.Escape(text);
        var html = new StringBuilder($"<div style=\"overflow-x:auto\"{(table.ShowsCells ? SingleCells.Mark : "")}>\n");
        html.Append("<table style=\"border-collapse:collapse;color:inherit;background:transparent;font-family:Helvetica,Arial,sans-serif;font-size:13px;line-height:1.4;font-variant-numeric:tabular-nums\">\n");
        html.Append(table.Title.Length == 0 ? "" : $"<caption style=\"caption-side:top;text-align:left;color:inherit;font-weight:bold;font-size:14px;padding:4px 0 8px\">{E(table.Title)}</caption>\n");
        html.Append("<thead><tr>");
        string[] align = [.. table.Columns.Select((_, i) => Alignment(table, i))];
        for (int c = 0; c < table.Columns.Count; c++)
        {
            html.Append($"<th scope=\"col\" style=\"text-align:{align[c]};padding:5px 12px;border:0;border-bottom:{StrongRuleStyle};vertical-align:bottom\">{E(table.Columns[c].Title)}</th>");
        }

        html.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            html.Append("<tr style=\"background:transparent\">");
            for (int c = 0; c < row.Count; c++)
            {
                html.Append($"<td style=\"text-align:{align[c]};padding:4px 12px;border:0;border-bottom:{RuleStyle};vertical-align:top\">{Breakable(E(Cell(table, row, c)))}</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append(table.Rows.Count == 0 ? $"<tr><td colspan=\"{Math.Max(1, table.Columns.Count)}\" style=\"padding:4px 12px\">no data</td></tr>\n" : "").Append("</tbody>\n</table>\n");
        foreach (string remark in table.Remarks)
        {
            html.Append($"<div style=\"font-family:Helvetica,Arial,sans-serif;font-size:12px;opacity:0.75;padding:3px 0\">{E(remark)}</div>\n");
        }

        return html.Append("</div>\n").ToString();
    }

    public static string Text(DisplayTable table)
    {
        var lines = new List<string[]> { table.Columns.Select(column => OneLine(column.Title)).ToArray() };
        lines.AddRange(table.Rows.Select(row => Enumerable.Range(0, row.Count).Select(c => OneLine(Cell(table, row, c))).ToArray()));
        int[] widths = [.. Enumerable.Range(0, table.Columns.Count).Select(c => lines.Max(line => Length(line[c])))];
        var text = new StringBuilder(table.Title.Length == 0 ? "" : table.Title + "\n\n");
        foreach ((int i, string[] line) in lines.Index())
        {
            text.Append(string.Join("  ", line.Select((cell, c) => Pad(cell, widths[c], Alignment(table, c)))).TrimEnd()).Append('\n');
            text.Append(i == 0 ? string.Join("  ", widths.Select(width => new string('-', width))) + "\n" : "");
        }

        text.Append(table.Rows.Count == 0 ? "no data\n" : "");
        return text.Append(table.Remarks.Count > 0 ? "\n" : "").AppendJoin("", table.Remarks.Select(remark => remark + "\n")).ToString();
    }

    public static string Markdown(DisplayTable table)
    {
        static string E(string text) => OneLine(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal).Replace("*", "\\*", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal);
        var text = new StringBuilder(table.Title.Length == 0 ? "" : $"**{E(table.Title)}**\n\n");
        text.Append("| ").AppendJoin(" | ", table.Columns.Select(column => E(column.Title))).Append(" |\n|");
        for (int c = 0; c < table.Columns.Count; c++)
        {
            text.Append(Alignment(table, c) switch { "right" => "---:|", "center" => ":---:|", _ => "---|" });
        }

        text.Append('\n');
        foreach (IReadOnlyList<object?> row in table.Rows)
        {
            text.Append("| ").AppendJoin(" | ", Enumerable.Range(0, row.Count).Select(c => E(Cell(table, row, c)))).Append(" |\n");
        }

        return text.AppendJoin("", table.Remarks.Select(remark => $"\n{E(remark)}\n")).ToString();
    }

    private static string Cell(DisplayTable table, IReadOnlyList<object?> row, int column)
    {
        string? format = table.Columns[column].Format;
        return row[column] switch
        {
            null => "–",
            Estimate estimate => estimate.Text(format ?? "0.000"),
            Spread spread => spread.Text(format ?? "0.000"),
            double number => format is null ? NumberText.Short(number) : NumberText.Display(number, format),
            float number => format is null ? NumberText.Short(number) : NumberText.Display(number, format),
            sbyte or byte or short or ushort or int or uint or long or ulong =>
                NumberText.Display(Convert.ToDouble(row[column], CultureInfo.InvariantCulture), format ?? "#,0"),
            IFormattable other => other.ToString(format, CultureInfo.InvariantCulture),
            object other => other.ToString() ?? "",
        };
    }

    // A checksum without a place to break would push the rest of its table off the page; an address breaks after its parts. Copied, the text is whole.
    private static string Breakable(string escaped) => LongWord().Replace(escaped, word => word.Value.All(char.IsAsciiHexDigit)
        ? string.Join("<wbr/>", word.Value.Chunk(WordPiece).Select(piece => new string(piece)))
        : word.Value.Replace("/", "/<wbr/>", StringComparison.Ordinal).Replace("@", "@<wbr/>", StringComparison.Ordinal));

    // Neither spaces nor anything that was escaped, which must not be cut in two.
    [GeneratedRegex(@"[^\s&;]{33,}")]
    private static partial Regex LongWord();

    private static string Alignment(DisplayTable table, int column) => table.Columns[column].Alignment switch
    {
        ColumnAlignment.Left => "left",
        ColumnAlignment.Centre => "center",
        ColumnAlignment.Right => "right",
        _ => table.Rows.Any(row => row[column] is not null) && table.Rows.All(row => row[column] is null or Estimate or Spread || IsNumber(row[column])) ? "right" : "left",
    };

    private static bool IsNumber(object? cell) =>
        cell is double or float or decimal or sbyte or byte or short or ushort or int or uint or long or ulong;

    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private static int Length(string text) => new StringInfo(text).LengthInTextElements;

    private static string Pad(string cell, int width, string alignment)
    {
        int missing = width - Length(cell);
        return alignment switch
        {
            "right" => new string(' ', missing) + cell,
            "center" => new string(' ', missing / 2) + cell + new string(' ', missing - (missing / 2)),
            _ => cell + new string(' ', missing),
        };
    }
}
