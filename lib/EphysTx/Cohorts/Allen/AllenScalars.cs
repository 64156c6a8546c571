using EphysTx.Cohorts.Sources;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Allen;

/// <summary>
/// The cohort <c>allen-scalars</c>: real mouse and human interneurons as published per-cell tables (Gouwens et al. 2020, Cell 183:935; Lee, Dalley
/// et al. 2023, Science 382:eadf6484). It has 4,221 mouse cells of five subclasses and 704 human cells of four, with 32 features in common.
/// </summary>
public static class AllenScalars
{
    /// <summary>Name of the cohort.</summary>
    public const string Name = "allen-scalars";

    /// <summary>Reads and joins the six files of the data folder. Nothing is fetched; every file's SHA-256 is verified.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="sources">The files; null for the list of the library.</param>
    /// <param name="options">How they are joined; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EphysTxException">A file is absent, damaged or does not fit the others; the message names file, line and remedy.</exception>
    public static async Task<CohortSet> LoadAsync(DataFolder folder, SourceList? sources = null, AllenScalarsOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(folder);
        sources ??= SourceList.AllenScalars;
        options ??= new AllenScalarsOptions();
        Task<CsvTable>[] reading = [.. sources.Files.Select(file => Task.Run(() => ReadVerifiedAsync(folder, file, cancellationToken), cancellationToken))];
        CsvTable[] tables = await Task.WhenAll(reading).ConfigureAwait(false);
        CsvTable Table(string key) => tables[sources.Files.ToList().IndexOf(sources[key])];

        Cohort mouse = MouseAssembly.Assemble($"{Name} mouse", Table("mouse-metadata"), Table("mouse-efeature"), Table("mouse-ipfx-features"), options);
        if (options.Sncg != SncgPolicy.Keep)
        {
            mouse = LabelAlignment.ToSharedFour(mouse, options.Sncg);
        }

        (Cohort human, Cohort full) = HumanAssembly.Assemble($"{Name} human", Table("human-metadata"), Table("human-metadata-v2"), Table("human-features"), options);
        string[] provenance = [.. sources.Files.Select(file => $"{file.Name} · {file.Origin} · {file.Licence} · SHA-256 {file.Sha256}")];
        return new CohortSet(Name, mouse, human, full, provenance);
    }

    private static async Task<CsvTable> ReadVerifiedAsync(DataFolder folder, SourceFile file, CancellationToken cancellationToken)
    {
        string path = folder.PathOf(file);
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EphysTxException($"{path} is not here; get it with: ephystx data get.", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"{path} cannot be read ({error.Message.TrimEnd('.')}); check that you may read it.", error);
        }

        string found = Sha256Hash.OfBytes(bytes);
        return found == file.Sha256
            ? CsvTable.Parse(path, bytes)
            : throw new EphysTxException($"{path} has {bytes.Length} bytes with SHA-256 {found}, but should have {file.Bytes} with {file.Sha256}; it is damaged or of another version, so get it again with: ephystx data get.");
    }
}
