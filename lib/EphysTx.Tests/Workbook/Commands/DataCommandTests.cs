using System.CommandLine;
using EphysTx.Tests.Storage;
using EphysTx.Workbook;
using EphysTx.Workbook.Commands;

namespace EphysTx.Tests.Workbook.Commands;

public sealed class DataCommandTests
{
    private const string Raw = "data/allen_scalars/raw";

    private static async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        var root = new RootCommand { DataCommand.Create(new WorkbookHost { Out = output, Error = output }) };
        int code = await root.Parse(["data", .. arguments]).InvokeAsync(new InvocationConfiguration { Output = output, Error = output, EnableDefaultExceptionHandler = false });
        return (code, output.ToString());
    }

    [Fact]
    public async Task Status_lists_every_file_with_its_state_origin_and_licence()
    {
        using var folder = new ScratchFolder();
        File.WriteAllText(folder.At("efeature.csv"), "x");

        (int code, string output) = await RunAsync("status", "--data", folder.Path);

        Assert.Equal(0, code);
        string[] lines = output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(11, lines.Length);
        Assert.Equal(folder.Path, lines[0]);
        Assert.Matches(@"^efeature\.csv +wrong SHA-256 +1 +daifengwanglab/scMNC@ae9e39b5abe2 +none stated$", lines[3]);
        Assert.StartsWith("6 of 6 files are not here; get them with: ephystx data get", lines[8], StringComparison.Ordinal);
        Assert.StartsWith($"allen-vectors: no feature file; put one into {folder.At("vectors")}", lines[9], StringComparison.Ordinal);
        Assert.Equal("simulated: not made yet; the first run that takes it makes it.", lines[10]);
    }

    [Fact]
    public async Task Get_that_cannot_fetch_is_one_error_and_leaves_nothing()
    {
        using var folder = new ScratchFolder();

        var error = await Assert.ThrowsAsync<EphysTxException>(() => RunAsync("get", "--offline", "--mirror", folder.At("none"), "--data", folder.At("data")));

        Assert.StartsWith("6 of the 6 files of allen-scalars could not be had", error.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files());
    }

    [Fact]
    public async Task An_unknown_cohort_is_named()
    {
        var error = await Assert.ThrowsAsync<EphysTxException>(() => RunAsync("status", "--cohort", "none"));

        Assert.Contains("'none'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_needs_a_folder()
    {
        (int code, string output) = await RunAsync("export");

        Assert.NotEqual(0, code);
        Assert.Contains("--out", output, StringComparison.Ordinal);
    }

    [SharedDataFact(Raw)]
    public async Task Get_status_and_export_work_together()
    {
        using var folder = new ScratchFolder();
        string[] data = ["--data", folder.At("data")];

        (int code, string output) get = await RunAsync(["get", "--offline", "--mirror", SharedData.Path(Raw), .. data]);
        (int code, string output) status = await RunAsync(["status", .. data]);
        (int code, string output) export = await RunAsync(["export", "--offline", "--out", folder.At("out"), .. data]);

        Assert.Equal((0, 0, 0), (get.code, status.code, export.code));
        Assert.Equal(7, get.output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("efeature.csv                             2.9 MB  copied from", get.output, StringComparison.Ordinal);
        Assert.Contains("All 6 files are here and verified.", status.output, StringComparison.Ordinal);
        Assert.Contains("4221 cells × 32 features", export.output, StringComparison.Ordinal);
        Assert.Equal(["human.csv", "mouse.csv"], Directory.EnumerateFiles(folder.At("out")).Select(file => Path.GetFileName(file)!).Order());
    }
}
