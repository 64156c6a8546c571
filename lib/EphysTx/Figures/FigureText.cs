using System.Text;
using EphysTx.Figures.Drawing;

namespace EphysTx.Figures;

/// <summary>A figure in words, for terminals and screen readers.</summary>
internal static class FigureText
{
    private const int MostRows = 24;

    public static string Of(Figure figure)
    {
        var text = new StringBuilder(figure.Title).Append('\n');
        text.Append(figure.Subtitle is null ? "" : figure.Subtitle + "\n").Append('\n');
        IReadOnlyList<DataRow> rows = figure.Rows();
        if (rows.Count == 0)
        {
            text.Append("no data\n");
        }
        else
        {
            string[] columns = [.. DataRows.Columns(rows).Where(column => column != "panel" || figure.Panels.Count > 1)];
            var table = new DisplayTable(
                "", [.. columns.Select(column => new TableColumn(column))], [.. rows.Take(MostRows).Select(row => (IReadOnlyList<object?>)[.. columns.Select(column => Cell(row, column))])]);
            text.Append(table.ToText().TrimStart('\n'));
            text.Append(rows.Count > MostRows ? $"… {NumberText.Short(rows.Count - MostRows)} more rows in the CSV\n" : "");
        }

        foreach (string note in figure.AllNotes())
        {
            text.Append(note).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>One sentence for screen readers.</summary>
    public static string Description(Figure figure)
    {
        IEnumerable<string> panels = figure.Panels.Select((panel, i) =>
            $"{(figure.Panels.Count > 1 ? $"Panel {i + 1}{(panel.Title is null ? "" : $", {panel.Title}")}: " : "")}{Kind(panel)}"
            + (panel.X.Title.Length > 0 ? $", x: {panel.X.Title}" : "") + (panel.Y.Title.Length > 0 ? $", y: {panel.Y.Title}" : ""));
        return string.Join(". ", (figure.Subtitle is null ? Array.Empty<string>() : [figure.Subtitle.TrimEnd('.')]).Concat(panels)) + ".";
    }

    private static string Kind(Chart chart) => chart switch
    {
        BarChart => "bar chart",
        ScatterChart => "scatter chart",
        LineChart => "line chart",
        BoxChart => "box chart",
        IntervalChart => "estimates with intervals",
        HeatMap => "heat map",
        _ => "histogram",
    };

    private static object? Cell(DataRow row, string column) => DataRows.Field(row, column) switch
    {
        double number => NumberText.Short(number),
        null => "",
        string text => text.Replace('\n', ' '),
        object other => other,
    };
}
