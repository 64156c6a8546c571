using System.Globalization;
using EphysTx.Storage;

namespace EphysTx.Workbook.Runs;

/// <summary>What lies below a folder: relative path with <c>/</c>, length and time of the last write of each file; temporary files and locks apart.</summary>
internal sealed record FolderListing(IReadOnlyDictionary<string, (long Length, DateTime Written)> Files)
{
    private static readonly string[] Passing = [AtomicFile.TemporaryEnding, ".ephystx-lock", ".part", ".claim"];

    /// <summary>Lists a folder; a file lists itself, and nothing lists nothing.</summary>
    /// <param name="path">Folder or file; it need not exist.</param>
    /// <param name="leftOut">Folders directly below that are not looked into.</param>
    public static FolderListing Of(string path, params string[] leftOut)
    {
        var files = new SortedDictionary<string, (long, DateTime)>(StringComparer.Ordinal);
        if (File.Exists(path))
        {
            Add(new FileInfo(path), Path.GetFileName(path));
        }

        // What another process is just writing or renaming away may be gone when it is looked at.
        foreach (string file in Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [])
        {
            string relative = Path.GetRelativePath(path, file).Replace(Path.DirectorySeparatorChar, '/');
            if (!Passing.Any(ending => relative.EndsWith(ending, StringComparison.Ordinal)) && !leftOut.Contains(relative.Split('/')[0]))
            {
                Add(new FileInfo(file), relative);
            }
        }

        return new FolderListing(files);

        void Add(FileInfo file, string name)
        {
            if (file.Exists)
            {
                files[name] = (file.Length, file.LastWriteTimeUtc);
            }
        }
    }

    /// <summary>Files that are new or were written since.</summary>
    public IEnumerable<string> ChangedSince(FolderListing before) =>
        Files.Where(file => !before.Files.TryGetValue(file.Key, out (long, DateTime) old) || old != file.Value).Select(file => file.Key);

    /// <summary>One line per file.</summary>
    public override string ToString() =>
        string.Concat(Files.Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Key} {file.Value.Length} {file.Value.Written.Ticks}\n")));
}
