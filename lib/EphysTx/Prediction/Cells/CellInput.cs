using EphysTx.Storage;

namespace EphysTx.Prediction;

/// <summary>What is read together: one recording, feature file or table, or the several ABF files of a cell.</summary>
/// <param name="Name">Name of the cell where several files are one cell; else the path.</param>
/// <param name="Files">The files, at least one; more than one are ABF files.</param>
public sealed record CellInput(string Name, IReadOnlyList<string> Files)
{
    private const string Ending = ".abf";

    /// <summary>Each file by itself.</summary>
    public static IReadOnlyList<CellInput> Each(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return [.. files.Select(file => new CellInput(file, [file]))];
    }

    /// <summary>The ABF files of a folder as one cell that has the folder's name; other files by themselves.</summary>
    /// <exception cref="EphysTxException">Two folders with ABF files have the same name.</exception>
    public static IReadOnlyList<CellInput> ByFolder(IReadOnlyList<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        CellInput[] cells = [.. files.Where(IsAbf).GroupBy(file => Path.GetDirectoryName(file) ?? "", StringComparer.Ordinal)
            .Select(group => new CellInput(Path.GetFileName(group.Key), [.. group.Order(StringComparer.Ordinal)]))];
        string? twice = cells.GroupBy(cell => cell.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.Key;
        return twice is null
            ? [.. cells, .. Each([.. files.Where(file => !IsAbf(file))])]
            : throw new EphysTxException($"Two folders with ABF files are called {twice}, so that two cells would have one name; rename one, or name cells and files in a list (--cells).");
    }

    /// <summary>The cells of a list: a CSV file with the columns <c>cell</c> and <c>file</c>, one line a file, paths relative to the list.</summary>
    /// <exception cref="EphysTxException">The list cannot be read, lacks a column or a line has no cell or file, or the files of a cell are of kinds that are not read together.</exception>
    public static IReadOnlyList<CellInput> FromList(string path)
    {
        CsvTable table;
        try
        {
            table = CsvTable.Parse(path, File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The list of cells {path} cannot be read ({error.Message.TrimEnd('.')}); check the path and that you may read it.", error);
        }

        if (!table.Header.Contains("cell", StringComparer.Ordinal) || !table.Header.Contains("file", StringComparer.Ordinal))
        {
            throw new EphysTxException($"The list of cells {path} needs the columns 'cell' and 'file'; it has {string.Join(", ", table.Header)}.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string[] cells = table.Texts("cell"), files = table.Texts("file");
        int empty = Array.FindIndex(cells, cell => cell.Trim().Length == 0) is >= 0 and var noCell ? noCell : Array.FindIndex(files, file => file.Trim().Length == 0);
        if (empty >= 0 || cells.Length == 0)
        {
            throw new EphysTxException(cells.Length == 0 ? $"The list of cells {path} has no line." : $"Line {empty + 2} of the list of cells {path} lacks its cell or its file.");
        }

        CellInput[] grouped = [.. cells.Zip(files).GroupBy(pair => pair.First.Trim(), pair => Path.GetFullPath(pair.Second.Trim(), folder), StringComparer.Ordinal)
            .Select(group => new CellInput(group.Key, [.. group.Distinct()]))];
        return Array.Find(grouped, cell => cell.Files.Count > 1 && !cell.Files.All(IsAbf)) is { } mixed
            ? throw new EphysTxException($"The cell {mixed.Name} of the list {path} has several files that are not all ABF files; only these are read together.")
            : grouped;
    }

    internal static bool IsAbf(string file) => file.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);
}
