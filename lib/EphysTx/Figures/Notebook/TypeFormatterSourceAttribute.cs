namespace EphysTx.Figures.Notebook;

/// <summary>
/// Tells .NET Interactive how a type is displayed. Its formatting library looks for an attribute of this name in any assembly (it need not be its own)
/// with these two properties, so that this library gives notebooks full output without depending on the notebook packages.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>A type with a public method <c>CreateTypeFormatters</c> without parameters.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types that displaying a value gives, all of them, best first.</summary>
    public string[] PreferredMimeTypes { get; set; } = [];
}
