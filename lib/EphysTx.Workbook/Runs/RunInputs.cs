using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using EphysTx.Storage;
using EphysTx.Workbook.Notebooks;

namespace EphysTx.Workbook.Runs;

/// <summary>
/// Everything that the outcome of a notebook depends on, as one hash: its source and the files beside it, program, library and runtime, profile, cohort,
/// the settings in the environment, and the data folder. Any of these may change and the notebook counts as not yet run.
/// </summary>
internal sealed class RunInputs
{
    // Where results go and data come from does not matter; what is in the data folder does, and is listed by itself.
    private static readonly string[] Irrelevant = [NotebookEnvironment.Out, NotebookEnvironment.Data, "EPHYSTX_MIRROR", "EPHYSTX_DEBUG"];

    private readonly string _common;
    private readonly string _dataFolder;

    public RunInputs(RunSettings settings, PreparedData data)
    {
        var text = new StringBuilder();
        text.Append(typeof(RunInputs).Module.ModuleVersionId).Append('\n').Append(RuntimeInformation.FrameworkDescription).Append('\n');
        text.Append(settings.Profile).Append('\n').Append(data.Cohort).Append('\n').Append(data.WhyCohort).Append('\n');
        foreach (string library in Directory.EnumerateFiles(Path.GetDirectoryName(settings.Repository.Library)!, "*.dll").Order(StringComparer.Ordinal))
        {
            text.Append(Path.GetFileName(library)).Append(' ').Append(Sha256Hash.OfBytes(File.ReadAllBytes(library))).Append('\n');
        }

        _common = text.ToString();
        _dataFolder = data.DataFolder;
    }

    /// <summary>The hash for a notebook, as things are now.</summary>
    public string HashFor(Notebook notebook)
    {
        var text = new StringBuilder(_common);
        foreach (NotebookCell cell in notebook.Cells)
        {
            text.Append(cell.Language).Append('\n').Append(cell.Source).Append("\n\0\n");
        }

        foreach (string beside in Directory.EnumerateFiles(notebook.Folder).Where(file => Path.GetExtension(file) is not (".dib" or ".ipynb")).Order(StringComparer.Ordinal))
        {
            text.Append(Path.GetFileName(beside)).Append(' ').Append(Sha256Hash.OfBytes(File.ReadAllBytes(beside))).Append('\n');
        }

        foreach ((string name, string value) in Settings())
        {
            text.Append(name).Append('=').Append(value).Append('\n');
            text.Append(Path.Exists(value) ? FolderListing.Of(value) : null);
        }

        text.Append(FolderListing.Of(_dataFolder));
        return Sha256Hash.OfBytes(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static IEnumerable<(string Name, string Value)> Settings() => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Select(variable => ((string)variable.Key, (string)variable.Value!))
        .Where(variable => variable.Item1.StartsWith("EPHYSTX_", StringComparison.Ordinal) && !Irrelevant.Contains(variable.Item1))
        .OrderBy(variable => variable.Item1, StringComparer.Ordinal);
}
