using System.Diagnostics;
using System.Globalization;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Notebooks;

namespace EphysTx.Workbook.Runs;

/// <summary>
/// Writes a line for each cell as it ends, with the place of the notebook among all. On a terminal the line stands there from the start of the cell, says how far the cell
/// is and is completed; in a log a cell that says how far it is gets a line now and then.
/// </summary>
internal sealed class RunProgress(TextWriter output, int? terminalWidth) : ICellProgress, IProgress<string>
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenUpdates = TimeSpan.FromSeconds(0.2);

    private readonly Lock _gate = new();
    private string _place = "";
    private long _told;
    private int _running;

    public void Line(string text)
    {
        lock (_gate)
        {
            output.WriteLine(text);
        }
    }

    void IProgress<string>.Report(string value) => Line(value);

    /// <summary>The next notebook is number <paramref name="number"/> of <paramref name="count"/>.</summary>
    public void NotebookStarts(int number, int count) => _place = count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{number}/{count} ");

    public void Started(Notebook notebook, NotebookCell cell, int number)
    {
        lock (_gate)
        {
            _running = number;
            _told = Stopwatch.GetTimestamp();
            if (terminalWidth is not null)
            {
                output.Write(Fit(Head(notebook, number) + cell.Title + " …"));
                output.Flush();
            }
        }
    }

    public void Told(Notebook notebook, NotebookCell cell, int number, string text)
    {
        lock (_gate)
        {
            // A thread that outlives its cell has nothing to say any more.
            if (_running != number || Stopwatch.GetElapsedTime(_told) < (terminalWidth is null ? BetweenLines : BetweenUpdates))
            {
                return;
            }

            _told = Stopwatch.GetTimestamp();
            string line = Head(notebook, number) + text;
            if (terminalWidth is null)
            {
                output.WriteLine(line);
                return;
            }

            // The time left stands at the end: on a narrow terminal the notebook's name makes room for it.
            output.Write("\r\u001b[K" + Fit(line.Length < terminalWidth ? line : $"{_place}[{Short(notebook).Split(' ')[0]}] {text}"));
            output.Flush();
        }
    }

    public void Ended(Notebook notebook, NotebookCell cell, int number, TimeSpan elapsed, bool failed)
    {
        lock (_gate)
        {
            _running = 0;
            string line = $"{Head(notebook, number)}{cell.Title} … {(failed ? "FAILED" : Seconds(elapsed))}";
            output.WriteLine(terminalWidth is null ? line : "\r\u001b[K" + line);
        }
    }

    public void NotebookEnded(ExecutedNotebook executed)
    {
        int cells = executed.Cells.Count(cell => cell.Number is not null);
        Line(_place + (executed.Failure is null
            ? $"[{Short(executed.Notebook)}] done, {cells} cells in {Seconds(executed.Elapsed)}"
            : $"[{Short(executed.Notebook)}] stopped at cell {cells} of {executed.Notebook.CodeCellCount}"));
    }

    /// <summary>A notebook that need not run, because an earlier run finished it with the same source, settings and data.</summary>
    public void NotebookKept(Notebook notebook) => Line($"{_place}[{Short(notebook)}] finished before and nothing has changed since: kept");

    public static string Seconds(TimeSpan elapsed) =>
        elapsed.TotalSeconds < 60
            ? elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
            : string.Create(CultureInfo.InvariantCulture, $"{(int)elapsed.TotalMinutes} min {elapsed.Seconds:00} s");

    private static string Short(Notebook notebook)
    {
        int dash = notebook.Name.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && notebook.Name[..dash].All(char.IsAsciiDigit) ? notebook.Name[..dash] + " " + notebook.Name[(dash + 1)..] : notebook.Name;
    }

    private string Head(Notebook notebook, int number)
    {
        string count = notebook.CodeCellCount.ToString(CultureInfo.InvariantCulture);
        string at = number.ToString(CultureInfo.InvariantCulture).PadLeft(count.Length);
        return $"{_place}[{Short(notebook)}] cell {at}/{count}  ";
    }

    private string Fit(string line) => line.Length < terminalWidth ? line : line[..Math.Max(0, (int)terminalWidth! - 1)];
}
