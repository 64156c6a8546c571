using EphysTx.Workbook.Notebooks;
using EphysTx.Workbook.Runs;

namespace EphysTx.Tests.Workbook;

public class RunProgressTests
{
    private const string Told = "human-sequence: 34 % of 250 trainings, about 4 min left";

    private static readonly NotebookCell Cell = new(NotebookCell.CSharp, "// Train every network of the comparison\nRun();");

    private static readonly Notebook Five = new("/n/05-attention-bilstm.dib", [.. Enumerable.Repeat(Cell, 18)]);

    [Fact]
    public void On_a_terminal_the_line_says_where_it_is_and_ends_with_the_time_left()
    {
        using var output = new StringWriter();
        var progress = new RunProgress(output, 80);
        progress.NotebookStarts(5, 9);
        progress.Started(Five, Cell, 8);
        Thread.Sleep(250);
        progress.Told(Five, Cell, 8, Told);
        progress.Ended(Five, Cell, 8, TimeSpan.FromSeconds(12), failed: false);
        Assert.Equal(
            "5/9 [05 attention-bilstm] cell  8/18  Train every network of the comparison …"
            + "\r\u001b[K5/9 [05] " + Told
            + "\r\u001b[K5/9 [05 attention-bilstm] cell  8/18  Train every network of the comparison … 12.0 s" + Environment.NewLine,
            output.ToString());
    }

    [Fact]
    public void In_a_log_there_are_whole_lines_and_not_too_many()
    {
        using var output = new StringWriter();
        var progress = new RunProgress(output, null);
        progress.NotebookStarts(5, 9);
        progress.Started(Five, Cell, 8);
        for (int i = 0; i < 100; i++)
        {
            progress.Told(Five, Cell, 8, Told);
        }

        progress.Ended(Five, Cell, 8, TimeSpan.FromSeconds(72), failed: true);
        progress.Told(Five, Cell, 8, Told);
        progress.NotebookKept(Five);
        Assert.Equal(
            ["5/9 [05 attention-bilstm] cell  8/18  Train every network of the comparison … FAILED", "5/9 [05 attention-bilstm] finished before and nothing has changed since: kept", ""],
            output.ToString().Split(Environment.NewLine));
    }
}
