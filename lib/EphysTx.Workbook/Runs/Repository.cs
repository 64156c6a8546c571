namespace EphysTx.Workbook.Runs;

/// <summary>Where the checkout is and what of it a run needs.</summary>
/// <param name="Root">Absolute path of its root folder.</param>
internal sealed record Repository(string Root)
{
    private const string Marker = "EphysTx.Notebooks.sln";

    public string NotebookFolder { get; init; } = Path.Combine(Root, "notebooks");

    public string DefaultOut { get; init; } = Path.Combine(Root, "out");

    public string DefaultData => Path.Combine(Root, "data", "downloads");

    /// <summary>The same checkout seen as its worked solutions. They have an output folder of their own, so that their figures and results do not mix with the lessons'.</summary>
    public Repository Solutions => this with { NotebookFolder = Path.Combine(Root, "notebooks", "solutions"), DefaultOut = Path.Combine(Root, "out", "solutions") };

    /// <summary>The library as notebooks load it.</summary>
    public string Library => Path.Combine(Root, "lib", "EphysTx", "bin", "notebook", "EphysTx.dll");

    /// <summary>Looks upwards from each folder in turn.</summary>
    /// <exception cref="EphysTxException">None of them is inside a checkout.</exception>
    public static Repository Find(params string[] startFolders)
    {
        foreach (string start in startFolders)
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, Marker)))
                {
                    return new Repository(folder.FullName);
                }
            }
        }

        throw new EphysTxException($"No folder from {startFolders[0]} upwards holds {Marker}; start ephystx inside the checkout.");
    }

    /// <summary>The notebooks in ordinal order of their file names.</summary>
    /// <exception cref="EphysTxException">There are none, or two have the same name.</exception>
    public IReadOnlyList<string> Notebooks()
    {
        string[] files = Directory.Exists(NotebookFolder)
            ? Directory.EnumerateFiles(NotebookFolder)
                .Where(file => Path.GetExtension(file).ToLowerInvariant() is ".dib" or ".ipynb" && !Path.GetFileName(file).StartsWith('.'))
                .Order(StringComparer.Ordinal)
                .ToArray()
            : [];
        if (files.Length == 0)
        {
            throw new EphysTxException($"There is no notebook (.dib or .ipynb) in {NotebookFolder}.");
        }

        return files.GroupBy(Path.GetFileNameWithoutExtension).FirstOrDefault(group => group.Skip(1).Any()) is { } twice
            ? throw new EphysTxException($"{NotebookFolder} has {string.Join(" and ", twice.Select(Path.GetFileName))}; their results would have the same name, so rename or remove one.")
            : files;
    }
}
