namespace EphysTx.Figures.Notebook;

/// <summary>
/// The MIME types of displayed figures and tables. A host draws the richest that it knows: Jupyter and nbconvert, and VS Code without a Plotly renderer,
/// take the HTML, where the SVG is inline; hosts with a Plotly renderer may take the JSON; the SVG serves hosts that clean HTML; the text serves terminals.
/// </summary>
internal static class MimeTypes
{
    public const string Html = "text/html";
    public const string Svg = "image/svg+xml";
    public const string Plotly = "application/vnd.plotly.v1+json";
    public const string Text = "text/plain";
    public const string Markdown = "text/markdown";
}
