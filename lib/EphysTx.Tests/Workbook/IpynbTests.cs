using System.Text.Json.Nodes;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Notebooks;

namespace EphysTx.Tests.Workbook;

public class IpynbTests
{
    [Fact]
    public void An_executed_copy_is_read_back_as_the_same_cells()
    {
        NotebookCell[] cells = [new("markdown", "# T\n\nprose", "intro"), new("csharp", "var a = 1;\na"), new("html", "<b>x</b>", "not valid!"), new("raw", "r", "intro")];
        IReadOnlyList<NotebookCell> read = IpynbReader.Parse(Write(cells), "x.ipynb");
        Assert.Equal(cells.Select(cell => (cell.Language, cell.Source)), read.Select(cell => (cell.Language, cell.Source)));
        Assert.Equal(["intro", "cell-002", "cell-003", "cell-004"], read.Select(cell => cell.Id));
    }

    [Fact]
    public void The_copy_has_the_structure_of_nbformat_4_5()
    {
        CellOutput[] outputs =
        [
            new StreamOutput("stdout", new("a\nb")),
            new DisplayOutput { Bundle = new MimeBundle([new("application/json", "{\"z\":[1,2.50]}"), new("image/svg+xml", "<svg>\n</svg>"), new("text/plain", "x\ny")]), IsResult = true },
            new DisplayOutput { Bundle = new MimeBundle([new("application/vnd.plotly.v1+json", "not json")]), IsResult = false },
            new ErrorOutput(CellFailure.OfCell("Timeout", "x.dib, cell 1", "did not end")),
        ];
        JsonNode root = JsonNode.Parse(Write([new NotebookCell("csharp", "1\n2"), new NotebookCell("markdown", "m")], outputs))!;
        Assert.Equal(4, (int)root["nbformat"]!);
        Assert.Equal(5, (int)root["nbformat_minor"]!);
        Assert.Equal(".net-csharp", (string)root["metadata"]!["kernelspec"]!["name"]!);
        Assert.Equal("csharp", (string)root["metadata"]!["polyglot_notebook"]!["kernelInfo"]!["defaultKernelName"]!);

        JsonObject code = root["cells"]![0]!.AsObject();
        Assert.Equal(["cell_type", "execution_count", "id", "metadata", "outputs", "source"], code.Select(entry => entry.Key));
        Assert.Equal(["1\n", "2"], code["source"]!.AsArray().Select(line => (string?)line));
        Assert.Equal(1, (int)code["execution_count"]!);
        JsonArray written = code["outputs"]!.AsArray();
        Assert.Equal(["stream", "execute_result", "display_data", "error"], written.Select(output => (string?)output!["output_type"]));
        Assert.Equal("a\nb", WorkbookSandbox.Joined(written[0]!["text"]));
        Assert.Equal("{\"z\":[1,2.50]}", written[1]!["data"]!["application/json"]!.ToJsonString());
        Assert.Equal("<svg>\n</svg>", (string?)written[1]!["data"]!["image/svg+xml"]);
        Assert.Equal(1, (int)written[1]!["execution_count"]!);
        Assert.Equal("not json", WorkbookSandbox.Joined(written[2]!["data"]!["application/vnd.plotly.v1+json"]));
        Assert.Equal(["ename", "evalue", "output_type", "traceback"], written[3]!.AsObject().Select(entry => entry.Key));

        // Prose has neither outputs nor a number; the schema forbids both.
        Assert.Equal(["cell_type", "id", "metadata", "source"], root["cells"]![1]!.AsObject().Select(entry => entry.Key));
    }

    [Fact]
    public void Half_a_surrogate_pair_does_not_break_the_file()
    {
        string text = Write([new NotebookCell("csharp", "1")], [new StreamOutput("stdout", new("a\ud83d"))]);
        Assert.Equal("a\ufffd", WorkbookSandbox.Joined(JsonNode.Parse(text)!["cells"]![0]!["outputs"]![0]!["text"]));
    }

    [Theory]
    [InlineData("{\"nbformat\":3,\"worksheets\":[]}", "not a notebook of nbformat 4")]
    [InlineData("{\"nbformat\":4,\"metadata\":{}}", "not a valid notebook")]
    [InlineData("[1]", "not a valid notebook")]
    [InlineData("{", "not a valid notebook")]
    [InlineData("{\"nbformat\":4,\"metadata\":{\"kernelspec\":{\"name\":\"python3\"}},\"cells\":[]}", "'python3'")]
    public void What_is_no_dotnet_notebook_is_named(string text, string expected)
    {
        string message = Assert.Throws<EphysTxException>(() => IpynbReader.Parse(text, "x.ipynb")).Message;
        Assert.StartsWith("x.ipynb is", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void A_jupyter_cell_may_switch_kernels_in_its_first_line() =>
        Assert.Equal(
            [("html", "<b>x</b>"), ("csharp", "1")],
            IpynbReader.Parse(
                "{\"nbformat\":4,\"metadata\":{},\"cells\":[{\"cell_type\":\"code\",\"metadata\":{},\"source\":[\"#!html\\r\\n\",\"<b>x</b>\"]},{\"cell_type\":\"code\",\"source\":\"1\"}]}",
                "x.ipynb").Select(cell => (cell.Language, cell.Source)));

    private static string Write(NotebookCell[] cells, CellOutput[]? outputs = null)
    {
        int number = 0;
        ExecutedCell[] executed = cells.Select(cell => new ExecutedCell(cell, cell.IsCode ? ++number : null, cell.IsCode ? outputs ?? [] : [])).ToArray();
        using var stream = new MemoryStream();
        IpynbWriter.Write(stream, new ExecutedNotebook(new Notebook("/x.dib", cells), executed, null, TimeSpan.Zero));
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
