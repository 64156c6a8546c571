using System.Globalization;
using System.Text;

namespace EphysTx.Figures.Drawing;

internal enum TextAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>A drawn line of text with the four corners of its box, so that a test can see overlaps and clipping.</summary>
internal sealed record TextBox(string Text, IReadOnlyList<(double X, double Y)> Corners);

/// <summary>Writes SVG elements in the order of the calls, with presentation attributes only and no ids.</summary>
internal sealed class SvgCanvas
{
    public const string FontFamily = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

    private readonly StringBuilder _body = new();
    private readonly List<TextBox> _texts = [];

    public IReadOnlyList<TextBox> Texts => _texts;

    public static string N(double value) => NumberText.Coordinate(value);

    /// <summary>Text that is safe inside an XML element or attribute: markup escaped, characters that XML forbids replaced.</summary>
    public static string Escape(string text)
    {
        var result = new StringBuilder(text.Length + 8);
        foreach (Rune rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&#39;"),
                '\t' or '\n' or '\r' => result.Append(' '),
                < 32 or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF => result.Append('\uFFFD'),
                _ => result.Append(rune.ToString()),
            };
        }

        return result.ToString();
    }

    public void Rectangle(double x, double y, double width, double height, Colour fill, Colour? stroke = null, double strokeWidth = 1, double radius = 0, double opacity = 1)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(Math.Max(0, width))}\" height=\"{N(Math.Max(0, height))}\"");
        _body.Append(radius > 0 ? $" rx=\"{N(radius)}\"" : "").Append(" fill=\"").Append(fill.Hex).Append('"');
        _body.Append(opacity < 1 ? $" fill-opacity=\"{N(opacity)}\"" : "");
        _body.Append(stroke is { } edge ? $" stroke=\"{edge.Hex}\" stroke-width=\"{N(strokeWidth)}\"" : "").Append("/>\n");
    }

    public void Line(double x1, double y1, double x2, double y2, Colour stroke, double width = 1, string? dash = null)
    {
        _body.Append($"<line x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\" stroke=\"{stroke.Hex}\" stroke-width=\"{N(width)}\"");
        _body.Append(dash is null ? "" : $" stroke-dasharray=\"{dash}\"").Append("/>\n");
    }

    public void Path(string data, Colour? fill, Colour? stroke = null, double width = 1, double opacity = 1, string? dash = null)
    {
        if (data.Length == 0)
        {
            return;
        }

        _body.Append($"<path d=\"{data}\" fill=\"{fill?.Hex ?? "none"}\"");
        _body.Append(fill is not null && opacity < 1 ? $" fill-opacity=\"{N(opacity)}\"" : "");
        _body.Append(stroke is { } edge ? $" stroke=\"{edge.Hex}\" stroke-width=\"{N(width)}\" stroke-linejoin=\"round\"" : "");
        _body.Append(dash is null ? "" : $" stroke-dasharray=\"{dash}\"").Append("/>\n");
    }

    /// <summary>One line of text; <paramref name="y"/> is the baseline, <paramref name="turn"/> degrees clockwise about the anchor.</summary>
    public void Text(double x, double y, string text, double size, Colour colour, TextAnchor anchor = TextAnchor.Start, bool bold = false, double turn = 0)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        _body.Append($"<text x=\"{N(x)}\" y=\"{N(y)}\" font-size=\"{N(size)}\" fill=\"{colour.Hex}\"");
        _body.Append(anchor == TextAnchor.Middle ? " text-anchor=\"middle\"" : anchor == TextAnchor.End ? " text-anchor=\"end\"" : "");
        _body.Append(bold ? " font-weight=\"bold\"" : "");
        _body.Append(turn != 0 ? $" transform=\"rotate({N(turn)} {N(x)} {N(y)})\"" : "").Append('>').Append(Escape(text)).Append("</text>\n");
        _texts.Add(new TextBox(text, Corners(x, y, TextMetrics.Width(text, size, bold), size, anchor, turn)));
    }

    /// <summary>The whole document on an opaque white card, which reads the same on a light and on a dark page.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="description">The same for those who cannot see it.</param>
    /// <param name="showsCells">Whether the document is marked as one that shows single cells (<see cref="SingleCells"/>).</param>
    public string Document(double width, double height, string title, string description, bool showsCells = false) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{N(width)}\" height=\"{N(height)}\" viewBox=\"0 0 {N(width)} {N(height)}\" role=\"img\"{(showsCells ? SingleCells.Mark : "")} " +
        $"font-family=\"{FontFamily}\" style=\"max-width:100%;height:auto\">\n" +
        $"<title>{Escape(title)}</title>\n<desc>{Escape(description)}</desc>\n" +
        $"<rect x=\"0.5\" y=\"0.5\" width=\"{N(width - 1)}\" height=\"{N(height - 1)}\" rx=\"6\" fill=\"#ffffff\" stroke=\"#dfe2e7\"/>\n" +
        $"{_body}</svg>\n";

    private static (double X, double Y)[] Corners(double x, double y, double width, double size, TextAnchor anchor, double turn)
    {
        double left = anchor switch { TextAnchor.Start => 0, TextAnchor.Middle => -width / 2, _ => -width };
        double angle = turn * Math.PI / 180;
        double cos = Math.Cos(angle), sin = Math.Sin(angle);
        (double X, double Y) Turned(double dx, double dy) => (x + (dx * cos) - (dy * sin), y + (dx * sin) + (dy * cos));
        double top = -0.74 * size, bottom = 0.22 * size;
        return [Turned(left, top), Turned(left + width, top), Turned(left + width, bottom), Turned(left, bottom)];
    }
}
