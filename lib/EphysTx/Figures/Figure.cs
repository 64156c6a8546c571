using EphysTx.Figures.Drawing;
using EphysTx.Figures.Notebook;
using EphysTx.Figures.Plotly;

namespace EphysTx.Figures;

/// <summary>Which axes the panels of a figure have in common.</summary>
[Flags]
public enum AxisSharing
{
    /// <summary>Each panel has its own axes.</summary>
    None = 0,

    /// <summary>All panels span the same x range; ticks are written under the lowest row only.</summary>
    X = 1,

    /// <summary>All panels span the same y range; ticks are written at the first column only.</summary>
    Y = 2,

    /// <summary>Both.</summary>
    Both = X | Y,
}

/// <summary>
/// A figure: data and words, no pixels. From it are drawn, always with the same bytes for the same figure, on every machine and
/// under any culture: SVG, CSV of the plotted numbers, Plotly figure JSON, HTML and plain text. In a notebook, displaying it gives all of these.
/// </summary>
[TypeFormatterSource(typeof(FigureFormatterSource), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Svg, MimeTypes.Plotly, MimeTypes.Text])]
public sealed record Figure
{
    private readonly bool? _showsCells;

    /// <summary>Makes a figure.</summary>
    /// <param name="name">File name without ending: lower-case letters, digits and hyphens, for instance "class-counts".</param>
    /// <param name="title">What the figure shows, best as the sentence that it argues.</param>
    /// <param name="panels">Its panels, row by row.</param>
    /// <exception cref="ArgumentException">The name has other characters, is empty or longer than 80.</exception>
    public Figure(string name, string title, params IReadOnlyList<Chart> panels)
    {
        Name = FigureFiles.CheckedName(name);
        Title = title;
        Panels = [.. panels];
    }

    /// <summary>File name without ending.</summary>
    public string Name { get; }

    /// <summary>What the figure shows.</summary>
    public string Title { get; }

    /// <summary>Its panels, row by row.</summary>
    public IReadOnlyList<Chart> Panels { get; }

    /// <summary>A line or two under the title: what is plotted, what the intervals are; null for none.</summary>
    public string? Subtitle { get; init; }

    /// <summary>Where the numbers come from, such as "simulated cells"; null for none.</summary>
    public string? Source { get; init; }

    /// <summary>Remarks under the figure.</summary>
    public IReadOnlyList<string> Footnotes { get; init => field = [.. value]; } = [];

    /// <summary>Panels per row; 0: as many as fit, at most 3.</summary>
    public int Columns { get; init; }

    /// <summary>Which axes are common to the panels.</summary>
    public AxisSharing Sharing { get; init; }

    /// <summary>Whether panels carry the letters a, b, c….</summary>
    public bool PanelLetters { get; init; }

    /// <summary>
    /// Whether values of single cells or donors that others published can be read off it, so that it may not be passed on with the project. Unless it is
    /// set, a figure with points, boxes or a histogram counts as one that does; where the cells are simulated, or a mark is no cell, it is set to false.
    /// </summary>
    public bool ShowsCells
    {
        get => _showsCells ?? Panels.Any(panel => panel.HoldsItems);
        init => _showsCells = value;
    }

    /// <summary>Width in pixels, 360 to 2,000; the height follows from the content.</summary>
    public double Width { get; init => field = Math.Clamp(value, 360, 2000); } = 820;

    /// <summary>The figure as an SVG document: text as text, opaque white ground, no script, no style sheet, no ids, nothing from elsewhere.</summary>
    public string ToSvg() => new FigureLayout(this).Svg;

    /// <summary>The SVG inline in an HTML fragment.</summary>
    public string ToHtml() => $"<div style=\"max-width:{NumberText.Coordinate(Width)}px\">\n{ToSvg()}</div>\n";

    /// <summary>
    /// The plotted numbers as CSV: one line per plotted item, a header, UTF-8, line feeds, "NA" for a missing number, numbers that read back
    /// as the same double. Column <c>panel</c> tells the panels apart.
    /// </summary>
    public string ToCsv() => DataRows.ToCsv(Rows());

    /// <summary>The figure as Plotly figure JSON: an object with <c>data</c> and <c>layout</c>.</summary>
    public string ToPlotlyJson() => PlotlyFigure.Of(this).ToJsonString();

    /// <summary>The figure in words and a short table.</summary>
    public string ToText() => FigureText.Of(this);

    /// <summary>The title.</summary>
    public override string ToString() => $"Figure {Name}: {Title}";

    internal IReadOnlyList<DataRow> Rows() =>
        [.. Panels.SelectMany((panel, i) => panel.Rows().Select(row => new DataRow([("panel", PanelName(i)), .. row.Fields])))];

    internal string PanelName(int index) => Panels[index].Title is { Length: > 0 } title ? title : Panels.Count == 1 ? Name : ((char)('a' + (index % 26))).ToString();

    /// <summary>The remarks below the figure: own footnotes, then what the charts have to say about what is not drawn.</summary>
    internal IReadOnlyList<string> AllNotes()
    {
        var notes = new List<string>(Footnotes);
        for (int i = 0; i < Panels.Count; i++)
        {
            string where = Panels.Count == 1 ? "" : $"{PanelName(i)}: ";
            int missing = Panels[i].HasData ? Panels[i].MissingCount() : 0;
            notes.AddRange(missing == 0 ? [] : [$"{where}{NumberText.Short(missing)} {(missing == 1 ? Panels[i].MissingWords.One : Panels[i].MissingWords.Many)}"]);
            notes.AddRange(Panels[i].Notes().Select(note => Panels.Count == 1 ? note : where + note));
        }

        notes.AddRange(Source is null ? [] : [$"Data: {Source}"]);
        return [.. notes.Distinct()];
    }
}
