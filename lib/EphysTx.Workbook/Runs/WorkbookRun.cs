using System.Diagnostics;
using EphysTx.Storage;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Notebooks;
using EphysTx.Workbook.Reports;

namespace EphysTx.Workbook.Runs;

/// <summary>Runs the notebooks in order and writes what a person looks at afterwards.</summary>
internal sealed class WorkbookRun(RunSettings settings, WorkbookHost host, RunProgress progress)
{
    /// <exception cref="EphysTxException">Something is missing, or a cell failed; the message says where and what to look at.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled; what earlier notebooks wrote stays.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var output = OutputFolder.Take(settings.Out);

        // What a process that was killed left behind; the folder is this process's alone now.
        AtomicFile.DeleteLeftovers(settings.Out);
        try
        {
            await RunAllAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            AtomicFile.DeleteLeftovers(settings.Out);
            throw;
        }
    }

    private async Task RunAllAsync(CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        if (!File.Exists(settings.Repository.Library))
        {
            throw new EphysTxException($"The library that the notebooks load is not built ({settings.Repository.Library}); run `dotnet build` in {settings.Repository.Root}.");
        }

        var notebooks = new List<Notebook>();
        foreach (string path in settings.Notebooks)
        {
            notebooks.Add(await NotebookFile.ReadAsync(path, cancellationToken).ConfigureAwait(false));
        }

        // The compiler needs seconds to get going; the download or the check of the tables is the time for it.
        Task<ScriptReferences> warmUp = host.WarmUp(cancellationToken);
        PreparedData data = notebooks.Any(LoadsTheLibrary)
            ? await host.PrepareData(settings, progress, cancellationToken).ConfigureAwait(false)
            : PreparedData.AsNamed(settings);
        progress.Line($"cohort {data.Cohort}, profile {settings.Profile}, {notebooks.Count} notebook{(notebooks.Count == 1 ? "" : "s")}, results to {settings.Out}");
        var report = new RunReport(settings, data);
        using var environment = new NotebookEnvironment(settings, data);
        CellConsole.Install();
        var runner = new NotebookRunner(await warmUp.ConfigureAwait(false), settings.Runner, progress);
        var finished = new FinishedNotebooks(settings.Out, new RunInputs(settings, data));
        foreach ((int i, Notebook notebook) in notebooks.Index())
        {
            progress.NotebookStarts(i + 1, notebooks.Count);
            if (settings.Resume && finished.Find(notebook) is { } kept)
            {
                report.Keep(kept);
                progress.NotebookKept(notebook);
                continue;
            }

            FolderListing before = finished.Listing();
            ResultsStamp stamp = ResultsStamp.Of(settings.Out, notebook.Name);
            ExecutedNotebook executed = await runner.RunAsync(notebook, cancellationToken).ConfigureAwait(false);
            string written = report.WriteNotebook(executed);
            report.Add(executed, stamp);
            progress.NotebookEnded(executed);
            if (executed.Failure is { } failure)
            {
                report.WriteSummary(Stopwatch.GetElapsedTime(start));
                string excerpt = failure.Excerpt.Length > 0 ? "\n" + failure.Excerpt : "";
                throw new EphysTxException($"{failure.Sentence}{excerpt}\n  The notebook as far as it ran: {written}");
            }

            finished.Remember(notebook, before);
        }

        int figures = report.WriteSummary(Stopwatch.GetElapsedTime(start));
        progress.Line($"{notebooks.Count} notebook{(notebooks.Count == 1 ? "" : "s")} and {figures} figure{(figures == 1 ? "" : "s")} in {RunProgress.Seconds(Stopwatch.GetElapsedTime(start))}; look at {report.IndexPath}");
    }

    // A notebook without the library cannot open a cohort, so it must not fail for want of tables.
    private static bool LoadsTheLibrary(Notebook notebook) =>
        notebook.Cells.Any(cell => cell.IsCode && cell.Source.Contains("EphysTx.dll", StringComparison.Ordinal));
}
