using EphysTx.Features.Files;

namespace EphysTx.Features.Extraction;

/// <summary>Puts the feature files of several machines together.</summary>
public static class ShardMerge
{
    /// <summary>
    /// One feature file of several: the same bytes as one run over all recordings gives. Parts of one list must all be there; whole files can be put together, too.
    /// </summary>
    /// <exception cref="EphysTxException">A file cannot be read, a part is missing or named twice, presets or versions differ, or a cell occurs in two files.</exception>
    public static FeatureFile Merge(IReadOnlyList<string> paths, string name, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (paths.Count == 0)
        {
            throw new EphysTxException("There is nothing to merge; name the feature files of the parts.");
        }

        List<FeatureFile> files = [];
        foreach (string path in paths)
        {
            cancellationToken.ThrowIfCancellationRequested();
            FeatureFile file = FeatureFile.Read(path, cancellationToken);
            if (files.Count > 0 && (file.Preset != files[0].Preset || file.LibraryVersion != files[0].LibraryVersion))
            {
                throw new EphysTxException(
                    $"{path} was drawn with preset '{file.Preset}' of version '{file.LibraryVersion}', but {paths[0]} with '{files[0].Preset}' of '{files[0].LibraryVersion}'; draw both with the same.");
            }

            files.Add(file);
        }

        CheckParts(files);
        return new FeatureFile(name, files[0].Preset, files[0].LibraryVersion, Shard.Whole, files.SelectMany(file => file.Cells.Concat(file.Failed)));
    }

    private static void CheckParts(List<FeatureFile> files)
    {
        int count = files[0].Shard.Count;
        if (files.Find(file => file.Shard.Count != count) is { } other)
        {
            throw new EphysTxException($"{other.Name} is part {other.Shard}, but {files[0].Name} is part {files[0].Shard}; merge parts of one list.");
        }

        if (count == 1)
        {
            return;
        }

        HashSet<int> there = [];
        if (files.Find(file => !there.Add(file.Shard.Number)) is { } twice)
        {
            throw new EphysTxException($"Part {twice.Shard} is named twice, the second time as {twice.Name}; name each part once.");
        }

        if (there.Count < count)
        {
            throw new EphysTxException($"Of {count} parts, these are missing: {string.Join(", ", Enumerable.Range(1, count).Where(part => !there.Contains(part)))}; draw them with --shard k/{count} first.");
        }
    }
}
