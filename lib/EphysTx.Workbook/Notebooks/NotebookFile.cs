namespace EphysTx.Workbook.Notebooks;

/// <summary>Reads a notebook file of either format and says at once when a cell cannot run without its own kernel.</summary>
internal static class NotebookFile
{
    public static async Task<Notebook> ReadAsync(string path, CancellationToken cancellationToken)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The notebook {path} cannot be read: {error.Message}", error);
        }

        return Parse(path, text);
    }

    /// <summary>Reads a notebook that is known to be small.</summary>
    /// <exception cref="EphysTxException">It is no notebook that runs here.</exception>
    public static Notebook Read(string path) => Parse(path, File.ReadAllText(path));

    private static Notebook Parse(string path, string text)
    {
        IReadOnlyList<NotebookCell> cells = path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)
            ? IpynbReader.Parse(text, Path.GetFileName(path))
            : DibReader.Parse(text, Path.GetFileName(path));
        var notebook = new Notebook(Path.GetFullPath(path), cells);
        ThrowOnForeignKernel(notebook);
        return notebook;
    }

    /// <summary>Text with <c>\n</c> line ends, without byte-order mark.</summary>
    internal static string Normalise(string text) =>
        text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');

    private static void ThrowOnForeignKernel(Notebook notebook)
    {
        int number = 0;
        foreach (NotebookCell cell in notebook.Cells)
        {
            number += cell.IsCode ? 1 : 0;
            if (cell.Language is not (NotebookCell.CSharp or NotebookCell.Markdown or NotebookCell.Html or NotebookCell.Raw))
            {
                throw new EphysTxException(
                    $"{notebook.FileName}, cell {number} ({cell.Title}) is for the kernel '{cell.Language}', which is not available headless; use C#, markdown or html, or open the notebook in VS Code.");
            }
        }
    }
}
