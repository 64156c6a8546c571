using System.Text;
using EphysTx.Storage;

namespace EphysTx.Tests.Storage;

public sealed class CsvTableTests
{
    private const string File = "cells.csv";

    private static CsvTable Parse(string content) => CsvTable.Parse(File, Encoding.UTF8.GetBytes(content));

    private static string ErrorOf(Action action) => Assert.Throws<EphysTxException>(action).Message;

    [Theory]
    [InlineData("id,v \n1,2.5\n")]
    [InlineData("id,v\r\n1,2.5\r\n")]
    [InlineData("\uFEFFid,v\r\n1,2.5")]
    [InlineData("\"id\",\"v\"\n\"1\",\"2.5\"\n")]
    [InlineData("\nid, v \n\n1, 2.5 \n\n")]
    public void Marks_line_ends_quotes_blanks_and_empty_lines_do_not_matter(string content)
    {
        CsvTable table = Parse(content);

        Assert.Equal(["id", "v"], table.Header);
        Assert.Equal(["1"], table.Ids("id"));
        Assert.Equal([2.5], table.Numbers("v"));
    }

    [Fact]
    public void Quoted_fields_keep_commas_quotes_and_line_ends()
    {
        CsvTable table = Parse("id,text\n1,\"a, \"\"b\"\"\nc\"\n2,d \n");

        Assert.Equal(["a, \"b\"\nc", "d "], table.Texts("text"));
        Assert.Equal(4, table.LineOf(1));
    }

    [Fact]
    public void Missing_is_blank_NA_NaN_or_NULL()
    {
        CsvTable table = Parse("v,w\n,x\nNA,x\nnan,x\nNULL,x\n  ,x\n-1e-3,x\n");

        Assert.Equal([double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, -0.001], table.Numbers("v"));
        Assert.Equal(["", "", "", "", "", "-1e-3"], table.Texts("v"));
    }

    [Fact]
    public void Numbers_do_not_depend_on_the_culture()
    {
        using var culture = new ForeignCulture();

        Assert.Equal([-1234.5], Parse("v,w\n-1234.5,\n").Numbers("v"));
        Assert.Contains("'1,5'", ErrorOf(() => Parse("v\n\"1,5\"\n").Numbers("v")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("inf")]
    [InlineData("1e999")]
    [InlineData("1.234.5")]
    [InlineData("0x10")]
    public void A_field_that_is_no_finite_number_names_file_line_and_column(string text)
    {
        string message = ErrorOf(() => Parse($"id,v\n1,2\n2,{text}\n").Numbers("v"));

        Assert.StartsWith($"cells.csv, line 3: '{text}' in column 'v'", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("601506492.0", "601506492")]
    [InlineData("601506492.", "601506492")]
    [InlineData("601506492", "601506492")]
    [InlineData("H17.06.003", "H17.06.003")]
    [InlineData("17.06.003", "17.06.003")]
    [InlineData(" 12 ", "12")]
    [InlineData("NA", "")]
    public void Ids_lose_a_fraction_of_zeros(string text, string id) => Assert.Equal([id], Parse($"id,v\n{text},1\n").Ids("id"));

    [Theory]
    [InlineData("601506492.5")]
    [InlineData("6.01506492E+08")]
    [InlineData("6E8")]
    public void Ids_that_may_have_lost_digits_are_an_error(string text) =>
        Assert.StartsWith($"cells.csv, line 2: '{text}'", ErrorOf(() => Parse($"id,v\n{text},1\n").Ids("id")), StringComparison.Ordinal);

    [Theory]
    [InlineData("a,b,c\n1,2,3\n4,5\n", 3, "2 fields where the header has 3")]
    [InlineData("a,b,c\n1,2,3\n4,5,6,7\n", 3, "4 fields where the header has 3")]
    [InlineData("a,b\n1,2\n3,\"4\n", 3, "not closed")]
    [InlineData("a,b\n1,2\n3,x\"4\"\n", 3, "quotation mark")]
    [InlineData("a,b\n1,\0\n", 2, "zero bytes")]
    public void A_damaged_line_is_named(string content, int line, string what)
    {
        string message = ErrorOf(() => Parse(content));

        Assert.StartsWith($"cells.csv, line {line}: ", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_is_not_UTF8_names_the_line() =>
        Assert.StartsWith("cells.csv, line 2: the text is not UTF-8", ErrorOf(() => CsvTable.Parse(File, [.. "a,b\n1,"u8, 0xE4, (byte)'\n'])), StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_an_error() => Assert.Contains("is empty", ErrorOf(() => Parse("\n\n")), StringComparison.Ordinal);

    [Fact]
    public void A_missing_column_names_similar_and_available_ones()
    {
        string message = ErrorOf(() => Parse("id,v_rest,ri\n1,2,3\n").Numbers("vrest"));

        Assert.Equal("cells.csv, line 1: there is no column 'vrest'; similar: 'v_rest'; it has id, v_rest, ri. Is this the right file?", message);
    }

    [Fact]
    public void A_column_that_stands_twice_is_an_error_only_when_it_is_used()
    {
        CsvTable table = Parse("id,v,v \n1,2,3\n");

        Assert.Equal(["1"], table.Ids("id"));
        Assert.Contains("the column 'v' occurs more than once (columns 2 and 3)", ErrorOf(() => table.Numbers("v")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_duplicate_id_names_both_lines()
    {
        CsvTable table = Parse("id,v\n1,2\n2,2\n1,3\n");

        string message = ErrorOf(() => CsvIndex.Build(table, table.Ids("id"), acceptRepeatedRows: true));

        Assert.Equal("cells.csv, line 4: the identifier '1' stands already in line 2; keep one of the two.", message);
    }

    [Fact]
    public void An_identical_row_counts_once_where_that_is_accepted()
    {
        CsvTable table = Parse("id,v\n1,2\n1,2\n2,3\n");

        Assert.Equal(new Dictionary<string, int> { ["1"] = 0, ["2"] = 2 }, CsvIndex.Build(table, table.Ids("id"), acceptRepeatedRows: true));
        Assert.Throws<EphysTxException>(() => CsvIndex.Build(table, table.Ids("id")));
    }

    [Fact]
    public void A_blank_id_names_the_line()
    {
        CsvTable table = Parse("id,v\n1,2\n,2\n");

        Assert.Equal("cells.csv, line 3: the identifier is blank.", ErrorOf(() => CsvIndex.Build(table, table.Ids("id"))));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        using var folder = new ScratchFolder();

        var error = await Assert.ThrowsAsync<EphysTxException>(() => CsvTable.ReadAsync(folder.At("none.csv")));

        Assert.Contains(folder.At("none.csv"), error.Message, StringComparison.Ordinal);
    }
}
