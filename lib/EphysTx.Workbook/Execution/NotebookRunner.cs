using System.Diagnostics;
using EphysTx.Workbook.Notebooks;
using Microsoft.DotNet.Interactive.Formatting;

namespace EphysTx.Workbook.Execution;

/// <summary>Hears of cells as they start and end.</summary>
internal interface ICellProgress
{
    void Started(Notebook notebook, NotebookCell cell, int number);

    /// <summary>The running cell says how far it is.</summary>
    void Told(Notebook notebook, NotebookCell cell, int number, string text);

    void Ended(Notebook notebook, NotebookCell cell, int number, TimeSpan elapsed, bool failed);
}

/// <summary>How notebooks are run.</summary>
internal sealed record RunnerOptions
{
    public OutputLimits Limits { get; init; } = new();

    /// <summary>Longest time for one cell; null for as long as it takes.</summary>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>How long a stopped cell may take to end by itself before it is left behind.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(2);
}

/// <summary>Runs the cells of a notebook in order and stops at the first that fails.</summary>
internal sealed class NotebookRunner(ScriptReferences references, RunnerOptions options, ICellProgress progress)
{
    /// <exception cref="OperationCanceledException">The run was cancelled; a cell that does not end is left behind.</exception>
    public async Task<ExecutedNotebook> RunAsync(Notebook notebook, CancellationToken cancellationToken)
    {
        long start = Stopwatch.GetTimestamp();
        Formatter.ResetToDefault();
        var session = new ScriptSession(references, notebook.Folder);
        var place = new NotebookOutputs();
        var cells = new List<ExecutedCell>();
        CellFailure? failure = null;
        int number = 0;
        string before = Directory.GetCurrentDirectory();
        try
        {
            Directory.SetCurrentDirectory(notebook.Folder);
            foreach (NotebookCell cell in notebook.Cells)
            {
                if (failure is not null || !cell.IsCode)
                {
                    cells.Add(new ExecutedCell(cell, null, []));
                    continue;
                }

                number++;
                long cellStart = Stopwatch.GetTimestamp();
                progress.Started(notebook, cell, number);
                int running = number;
                var outputs = new CellOutputs(options.Limits, text => progress.Told(notebook, cell, running, text));
                failure = await RunCellAsync(notebook, cell, number, session, place, outputs, cancellationToken).ConfigureAwait(false);
                if (failure is not null)
                {
                    outputs.Fail(failure);
                }

                cells.Add(new ExecutedCell(cell, number, outputs.Entries));
                progress.Ended(notebook, cell, number, Stopwatch.GetElapsedTime(cellStart), failure is not null);
            }
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }

        return new ExecutedNotebook(notebook, cells, failure, Stopwatch.GetElapsedTime(start));
    }

    private async Task<CellFailure?> RunCellAsync(
        Notebook notebook, NotebookCell cell, int number, ScriptSession session, NotebookOutputs place, CellOutputs outputs, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var code = new CodeText(cell.Source, $"{notebook.FileName}#cell{number}", $"{notebook.FileName}, cell {number}");
        place.Cell = outputs;

        // A thread of its own: a cell may block or loop, and then the host must still be able to act.
        Task<CellFailure?> work = Task.Factory.StartNew(
            () => new CellExecution(session, place, notebook.Folder, cancellationToken).RunAsync(cell, code),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (options.CellTimeout is { } timeout)
        {
            stop.CancelAfter(timeout);
        }

        Task stopped = Task.Delay(Timeout.Infinite, stop.Token);
        Task first = await Task.WhenAny(work, outputs.OverLimit, stopped).ConfigureAwait(false);
        if (first == stopped)
        {
            outputs.Stop("the run was stopped");
            await Task.WhenAny(work, Task.Delay(options.Grace, CancellationToken.None)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return CellFailure.OfCell(CellFailure.Timeout, code.Label, $"did not end within {options.CellTimeout!.Value.TotalSeconds:0.###} s; give it more with --cell-timeout or let it do less");
        }

        // The limit counts also when the cell caught the exception and went on to its end.
        if (outputs.OverLimit.IsCompleted)
        {
            return CellFailure.OfCell(CellFailure.OutputLimit, code.Label, await outputs.OverLimit.ConfigureAwait(false));
        }

        await stop.CancelAsync().ConfigureAwait(false);
        return await work.ConfigureAwait(false);
    }
}
