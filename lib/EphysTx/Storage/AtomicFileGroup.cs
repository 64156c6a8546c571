namespace EphysTx.Storage;

/// <summary>
/// Writes several files that belong together. All are written to temporary files first and renamed only when every one
/// is complete, so that a full disk, a read-only folder or a cancellation leaves none of them changed. What a killed process left of
/// the same files is removed.
/// </summary>
public static class AtomicFileGroup
{
    /// <summary>Writes the files; each entry is a path and what to put on its stream.</summary>
    /// <exception cref="EphysTxException">A folder cannot be written or a target is a folder; no target has changed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled before the first rename; no target has changed.</exception>
    public static void Write(IReadOnlyList<(string Path, Action<Stream> Write)> files, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        var written = new List<(string Temporary, string Target)>();
        string current = "";
        try
        {
            foreach ((string path, Action<Stream> write) in files)
            {
                cancellationToken.ThrowIfCancellationRequested();
                current = Path.GetFullPath(path);
                if (Directory.Exists(current))
                {
                    throw new IOException("there is a folder of that name");
                }

                Directory.CreateDirectory(Path.GetDirectoryName(current)!);
                string temporary = TemporaryFile.NameFor(current);
                TemporaryFile.DeleteLeftoversOf(current);
                written.Add((temporary, current));
                using var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            cancellationToken.ThrowIfCancellationRequested();
            foreach ((string temporary, string target) in written)
            {
                current = target;
                File.Move(temporary, target, overwrite: true);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            DeleteAll(written);
            throw new EphysTxException($"{current} cannot be written ({error.Message.TrimEnd('.')}); choose a folder that you may write to and that has room.", error);
        }
        catch
        {
            DeleteAll(written);
            throw;
        }
    }

    private static void DeleteAll(List<(string Temporary, string Target)> written)
    {
        foreach ((string temporary, _) in written)
        {
            QuietFile.TryDelete(temporary);
        }
    }
}
