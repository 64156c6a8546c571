using System.Text.Json.Nodes;
using EphysTx.Storage;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Notebooks;
using EphysTx.Workbook.Runs;

namespace EphysTx.Workbook.Reports;

/// <summary>Writes what a run leaves: executed notebooks, reading copies, results, timings and the index page.</summary>
internal sealed class RunReport
{
    private readonly RunSettings _settings;
    private readonly PreparedData _data;
    private readonly ResultsFile _results;
    private readonly List<ExecutedNotebook> _executed = [];
    private readonly List<Notebook> _kept = [];
    private readonly HashSet<string> _notebookNames;

    public RunReport(RunSettings settings, PreparedData data)
    {
        _settings = settings;
        _data = data;
        _notebookNames = settings.Repository.Notebooks().Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal);
        _results = ResultsFile.Open(Path.Combine(settings.Out, "results.json"), data.Cohort, settings.Profile, _notebookNames);
    }

    public string IndexPath => Path.Combine(_settings.Out, "index.html");

    /// <summary>Takes a notebook's results, if it wrote any in this run.</summary>
    /// <exception cref="EphysTxException">Its results file is not a JSON object.</exception>
    public void Add(ExecutedNotebook executed, ResultsStamp stamp)
    {
        _executed.Add(executed);
        _results.Set(executed.Notebook.Name, executed.Failure is null ? "ok" : "failed", stamp.IsRenewed ? ResultsFile.ReadObject(stamp.Path) : []);
    }

    /// <summary>Takes a notebook that an earlier run finished.</summary>
    /// <exception cref="EphysTxException">Its results file is not a JSON object.</exception>
    public void Keep(KeptNotebook kept)
    {
        _kept.Add(kept.Notebook);
        _results.Set(kept.Notebook.Name, "ok", kept.HasResults ? ResultsFile.ReadObject(ResultsStamp.Of(_settings.Out, kept.Notebook.Name).Path) : []);
    }

    /// <summary>Writes the executed copy and the reading copy of a notebook.</summary>
    /// <returns>Path of the executed copy.</returns>
    public string WriteNotebook(ExecutedNotebook executed)
    {
        string folder = Path.Combine(_settings.Out, "notebooks");
        string path = Path.Combine(folder, executed.Notebook.Name + ".ipynb");
        AtomicFile.Write(path, stream => IpynbWriter.Write(stream, executed));
        AtomicFile.WriteText(Path.Combine(folder, executed.Notebook.Name + ".html"), ReadingCopy.Render(executed, folder, _notebookNames));
        return path;
    }

    /// <summary>Writes results, timings and the index page.</summary>
    /// <returns>Number of figures on the index page.</returns>
    public int WriteSummary(TimeSpan elapsed)
    {
        IReadOnlyList<Figure> figures = FigureList.Find(_settings.Out, _data.Cohort, _results.Figures());
        _results.Write();
        AtomicFile.WriteText(Path.Combine(_settings.Out, "run.json"), SortedJson.Write(Timings(elapsed)));
        AtomicFile.WriteText(IndexPath, IndexPage.Render(new IndexContent
        {
            Cohort = _data.Cohort,
            Profile = _settings.Profile,
            Elapsed = elapsed,
            Executed = _executed,
            Kept = _kept,
            Results = _results,
            Figures = figures,
            OutFolder = _settings.Out,
            OtherNotebooks = _notebookNames.Except(_executed.Select(executed => executed.Notebook.Name)).Order(StringComparer.Ordinal).ToArray(),
        }));
        return figures.Count;
    }

    private JsonObject Timings(TimeSpan elapsed)
    {
        var notebooks = new JsonObject();
        foreach (ExecutedNotebook executed in _executed)
        {
            notebooks[executed.Notebook.Name] = new JsonObject { ["seconds"] = Math.Round(executed.Elapsed.TotalSeconds, 3) };
        }

        return new JsonObject
        {
            ["ephystx"] = WorkbookApp.Version,
            ["cohort"] = _data.Cohort,
            ["profile"] = _settings.Profile,
            ["seconds"] = Math.Round(elapsed.TotalSeconds, 3),
            ["notebooks"] = notebooks,
        };
    }
}
