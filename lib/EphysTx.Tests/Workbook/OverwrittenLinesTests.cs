using System.Text;
using EphysTx.Workbook.Execution;

namespace EphysTx.Tests.Workbook;

public class OverwrittenLinesTests
{
    [Theory]
    [InlineData("10 %\r|20 %\r|done\n", "done\n", "10 %,20 %")]
    [InlineData("a\n10 %\r20 %\r", "a\n", "20 %")]
    [InlineData("half|way\r|on", "on", "halfway")]
    [InlineData("windows\r\nlines\r|\nmore", "windows\nlines\nmore", "lines")]
    [InlineData("kept|", "kept", "")]
    [InlineData("\r\r|x", "x", "")]
    public void A_carriage_return_gives_its_line_up(string prints, string kept, string told)
    {
        var text = new StringBuilder();
        string? givenUp = null;
        var heard = new List<string>();
        foreach (string print in prints.Split('|'))
        {
            if (OverwrittenLines.Append(text, print, ref givenUp) is { } line)
            {
                heard.Add(line);
            }
        }

        Assert.Equal(kept, text.ToString());
        Assert.Equal(told, string.Join(',', heard));
    }

    [Fact]
    public void A_progress_line_is_told_and_costs_nothing()
    {
        var heard = new List<string>();
        var outputs = new CellOutputs(new OutputLimits { TextMegabytes = 0.001 }, heard.Add);
        for (int i = 0; i < 1000; i++)
        {
            outputs.Print(StreamOutput.Out, FormattableString.Invariant($"{i} of 1000 trainings\r"));
        }

        Assert.Equal(1000, heard.Count);
        Assert.Empty(outputs.Entries);
        outputs.Print(StreamOutput.Out, "all 1000\n");
        Assert.Equal("all 1000\n", Assert.IsType<StreamOutput>(Assert.Single(outputs.Entries)).Text.ToString());
    }
}
