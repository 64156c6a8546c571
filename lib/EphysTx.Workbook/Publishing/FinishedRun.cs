using System.Text.Json.Nodes;
using EphysTx.Workbook.Notebooks;
using EphysTx.Workbook.Reports;

namespace EphysTx.Workbook.Publishing;

/// <summary>An output folder in which every notebook of the checkout ran to its end, all with the same settings and in their present state.</summary>
/// <param name="Folder">Absolute path.</param>
/// <param name="Cohort">The cells.</param>
/// <param name="Profile"><c>quick</c> or <c>full</c>.</param>
/// <param name="Results">Content of <c>results.json</c>.</param>
/// <param name="Notebooks">The notebooks, in order.</param>
/// <param name="Items">Figures and tables, notebook by notebook.</param>
internal sealed record FinishedRun(string Folder, string Cohort, string Profile, JsonObject Results, IReadOnlyList<Notebook> Notebooks, IReadOnlyList<RunItem> Items)
{
    /// <summary>Path of a notebook's executed copy.</summary>
    public string ExecutedCopy(Notebook notebook) => ExecutedCopy(Folder, notebook);

    /// <summary>Reads a run.</summary>
    /// <exception cref="EphysTxException">It is not there, not complete, of another version, or of another state of a notebook.</exception>
    public static FinishedRun Open(string folder, IReadOnlyList<Notebook> notebooks)
    {
        string path = Path.Combine(folder, "results.json");
        if (!File.Exists(path))
        {
            throw new EphysTxException($"There is no results.json in {folder}; name the output folder of a finished run, or leave --from out to make one.");
        }

        JsonObject results = ResultsFile.ReadObject(path);
        string again = $"run all notebooks into {folder} again (--resume keeps those that are up to date)";
        if (RunItem.Text(results, "ephystx") != WorkbookApp.Version || results["notebooks"] is not JsonObject entries)
        {
            throw new EphysTxException($"{path} is of version {RunItem.Text(results, "ephystx")}, this is {WorkbookApp.Version}; {again}.");
        }

        foreach (Notebook notebook in notebooks)
        {
            if (RunItem.Text(entries[notebook.Name], "status") != "ok" || !File.Exists(ExecutedCopy(folder, notebook)))
            {
                throw new EphysTxException($"{notebook.FileName} did not run to its end in {folder}; {again}.");
            }

            if (!Sources(NotebookFile.Read(ExecutedCopy(folder, notebook))).SequenceEqual(Sources(notebook)))
            {
                throw new EphysTxException($"{notebook.FileName} has changed since it ran in {folder}; {again}.");
            }
        }

        RunItem[] items = [.. notebooks.SelectMany(notebook => RunItem.Of(notebook.Name, entries[notebook.Name]?["results"]))];
        return items.FirstOrDefault(item => item.Files.Any(file => !File.Exists(Path.Combine(folder, file)))) is { } lost
            ? throw new EphysTxException($"{Path.Combine(folder, lost.Files.First())} and what belongs to it is not there; {again}.")
            : new FinishedRun(folder, RunItem.Text(results, "cohort"), RunItem.Text(results, "profile"), results, notebooks, items);
    }

    private static string ExecutedCopy(string folder, Notebook notebook) => Path.Combine(folder, "notebooks", notebook.Name + ".ipynb");

    private static IEnumerable<string> Sources(Notebook notebook) => notebook.Cells.Select(cell => cell.Source);
}
