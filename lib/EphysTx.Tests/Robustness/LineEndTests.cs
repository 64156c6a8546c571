using System.Text;
using EphysTx.Workbook.Notebooks;

namespace EphysTx.Tests.Robustness;

/// <summary>Files as Windows editors save them: CRLF line ends and a byte-order mark.</summary>
[Collection("Robustness")]
public sealed class LineEndTests(RobustnessFixture fixture)
{
    [Fact]
    public async Task A_notebook_has_the_same_cells()
    {
        string path = Path.Combine(fixture.Checkout, "notebooks", SmallCheckout.First + ".dib");
        Notebook plain = await NotebookFile.ReadAsync(path, default);
        Notebook windows = await NotebookFile.ReadAsync(await WindowsCopyAsync(path), default);

        Assert.True(plain.Cells.Count >= 3);
        Assert.Equal(plain.Cells, windows.Cells);
    }

    [Fact]
    public async Task A_table_with_its_mapping_file_is_predicted_to_the_same_bytes()
    {
        string plain = fixture.NewFolder("lf"), windows = fixture.NewFolder("crlf"), map = fixture.NewFolder("map") + ".txt";
        await File.WriteAllTextAsync(map, "# who is who\nsag = sag\n");
        string table = await WindowsCopyAsync(fixture.Table);

        Ended one = await InProcess.RunAsync(fixture.Root, "predict", fixture.Table, "--model", fixture.Model, "--map", map, "--out", plain);
        Ended two = await InProcess.RunAsync(fixture.Root, "predict", table, "--model", fixture.Model, "--map", await WindowsCopyAsync(map), "--out", windows);

        Assert.Equal((0, ""), (one.Code, one.Error));
        Assert.Equal((0, ""), (two.Code, two.Error));
        RobustnessFixture.AssertSame(RobustnessFixture.Contents(plain), RobustnessFixture.Contents(windows));
    }

    [Fact]
    public async Task A_list_of_recordings_is_extracted_to_the_same_bytes()
    {
        string folder = fixture.NewFolder("crlf"), list = fixture.NewFolder("Liste") + ".txt";
        await File.WriteAllTextAsync(list, "# all of them\n" + string.Concat(Directory.GetFiles(fixture.Recordings).Select(file => Path.GetRelativePath(fixture.Root, file) + "\n")));
        list = await WindowsCopyAsync(list, fixture.Root);

        Ended ended = await InProcess.RunAsync(fixture.Root, "extract", "@" + list, "--out", Path.Combine(folder, "o.h5"), "--json", Path.Combine(folder, "json"));

        Assert.True(ended.Code == 0, ended.ToString());
        RobustnessFixture.AssertSame(await fixture.WholeExtraction, RobustnessFixture.Contents(folder));
    }

    [Fact]
    public async Task A_list_of_sources_is_fetched()
    {
        await using var server = new FileServer(fixture.NewFolder("Liste"));
        string folder = fixture.NewFolder("Tabellen");

        Ended ended = await fixture.RunAsync("data", "get", "--sources", await WindowsCopyAsync(server.List), "--data", folder);

        Assert.Equal((0, ""), (ended.Code, ended.Error));
        FileServer.AssertWhole(folder);
    }

    /// <summary>A copy of the same name with CRLF and a byte-order mark, in a folder of its own or in a given one.</summary>
    private async Task<string> WindowsCopyAsync(string path, string? folder = null)
    {
        string text = await File.ReadAllTextAsync(path);
        Assert.Contains('\n', text);
        string copy = Path.Combine(folder ?? Directory.CreateDirectory(fixture.NewFolder("Windows")).FullName, folder is null ? Path.GetFileName(path) : "windows " + Path.GetFileName(path));
        await File.WriteAllTextAsync(copy, text.ReplaceLineEndings("\r\n"), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        return copy;
    }
}
