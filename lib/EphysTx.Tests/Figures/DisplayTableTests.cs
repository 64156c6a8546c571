using System.Xml.Linq;
using EphysTx.Figures;

namespace EphysTx.Tests.Figures;

public class DisplayTableTests
{
    private static readonly DisplayTable Scores = new(
        "Random forest",
        [new TableColumn("cohort"), new TableColumn("cells"), new TableColumn("published"), new TableColumn("donor protocol"), new TableColumn("width", "ms", "0.00")],
        ["mouse", 3699, new Spread(0.8728, double.NaN), new Estimate(0.8671, 0.8512, 0.8824), 0.5],
        ["human", 506, new Spread(0.6685, 0.0141), new Estimate(0.7339, 0.6901, 0.7751), -0.25],
        ["none", null, null, new Estimate(double.NaN), double.NaN])
    {
        Footnotes = ["[ ]: 95 % interval"], Source = "simulated cells",
    };

    [Fact]
    public void Text_has_aligned_columns() => Assert.Equal(
        """
        Random forest

        cohort  cells      published        donor protocol  width (ms)
        ------  -----  -------------  --------------------  ----------
        mouse   3,699          0.873  0.867 [0.851, 0.882]        0.50
        human     506  0.669 ± 0.014  0.734 [0.690, 0.775]       −0.25
        none        –              –                     –           –

        [ ]: 95 % interval
        Data: simulated cells

        """.ReplaceLineEndings("\n"), Scores.ToText());

    [Fact]
    public void Csv_has_the_unrounded_numbers_in_columns_of_their_own() => Assert.Equal(
        """
        cohort,cells,published,published SD,donor protocol,donor protocol low,donor protocol high,width (ms)
        mouse,3699,0.8728,NA,0.8671,0.8512,0.8824,0.5
        human,506,0.6685,0.0141,0.7339,0.6901,0.7751,-0.25
        none,NA,NA,NA,NA,NA,NA,NA

        """.ReplaceLineEndings("\n"), Scores.ToCsv());

    [Fact]
    public void Markdown_is_a_pipe_table()
    {
        string[] lines = Scores.ToMarkdown().Split('\n');
        Assert.Equal("| cohort | cells | published | donor protocol | width (ms) |", lines[2]);
        Assert.Equal("|---|---:|---:|---:|---:|", lines[3]);
        Assert.Equal("| mouse | 3,699 | 0.873 | 0.867 [0.851, 0.882] | 0.50 |", lines[4]);
    }

    [Fact]
    public void A_checksum_may_break_on_the_page_and_is_whole_everywhere_else()
    {
        string sum = string.Concat(Enumerable.Repeat("0123456789abcdef", 4));
        var table = new DisplayTable("", [new("file"), new("SHA-256")], ["a <table> & more.csv", sum]);

        Assert.Contains("<td", table.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("0123456789abcdef<wbr/>0123456789abcdef<wbr/>", table.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("raw.example.org/<wbr/>some/<wbr/>", new DisplayTable("", [new("x")], ["raw.example.org/some/file_with_a_long_name.csv"]).ToHtml(), StringComparison.Ordinal);
        Assert.Contains("a &lt;table&gt; &amp; more.csv<", table.ToHtml(), StringComparison.Ordinal);
        Assert.All([table.ToText(), table.ToMarkdown(), table.ToCsv()], text => Assert.Contains(sum, text, StringComparison.Ordinal));
    }

    [Fact]
    public void Html_is_well_formed_and_has_no_ground_or_ink_of_its_own()
    {
        string html = Scores.ToHtml();
        XElement table = XElement.Parse(html).Element("table")!;
        Assert.Equal(3, table.Element("tbody")!.Elements().Count());
        Assert.Contains("0.867 [0.851, 0.882]", html, StringComparison.Ordinal);
        Assert.DoesNotContain("#", html, StringComparison.Ordinal);
        Assert.Contains("color:inherit", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_cells_stay_text()
    {
        var table = new DisplayTable("<i>", [new TableColumn("<script>"), new TableColumn("a|b")], ["</td><script>x</script>", "a|b\nc, \"d\""]);
        Assert.DoesNotContain("<script", table.ToHtml(), StringComparison.Ordinal);
        XElement.Parse(table.ToHtml());
        Assert.Equal(["</td><script>x</script>", "a|b\nc, \"d\""], CsvText.Parse(table.ToCsv())[1]);
        Assert.Contains("a\\|b c", table.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_rows_says_so_and_a_ragged_one_is_refused()
    {
        Assert.Contains("no data", new DisplayTable("t", [new TableColumn("a")]).ToHtml(), StringComparison.Ordinal);
        Assert.Contains("no data", new DisplayTable("t", [new TableColumn("a")]).ToText(), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new DisplayTable("t", [new TableColumn("a")], [1, 2]));
    }
}
