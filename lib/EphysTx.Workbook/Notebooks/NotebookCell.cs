namespace EphysTx.Workbook.Notebooks;

/// <summary>One cell of a notebook, before it runs.</summary>
/// <param name="Language">Kernel name in lower case: <c>csharp</c>, <c>markdown</c>, <c>html</c>, <c>raw</c> or one that cannot run here.</param>
/// <param name="Source">Text of the cell with <c>\n</c> line ends and without blank lines at its ends.</param>
/// <param name="Id">Identifier in the file, or null where the file has none.</param>
internal sealed record NotebookCell(string Language, string Source, string? Id = null)
{
    public const string CSharp = "csharp";
    public const string Markdown = "markdown";
    public const string Html = "html";
    public const string Raw = "raw";

    /// <summary>Whether the cell has a number in the notebook (everything but prose).</summary>
    public bool IsCode => Language is not (Markdown or Raw);

    /// <summary>What the cell is about in a few words: its leading comment, else its first statement.</summary>
    public string Title
    {
        get
        {
            string[] lines = Source.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            string first = lines.FirstOrDefault(line => line.StartsWith("//", StringComparison.Ordinal) && line.Trim('/', ' ').Length > 0)
                ?? lines.FirstOrDefault(line => !line.StartsWith('#') && !line.StartsWith("using ", StringComparison.Ordinal))
                ?? lines.FirstOrDefault()
                ?? "";
            first = first.TrimStart('/', ' ');
            return first.Length <= 56 ? first : first[..55].TrimEnd() + "…";
        }
    }
}
