using System.Text.Json;
using System.Text.Json.Nodes;
using EphysTx.Storage;
using EphysTx.Workbook.Notebooks;
using EphysTx.Workbook.Reports;

namespace EphysTx.Workbook.Runs;

/// <summary>
/// Remembers of each finished notebook what it depended on and which files it wrote (<c>finished/&lt;notebook&gt;.json</c> in the output folder), so that a run that was
/// stopped can go on where it was. What is remembered holds only as long as the inputs are the same and the files have the same content. It holds no times, so that
/// a run that was stopped leaves the same bytes as one that was not.
/// </summary>
/// <param name="outFolder">The output folder.</param>
/// <param name="inputs">What the notebooks depend on.</param>
internal sealed class FinishedNotebooks(string outFolder, RunInputs inputs)
{
    // Units have checks of their own; publish holds runs of its own; the rest of the top folder is put together at the end of a run.
    private static readonly string[] Apart = ["finished", "units", "publish"];

    /// <summary>The files in the output folder, before or after a notebook.</summary>
    public FolderListing Listing() => FolderListing.Of(outFolder, Apart);

    /// <summary>What is known of a notebook that need not run again; null where it must run.</summary>
    public KeptNotebook? Find(Notebook notebook)
    {
        try
        {
            if (!File.Exists(PathOf(notebook)) || JsonNode.Parse(File.ReadAllText(PathOf(notebook))) is not JsonObject stamp || stamp["files"] is not JsonObject files
                || (string?)stamp["inputs"] != inputs.HashFor(notebook) || !files.All(file => HashOf(file.Key) == (string?)file.Value))
            {
                return null;
            }

            return new KeptNotebook(notebook, files.ContainsKey($"results/{notebook.Name}.json"));
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            // Damaged, or a file that cannot be read: the notebook runs again.
            return null;
        }
    }

    /// <summary>Remembers a notebook that has just been finished.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="before">The files before it ran.</param>
    public void Remember(Notebook notebook, FolderListing before)
    {
        var files = new JsonObject();
        foreach (string file in Listing().ChangedSince(before).Where(file => file.Contains('/', StringComparison.Ordinal)))
        {
            files[file] = HashOf(file);
        }

        AtomicFile.WriteText(PathOf(notebook), SortedJson.Write(new JsonObject
        {
            ["inputs"] = inputs.HashFor(notebook),
            ["files"] = files,
        }));
    }

    private string PathOf(Notebook notebook) => Path.Combine(outFolder, "finished", notebook.Name + ".json");

    private string? HashOf(string file) =>
        Path.Combine(outFolder, file) is var path && File.Exists(path) ? Sha256Hash.OfBytes(File.ReadAllBytes(path)) : null;
}

/// <summary>A notebook that an earlier run finished.</summary>
/// <param name="Notebook">The notebook.</param>
/// <param name="HasResults">Whether it wrote results.</param>
internal sealed record KeptNotebook(Notebook Notebook, bool HasResults);
