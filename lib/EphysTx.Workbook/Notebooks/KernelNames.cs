namespace EphysTx.Workbook.Notebooks;

/// <summary>The kernels that <c>#!name</c> lines may switch to, by every name that they answer to.</summary>
internal static class KernelNames
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csharp"] = NotebookCell.CSharp,
        ["c#"] = NotebookCell.CSharp,
        ["markdown"] = NotebookCell.Markdown,
        ["md"] = NotebookCell.Markdown,
        ["html"] = NotebookCell.Html,
        ["raw"] = NotebookCell.Raw,
        ["fsharp"] = "fsharp",
        ["f#"] = "fsharp",
        ["powershell"] = "pwsh",
        ["pwsh"] = "pwsh",
        ["javascript"] = "javascript",
        ["js"] = "javascript",
        ["mermaid"] = "mermaid",
        ["value"] = "value",
        ["sql"] = "sql",
        ["kql"] = "kql",
        ["http"] = "http",
        ["python"] = "python",
        ["r"] = "r",
    };

    /// <summary>The kernel of a name, or null where the name is not a kernel's (then it is a magic command).</summary>
    public static string? Find(string name) => Known.GetValueOrDefault(name);

    /// <summary>The kernel of a name; an unknown name stands for itself, so that the message can name it.</summary>
    public static string Resolve(string name) => Find(name) ?? name;

    /// <summary>The word after <c>#!</c> when the line is nothing but that word; else null.</summary>
    public static string? Selector(string line)
    {
        string trimmed = line.TrimEnd();
        return trimmed.StartsWith("#!", StringComparison.Ordinal) && trimmed.Length > 2 && !trimmed.Contains(' ') ? trimmed[2..] : null;
    }
}
