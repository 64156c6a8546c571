using EphysTx.Workbook.Notebooks;

namespace EphysTx.Tests.Workbook;

public class DibReaderTests
{
    private const string Text = "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[{\"aliases\":[\"mine\"],\"name\":\"special\"}]}}\n\n#!markdown\n\n# Title\n\ntext\n\n#!csharp\n\nvar a = 1;\n\n\nvar b = 2;\n\n#!csharp\n\n#!html\n\n<b>x</b>\n";

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Cells_are_the_same_for_every_line_end_and_mark(bool crlf, bool mark)
    {
        string text = (mark ? "\uFEFF" : "") + (crlf ? Text.Replace("\n", "\r\n") : Text);
        NotebookCell[] expected =
        [
            new("markdown", "# Title\n\ntext"),
            new("csharp", "var a = 1;\n\n\nvar b = 2;"),
            new("html", "<b>x</b>"),
        ];
        Assert.Equal(expected, DibReader.Parse(text, "x.dib"));
    }

    [Fact]
    public void Without_a_header_the_text_before_the_first_marker_is_code() =>
        Assert.Equal([new NotebookCell("csharp", "1 + 1"), new NotebookCell("markdown", "prose")], DibReader.Parse("\n1 + 1\n#!markdown\nprose", "x.dib"));

    [Fact]
    public void An_empty_file_has_no_cells() => Assert.Empty(DibReader.Parse("", "x.dib"));

    [Fact]
    public void Magic_commands_stay_in_their_cell() =>
        Assert.Equal([new NotebookCell("csharp", "#!import other.dib\n#!time\n1")], DibReader.Parse("#!csharp\n#!import other.dib\n#!time\n1\n", "x.dib"));

    [Fact]
    public void A_kernel_that_the_header_names_starts_a_cell()
    {
        IReadOnlyList<NotebookCell> cells = DibReader.Parse(Text + "\n#!special\n\nx\n\n#!mine\n\ny\n", "x.dib");
        Assert.Equal([("special", "x"), ("mine", "y")], cells.Skip(3).Select(cell => (cell.Language, cell.Source)));
    }

    [Fact]
    public void A_broken_header_is_named() =>
        Assert.Contains("x.dib: the header after #!meta", Assert.Throws<EphysTxException>(() => DibReader.Parse("#!meta\n{oops\n#!csharp\n1\n", "x.dib")).Message);

    [Theory]
    [InlineData("// Count the cells\nvar x = 1;", "Count the cells")]
    [InlineData("#r \"x.dll\"\nusing System.IO;\nvar x = 1;", "var x = 1;")]
    [InlineData("#r \"x.dll\"\n// Load\nusing System.IO;", "Load")]
    [InlineData("#r \"x.dll\"", "#r \"x.dll\"")]
    public void A_cell_is_named_by_its_comment_or_its_first_statement(string source, string title) =>
        Assert.Equal(title, new NotebookCell("csharp", source).Title);
}
