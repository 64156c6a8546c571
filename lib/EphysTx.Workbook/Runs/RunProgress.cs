using System.Globalization;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Notebooks;

namespace EphysTx.Workbook.Runs;

/// <summary>
/// Writes a line for each cell as it ends. On a terminal the line stands there from the start of the cell and is completed.
/// </summary>
internal sealed class RunProgress(TextWriter output, int? terminalWidth) : ICellProgress, IProgress<string>
{
    public void Line(string text) => output.WriteLine(text);

    void IProgress<string>.Report(string value) => Line(value);

    public void Started(Notebook notebook, NotebookCell cell, int number)
    {
        if (terminalWidth is not null)
        {
            output.Write(Fit(Head(notebook, cell, number) + " …"));
            output.Flush();
        }
    }

    public void Ended(Notebook notebook, NotebookCell cell, int number, TimeSpan elapsed, bool failed)
    {
        string line = $"{Head(notebook, cell, number)} … {(failed ? "FAILED" : Seconds(elapsed))}";
        output.WriteLine(terminalWidth is null ? line : "\r\u001b[K" + line);
    }

    public void NotebookEnded(ExecutedNotebook executed)
    {
        int cells = executed.Cells.Count(cell => cell.Number is not null);
        Line(executed.Failure is null
            ? $"[{Short(executed.Notebook)}] done, {cells} cells in {Seconds(executed.Elapsed)}"
            : $"[{Short(executed.Notebook)}] stopped at cell {cells} of {executed.Notebook.CodeCellCount}");
    }

    public static string Seconds(TimeSpan elapsed) =>
        elapsed.TotalSeconds < 60
            ? elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s"
            : string.Create(CultureInfo.InvariantCulture, $"{(int)elapsed.TotalMinutes} min {elapsed.Seconds:00} s");

    private static string Short(Notebook notebook)
    {
        int dash = notebook.Name.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && notebook.Name[..dash].All(char.IsAsciiDigit) ? notebook.Name[..dash] + " " + notebook.Name[(dash + 1)..] : notebook.Name;
    }

    private static string Head(Notebook notebook, NotebookCell cell, int number)
    {
        string count = notebook.CodeCellCount.ToString(CultureInfo.InvariantCulture);
        string at = number.ToString(CultureInfo.InvariantCulture).PadLeft(count.Length);
        return $"[{Short(notebook)}] cell {at}/{count}  {cell.Title}";
    }

    private string Fit(string line) => line.Length < terminalWidth ? line : line[..Math.Max(0, (int)terminalWidth! - 1)];
}
