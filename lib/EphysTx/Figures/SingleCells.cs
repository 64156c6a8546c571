namespace EphysTx.Figures;

/// <summary>
/// The mark of outputs that show values of single cells: an attribute in the SVG and in the HTML, so that it stays with a figure or table
/// wherever that is kept, and whoever publishes an executed notebook can leave it out.
/// </summary>
public static class SingleCells
{
    /// <summary>The attribute, with a space before it.</summary>
    public const string Mark = " data-shows-cells=\"true\"";

    /// <summary>Whether an SVG or HTML text carries the mark.</summary>
    public static bool IsMarked(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Contains(Mark, StringComparison.Ordinal);
    }
}
