using EphysTx.Cohorts.Sources;
using EphysTx.Features.Extraction;
using EphysTx.Features.Files;

namespace EphysTx.Cohorts.Vectors;

/// <summary>
/// The cohort <c>allen-vectors</c>: feature families from recordings, as <c>ephystx extract</c> or the Allen tools wrote them, with labels from the table beside the feature file, or else from
/// the published Patch-seq tables by recording session.
/// </summary>
public static class AllenVectors
{
    /// <summary>Name of the cohort.</summary>
    public const string Name = "allen-vectors";

    /// <summary>Its folder within the data folder.</summary>
    public const string Folder = "vectors";

    /// <summary>The feature files that there are, by name; empty when there are none.</summary>
    /// <exception cref="EphysTxException">A place was named that does not exist.</exception>
    public static IReadOnlyList<string> FilesIn(DataFolder folder, AllenVectorsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string? named = (options ?? new AllenVectorsOptions()).Files;
        string place = PlaceOf(folder, named);
        if (File.Exists(place))
        {
            return [place];
        }

        return Directory.Exists(place) ? [.. Directory.GetFiles(place, "*.h5").Order(StringComparer.Ordinal)]
            : named is null ? []
            : throw new EphysTxException($"{place}, which {AllenVectorsOptions.FilesVariable} names, does not exist; name a feature file (.h5) or a folder of such.");
    }

    /// <summary>Reads feature files and labels.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="options">Which files, which labels; null for the defaults.</param>
    /// <param name="sources">The published tables; null for the list of the library.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EphysTxException">There is no feature file, it is damaged, or too few of its cells have a label; the message says what to do.</exception>
    public static async Task<CohortSet> LoadAsync(DataFolder folder, AllenVectorsOptions? options = null, SourceList? sources = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        options ??= new AllenVectorsOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.LeastCells, 1, nameof(options));
        IReadOnlyList<string> paths = FilesIn(folder, options);
        if (paths.Count == 0)
        {
            string place = PlaceOf(folder, options.Files);
            throw new EphysTxException(
                $"The cohort {Name} needs a feature file, and there is no *.h5 in {place}: make one (ephystx extract RECORDINGS --out {Path.Combine(place, "cells.h5")}), put one of the Allen tools there with its table of labels beside it, or name one with {AllenVectorsOptions.FilesVariable}.");
        }

        FeatureFile file = Merge([.. paths.Select(path => FeatureFile.Read(path, cancellationToken))]);
        string[] tables = [.. paths.SelectMany(TablesBeside).Distinct(StringComparer.Ordinal)];
        (LabelledCells cells, string origin) = tables.Length > 0
            ? (await LabelledCells.FromTablesAsync(file, tables, options, cancellationToken).ConfigureAwait(false), string.Join(", ", tables.Select(Path.GetFileName)))
            : (await LabelledCells.FromPublishedAsync(file, folder, sources, options, cancellationToken).ConfigureAwait(false), "the published Patch-seq tables");
        string names = string.Join(", ", paths.Select(Path.GetFileName));
        return new CohortSet(Name, cells.Mouse, cells.Human, null, [.. paths.Select(path => Provenance(path, origin))])
        {
            ClassesAre = cells.Meaning,
            SourceLine = $"{Name}: feature families of {names}; classes: {cells.Meaning}",
        };
    }

    private static string PlaceOf(DataFolder folder, string? named) => named is null ? Path.Combine(folder.Path, Folder) : Path.GetFullPath(named);

    // cells.h5 has cells.csv, cells_meta.csv or the like; cells.report.csv is the extraction's own.
    private static IEnumerable<string> TablesBeside(string path) => Directory
        .GetFiles(Path.GetDirectoryName(path)!, Path.GetFileNameWithoutExtension(path) + "*.csv")
        .Where(table => !table.EndsWith(".report.csv", StringComparison.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);

    private static FeatureFile Merge(FeatureFile[] files)
    {
        if (files.Select(file => file.Preset).Distinct().Count() > 1)
        {
            throw new EphysTxException($"The feature files {string.Join(", ", files.Select(file => $"{file.Name} ({(file.Preset.Length == 0 ? "preset not known" : file.Preset)})"))} were drawn with different presets; draw them with one.");
        }

        return files.Length == 1 ? files[0]
            : new FeatureFile(string.Join(", ", files.Select(file => file.Name)), files[0].Preset, files[0].LibraryVersion, Shard.Whole, files.SelectMany(file => file.Cells.Concat(file.Failed)));
    }

    private static string Provenance(string path, string labels) =>
        $"{Path.GetFileName(path)} · feature file of this machine; labels from {labels} · as its makers say · SHA-256 {Storage.Sha256Hash.OfBytes(File.ReadAllBytes(path))}";
}
