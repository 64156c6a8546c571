using EphysTx.Figures.Notebook;

namespace EphysTx.Figures;

/// <summary>Where the cells of a column stand.</summary>
public enum ColumnAlignment
{
    /// <summary>Right when every cell of the column is a number, an <see cref="Estimate"/> or a <see cref="Spread"/>; else left.</summary>
    Automatic,

    /// <summary>At the left.</summary>
    Left,

    /// <summary>In the middle.</summary>
    Centre,

    /// <summary>At the right.</summary>
    Right,
}

/// <summary>One column of a table.</summary>
/// <param name="Header">Its heading, without the unit.</param>
/// <param name="Unit">The unit of its numbers, written after the heading; null for none.</param>
/// <param name="Format">.NET format of its numbers, for instance "0.000"; null: integers whole, others with about three significant digits ("0.000" for estimates).</param>
/// <param name="Alignment">Where its cells stand.</param>
public sealed record TableColumn(string Header, string? Unit = null, string? Format = null, ColumnAlignment Alignment = ColumnAlignment.Automatic)
{
    /// <summary>The heading with the unit.</summary>
    public string Title => string.IsNullOrEmpty(Unit) ? Header : $"{Header} ({Unit})";
}

/// <summary>
/// A table for reading, and its numbers as CSV. Cells are texts, numbers, <see cref="Estimate"/>s, <see cref="Spread"/>s or null; null and NaN are
/// shown as a dash and written as NA. In a notebook, displaying it gives HTML, Markdown and plain text.
/// </summary>
[TypeFormatterSource(typeof(TableFormatterSource), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Markdown, MimeTypes.Text])]
public sealed record DisplayTable
{
    /// <summary>Makes a table.</summary>
    /// <exception cref="ArgumentException">A row has not one cell per column.</exception>
    public DisplayTable(string title, IReadOnlyList<TableColumn> columns, params IReadOnlyList<IReadOnlyList<object?>> rows)
    {
        Title = title;
        Columns = [.. columns];
        Rows = [.. rows.Select(row => (IReadOnlyList<object?>)[.. row])];
        foreach ((int i, IReadOnlyList<object?> row) in Rows.Index())
        {
            if (row.Count != Columns.Count)
            {
                throw new ArgumentException($"Row {i + 1} of table '{title}' has {row.Count} cells, but there are {Columns.Count} columns.", nameof(rows));
            }
        }
    }

    /// <summary>What the table shows; empty for none.</summary>
    public string Title { get; }

    /// <summary>Its columns, in order.</summary>
    public IReadOnlyList<TableColumn> Columns { get; }

    /// <summary>Its rows, one cell per column.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows { get; }

    /// <summary>Remarks under the table, such as what the brackets are.</summary>
    public IReadOnlyList<string> Footnotes { get; init => field = [.. value]; } = [];

    /// <summary>Where the numbers come from; null for none.</summary>
    public string? Source { get; init; }

    /// <summary>Whether it has values of single cells that others published, so that it may not be passed on with the project (see <see cref="Figure.ShowsCells"/>).</summary>
    public bool ShowsCells { get; init; }

    /// <summary>An HTML table styled in place; it takes the page's text colour and has no ground of its own, so it reads on light and dark pages.</summary>
    public string ToHtml() => TableWriter.Html(this);

    /// <summary>Aligned columns for terminals.</summary>
    public string ToText() => TableWriter.Text(this);

    /// <summary>A Markdown pipe table.</summary>
    public string ToMarkdown() => TableWriter.Markdown(this);

    /// <summary>The numbers unrounded as CSV; an <see cref="Estimate"/> takes three columns (low, high), a <see cref="Spread"/> two (SD).</summary>
    public string ToCsv() => TableCsv.Of(this);

    /// <summary>The title.</summary>
    public override string ToString() => Title;

    internal IReadOnlyList<string> Remarks => [.. Footnotes, .. Source is null ? Array.Empty<string>() : [$"Data: {Source}"]];
}
