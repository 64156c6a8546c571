using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive;

/// <summary>
/// What a cell may call without a prefix. Names and behaviour are those of the interactive kernel, and there is nothing here
/// that the kernel lacks, so that a notebook that runs headless runs in VS Code and Jupyter too.
/// </summary>
public static class Kernel
{
#pragma warning disable IDE1006 // The kernel's own spelling.
    /// <summary>Shows a value at this point of the cell's output.</summary>
    /// <param name="value">The value; null is shown as <c>&lt;null&gt;</c>.</param>
    /// <param name="mimeTypes">Mime types to show it as; none means the ones preferred for its type.</param>
    /// <returns>A handle by which the shown value can be replaced.</returns>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => DisplayedValue.Show(value, mimeTypes);
#pragma warning restore IDE1006

    /// <summary>Text to be taken as HTML when it is shown.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);
}
