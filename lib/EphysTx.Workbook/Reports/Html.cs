using System.Globalization;
using System.Net;
using System.Text;

namespace EphysTx.Workbook.Reports;

/// <summary>Small helpers for writing pages.</summary>
internal static class Html
{
    public static string Escape(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A relative address from one folder to a file, with every character that an address may not hold escaped.</summary>
    public static string Link(string fromFolder, string path) =>
        string.Join('/', Path.GetRelativePath(fromFolder, path).Split(Path.DirectorySeparatorChar).Select(part => part == ".." ? part : Uri.EscapeDataString(part)));

    /// <summary>
    /// An SVG as a picture inside the page. As a picture it cannot disturb the page's styles or those of other figures, and
    /// still follows light and dark.
    /// </summary>
    public static string Picture(string svg, string description) =>
        $"<img src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))}\" alt=\"{Escape(description)}\">";

    /// <summary>A whole page around its content.</summary>
    public static string Page(string title, string body) => string.Create(CultureInfo.InvariantCulture, $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{Escape(title)}</title>
        <style>
        {PageStyle.Css}
        </style>
        </head>
        <body>
        {body}
        </body>
        </html>

        """).Replace("\r\n", "\n", StringComparison.Ordinal);
}
