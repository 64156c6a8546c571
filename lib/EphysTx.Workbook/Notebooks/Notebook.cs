namespace EphysTx.Workbook.Notebooks;

/// <summary>A notebook as read from its file.</summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="Cells">Its cells in order.</param>
internal sealed record Notebook(string Path, IReadOnlyList<NotebookCell> Cells)
{
    /// <summary>File name without ending, for example <c>01-load-and-qc</c>.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>File name, as messages name it.</summary>
    public string FileName => System.IO.Path.GetFileName(Path);

    /// <summary>Absolute path of its folder, the working directory of its cells.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Number of cells that carry a number.</summary>
    public int CodeCellCount => Cells.Count(cell => cell.IsCode);

    /// <summary>The first heading of its prose, or its name.</summary>
    public string Title => Cells
        .Where(cell => cell.Language == NotebookCell.Markdown)
        .SelectMany(cell => cell.Source.Split('\n'))
        .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim() ?? Name;
}
