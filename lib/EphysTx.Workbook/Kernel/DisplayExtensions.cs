using Microsoft.DotNet.Interactive;

namespace System;

/// <summary>The kernel's extension methods for showing values; they stand in <c>System</c> as they do there.</summary>
public static class DisplayExtensions
{
    /// <summary>Shows a value at this point of the cell's output.</summary>
    /// <param name="value">The value; null is shown as <c>&lt;null&gt;</c>.</param>
    /// <param name="mimeTypes">Mime types to show it as; none means the ones preferred for its type.</param>
    /// <returns>A handle by which the shown value can be replaced.</returns>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);

    /// <summary>Shows a text as content of a mime type, for example <c>text/markdown</c>.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType) => DisplayedValue.ShowText(value, mimeType);
}
