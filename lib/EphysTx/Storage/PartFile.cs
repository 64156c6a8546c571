using System.Net.Http.Headers;

namespace EphysTx.Storage;

/// <summary>
/// The part of a download that is here already, <c>name.part</c>, with the server's version mark beside it, so that a later
/// attempt can go on where the last one broke off without mixing two versions.
/// </summary>
internal sealed class PartFile(string path)
{
    public string Path { get; } = path;

    public long Length => new FileInfo(Path) is { Exists: true } file ? file.Length : 0;

    private string VersionPath => Path + ".etag";

    /// <summary>The version mark of the server's first answer; null where it gave none that can be compared byte by byte.</summary>
    public EntityTagHeaderValue? Version =>
        File.Exists(VersionPath) && EntityTagHeaderValue.TryParse(File.ReadAllText(VersionPath), out EntityTagHeaderValue? tag) ? tag : null;

    /// <summary>Starts over, with the version mark of the new content.</summary>
    public FileStream Restart(EntityTagHeaderValue? version)
    {
        QuietFile.TryDelete(VersionPath);
        var stream = new FileStream(Path, FileMode.Create, FileAccess.Write, FileShare.Read);
        if (version is { IsWeak: false })
        {
            File.WriteAllText(VersionPath, version.ToString());
        }

        return stream;
    }

    /// <summary>Goes on behind what is here.</summary>
    public FileStream Append() => new(Path, FileMode.Append, FileAccess.Write, FileShare.Read);

    /// <summary>Makes the part the whole file.</summary>
    public void CompleteAs(string target)
    {
        File.Move(Path, target, overwrite: true);
        QuietFile.TryDelete(VersionPath);
    }

    public void Delete()
    {
        QuietFile.TryDelete(Path);
        QuietFile.TryDelete(VersionPath);
    }
}
