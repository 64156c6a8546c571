using EphysTx.Storage;

namespace EphysTx.Cohorts.Sources;

/// <summary>A folder that holds the bytes of source files under any names. Only files of the right size are hashed.</summary>
internal sealed class MirrorFolder
{
    private readonly ILookup<long, string> _bySize;

    private MirrorFolder(string path, ILookup<long, string> bySize)
    {
        Path = path;
        _bySize = bySize;
    }

    public string Path { get; }

    /// <summary>Lists a folder with all its subfolders; unreadable ones are passed over.</summary>
    public static MirrorFolder List(string path, CancellationToken cancellationToken)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 };
        var files = new System.IO.Enumeration.FileSystemEnumerable<string>(path, (ref System.IO.Enumeration.FileSystemEntry entry) => entry.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref System.IO.Enumeration.FileSystemEntry entry) => !entry.IsDirectory,

            // A link to a folder above would never end.
            ShouldRecursePredicate = (ref System.IO.Enumeration.FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        var sizes = new List<(long Size, string File)>();
        foreach (string file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (new FileInfo(file) is { Exists: true } info)
            {
                sizes.Add((SizeOf(info), file));
            }
        }

        return new MirrorFolder(path, sizes.OrderBy(pair => pair.File, StringComparer.Ordinal).ToLookup(pair => pair.Size, pair => pair.File));
    }

    /// <summary>A file with the wanted content, or null.</summary>
    public async Task<string?> FindAsync(SourceFile wanted, CancellationToken cancellationToken)
    {
        foreach (string candidate in _bySize[wanted.Bytes])
        {
            try
            {
                if (await Sha256Hash.OfFileAsync(candidate, cancellationToken).ConfigureAwait(false) == wanted.Sha256)
                {
                    return candidate;
                }
            }
            catch (EphysTxException)
            {
                // One unreadable file of the mirror does not make the others useless; the summary says what is missing.
            }
        }

        return null;
    }

    // A link has the length of its target's path; what counts is the target.
    private static long SizeOf(FileInfo info) =>
        info.LinkTarget is not null && info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : info.Length;
}
