using EphysTx.Figures.Drawing;
using EphysTx.Figures.Notebook;

namespace EphysTx.Notebooks;

/// <summary>
/// A sentence that interprets an output, its numbers computed in the cell that shows it. In a notebook it appears as a
/// marked paragraph.
/// </summary>
/// <param name="Text">Plain text, one paragraph.</param>
[TypeFormatterSource(typeof(FindingFormatterSource), PreferredMimeTypes = [MimeTypes.Html, MimeTypes.Text])]
public sealed record Finding(string Text)
{
    /// <summary>An HTML paragraph styled in place, readable on light and dark pages.</summary>
    public string ToHtml() =>
        $"<p style=\"border-left:4px solid #33658a;margin:8px 0;padding:4px 0 4px 12px;max-width:76ch;line-height:1.5;font-family:Helvetica,Arial,sans-serif;color:inherit\">{SvgCanvas.Escape(Text)}</p>\n";

    /// <summary>The text.</summary>
    public override string ToString() => Text;
}

/// <summary>The notebook outputs of a <see cref="Finding"/>.</summary>
internal sealed class FindingFormatterSource
{
    /// <summary>One formatter per MIME type.</summary>
#pragma warning disable CA1822 // The convention asks for an instance method.
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new ConventionFormatter<Finding>(MimeTypes.Html, finding => finding.ToHtml()),
        new ConventionFormatter<Finding>(MimeTypes.Text, finding => finding.Text),
    ];
#pragma warning restore CA1822
}
