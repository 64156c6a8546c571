using EphysTx.Storage;

namespace EphysTx.Cohorts.Sources;

/// <summary>The folder that public files are fetched into and read from.</summary>
/// <param name="Path">Its full path; it need not exist yet.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>Environment variable that names another folder.</summary>
    public const string Variable = "EPHYSTX_DATA";

    private const string RepositoryMark = "EphysTx.Notebooks.sln";

    /// <summary>
    /// The folder that <c>EPHYSTX_DATA</c> names, else <c>data/downloads</c> of the repository that the current directory, or else the program,
    /// lies in.
    /// </summary>
    /// <exception cref="EphysTxException">The variable is not set and there is no repository around.</exception>
    public static DataFolder Default() =>
        Locate(Environment.GetEnvironmentVariable(Variable), Directory.GetCurrentDirectory(), AppContext.BaseDirectory);

    /// <summary>Full path of a file here.</summary>
    public string PathOf(SourceFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return System.IO.Path.Combine(Path, file.Name);
    }

    /// <summary>What is here of a file. Its content is hashed, so that "present" means the right bytes.</summary>
    /// <exception cref="EphysTxException">The file is here but cannot be read.</exception>
    public async Task<SourceFileStatus> StatusAsync(SourceFile file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        string path = PathOf(file);
        if (new FileInfo(path) is { Exists: true } here)
        {
            string found = await Sha256Hash.OfFileAsync(path, cancellationToken).ConfigureAwait(false);
            SourceFileState state = found == file.Sha256 ? SourceFileState.Present : SourceFileState.WrongHash;
            return new SourceFileStatus(file, state, here.Length, found);
        }

        return new FileInfo(PartPathOf(file)) is { Exists: true } part
            ? new SourceFileStatus(file, SourceFileState.Partial, part.Length, null)
            : new SourceFileStatus(file, SourceFileState.Absent, 0, null);
    }

    /// <summary>What is here of each file of a list.</summary>
    /// <exception cref="EphysTxException">A file is here but cannot be read.</exception>
    public async Task<IReadOnlyList<SourceFileStatus>> StatusAsync(SourceList sources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var all = new List<SourceFileStatus>();
        foreach (SourceFile file in sources.Files)
        {
            all.Add(await StatusAsync(file, cancellationToken).ConfigureAwait(false));
        }

        return all;
    }

    internal string PartPathOf(SourceFile file) => PathOf(file) + ".part";

    internal static DataFolder Locate(string? named, params string[] startFolders)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            return new DataFolder(System.IO.Path.GetFullPath(named));
        }

        foreach (string start in startFolders)
        {
            for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(System.IO.Path.Combine(folder.FullName, RepositoryMark)))
                {
                    return new DataFolder(System.IO.Path.Combine(folder.FullName, "data", "downloads"));
                }
            }
        }

        throw new EphysTxException($"There is no {RepositoryMark} in {startFolders.FirstOrDefault()} or above it, so the data folder is unknown; run inside the repository, or name the folder with {Variable}.");
    }
}
