using System.Text;

namespace EphysTx.Workbook.Execution;

/// <summary>One entry of a cell's output.</summary>
internal abstract record CellOutput;

/// <summary>Printed text.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
/// <param name="Text">The text; neighbouring prints of one stream are one entry.</param>
internal sealed record StreamOutput(string Name, StringBuilder Text) : CellOutput
{
    public const string Out = "stdout";
    public const string Error = "stderr";
}

/// <summary>A shown value.</summary>
internal sealed record DisplayOutput : CellOutput
{
    /// <summary>Its representations.</summary>
    public required MimeBundle Bundle { get; set; }

    /// <summary>Whether it is the value of the cell's trailing expression.</summary>
    public required bool IsResult { get; init; }
}

/// <summary>Why the cell failed.</summary>
internal sealed record ErrorOutput(CellFailure Failure) : CellOutput;

/// <summary>One value as several mime types.</summary>
/// <param name="Parts">Text by mime type, in ordinal order of the types.</param>
internal sealed record MimeBundle(IReadOnlyList<KeyValuePair<string, string>> Parts)
{
    /// <summary>The text of a mime type, or null.</summary>
    public string? this[string mimeType] => Parts.FirstOrDefault(part => part.Key == mimeType).Value;

    /// <summary>Whether a mime type's text is JSON.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);
}
