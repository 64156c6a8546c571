using System.Diagnostics.CodeAnalysis;

namespace EphysTx.Figures.Notebook;

/// <summary>The notebook outputs of a <see cref="Figure"/>; found by name, see <see cref="TypeFormatterSourceAttribute"/>.</summary>
internal sealed class FigureFormatterSource
{
    /// <summary>One formatter per MIME type.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Called by name on an instance.")]
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ConventionFormatter<Figure>(MimeTypes.Html, figure => figure.ToHtml()),
        new ConventionFormatter<Figure>(MimeTypes.Svg, figure => figure.ToSvg()),
        new ConventionFormatter<Figure>(MimeTypes.Plotly, figure => figure.ToPlotlyJson()),
        new ConventionFormatter<Figure>(MimeTypes.Text, figure => figure.ToText()),
    ];
}

/// <summary>The notebook outputs of a <see cref="DisplayTable"/>.</summary>
internal sealed class TableFormatterSource
{
    /// <summary>One formatter per MIME type.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "Called by name on an instance.")]
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ConventionFormatter<DisplayTable>(MimeTypes.Html, table => table.ToHtml()),
        new ConventionFormatter<DisplayTable>(MimeTypes.Markdown, table => table.ToMarkdown()),
        new ConventionFormatter<DisplayTable>(MimeTypes.Text, table => table.ToText()),
    ];
}

/// <summary>A formatter in the shape that .NET Interactive recognises by its member names.</summary>
internal sealed class ConventionFormatter<T>(string mimeType, Func<T, string> write)
{
    /// <summary>What this formatter writes.</summary>
    public string MimeType { get; } = mimeType;

    /// <summary>Writes the value; false when it is of another type.</summary>
    public bool Format(object instance, TextWriter writer)
    {
        if (instance is not T value)
        {
            return false;
        }

        writer.Write(write(value));
        return true;
    }
}
