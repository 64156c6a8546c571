using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using EphysTx.Tests.Features;
using EphysTx.Tests.Features.Extraction;
using EphysTx.Tests.Storage;
using EphysTx.Workbook;

namespace EphysTx.Tests.Workbook.Commands;

public sealed class ExtractCommandTests
{
    private static readonly Lazy<(int Code, string Output, Dictionary<string, JsonDocument> Cells)> GoldenRun = new(RunGolden);

    [SharedDataTheory("golden", "cells")]
    [MemberData(nameof(GoldenCellTests.Cells), MemberType = typeof(GoldenCellTests))]
    public void Json_of_a_golden_cell_is_what_the_reference_gave(string cell)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(SharedData.Path("golden", "cells", $"{cell}.golden.json")));
        JsonElement expected = golden.RootElement;
        JsonElement actual = GoldenRun.Value.Cells[cell].RootElement;
        Assert.Equal(expected.GetProperty("status").GetString(), actual.GetProperty("status").GetString());
        Assert.Equal(expected.GetProperty("file").GetString(), actual.GetProperty("file").GetString());
        Assert.Equal(expected.GetProperty("dims").GetRawText().Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal), actual.GetProperty("dims").GetRawText());
        Assert.Equal(expected.GetProperty("error").ValueKind, actual.GetProperty("error").ValueKind);
        JsonElement vectors = expected.GetProperty("vectors");
        if (vectors.ValueKind == JsonValueKind.Null)
        {
            Assert.Equal(JsonValueKind.Null, actual.GetProperty("vectors").ValueKind);
            Assert.All(expected.GetProperty("error").EnumerateObject(), part => Assert.Equal(part.Value.ValueKind, actual.GetProperty("error").GetProperty(part.Name).ValueKind));
            return;
        }

        Assert.Equal(vectors.EnumerateObject().Select(family => family.Name), actual.GetProperty("vectors").EnumerateObject().Select(family => family.Name));
        foreach (JsonProperty family in vectors.EnumerateObject())
        {
            Compare(family.Name, family.Value, actual.GetProperty("vectors").GetProperty(family.Name));
        }
    }

    [SharedDataFact("golden", "cells")]
    public void A_batch_with_failures_says_how_many_and_exits_with_1()
    {
        int failed = GoldenRun.Value.Cells.Values.Count(cell => cell.RootElement.GetProperty("status").GetString() == "error");
        Assert.Equal(failed == 0 ? 0 : 1, GoldenRun.Value.Code);
        Assert.Contains($"{GoldenRun.Value.Cells.Count - failed} cells, {failed} failed", GoldenRun.Value.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_without_failures_exits_with_0_and_prints_the_funnel()
    {
        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.Path, "a.nwb", "b.nwb");

        (int code, string output, string error) = await RunAsync(folder, "extract", "a.nwb", "b.nwb", "--out", "o.h5");

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"files +2\n +readable +2\n +with sweeps +2\n +with features +2\n +first_ap_v +2\n", output);
        Assert.True(File.Exists(folder.At("o.h5")));
        Assert.Contains("a,a.nwb,ok,,,16,", File.ReadAllText(folder.At("o.report.csv")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name at least", "extract", "--out", "o.h5")]
    [InlineData("--out", "extract", "a.nwb")]
    [InlineData("--workers must be", "extract", "a.nwb", "--out", "o.h5", "--workers", "0")]
    [InlineData("strict", "extract", "a.nwb", "--out", "o.h5", "--preset", "strict")]
    public async Task A_command_that_makes_no_sense_is_refused(string words, params string[] arguments)
    {
        using var folder = new ScratchFolder();

        (int code, _, string error) = await RunAsync(folder, arguments);

        Assert.Equal(2, code);
        Assert.Contains(words == "name at least" ? "at least one" : words, error, StringComparison.Ordinal);
        Assert.Empty(folder.Files());
    }

    [Fact]
    public async Task A_killed_process_is_gone_on_with_and_gives_the_same_bytes()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.At("in"), Enumerable.Range(0, 40).Select(k => $"c{k:00}.nwb"));
        Assert.Equal(0, (await RunAsync(folder, "extract", "in", "--out", "whole.h5")).Code);
        int kept = 0;
        for (int kill = 1; kill <= 2; kill++)
        {
            using Process process = Start(folder, "extract", "in", "--out", "cut.h5", "--json", "json", "--workers", "2");
            var clock = Stopwatch.StartNew();
            while (Count() < kept + 5 && !process.HasExited && clock.Elapsed < TimeSpan.FromMinutes(1))
            {
                await Task.Delay(2);
            }

            using (Process signal = Process.Start("kill", ["-9", process.Id.ToString(CultureInfo.InvariantCulture)]))
            {
                await signal.WaitForExitAsync();
            }

            await process.WaitForExitAsync();
            Assert.False(File.Exists(folder.At("cut.h5")), "The process was through before it was killed.");
            kept = Count();
            Assert.InRange(kept, 5 * kill, 39);
        }

        (int code, string output, _) = await RunAsync(folder, "extract", "in", "--out", "cut.h5", "--json", "json");

        Assert.Equal(0, code);
        Assert.Contains($"{kept} of 40 recordings were finished by an earlier run", output, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(folder.At("whole.h5")), await File.ReadAllBytesAsync(folder.At("cut.h5")));
        Assert.Equal(40, Directory.GetFiles(folder.At("json"), "*.json").Length);
        Assert.False(Directory.Exists(folder.At("cut.h5.cells")));

        int Count() => Directory.Exists(folder.At("cut.h5.cells")) ? Directory.GetFiles(folder.At("cut.h5.cells"), "*.cell").Length : 0;
    }

    private static Process Start(ScratchFolder folder, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(WorkbookApp).Assembly.Location, .. arguments]) { WorkingDirectory = folder.Path })!;

    private static async Task<(int Code, string Output, string Error)> RunAsync(ScratchFolder folder, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new WorkbookHost { Out = output, Error = error, StartFolder = folder.Path };
        int code = await WorkbookApp.RunAsync(arguments, host, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    private static (int Code, string Output, Dictionary<string, JsonDocument> Cells) RunGolden()
    {
        using var folder = new ScratchFolder();
        (int code, string output, _) = RunAsync(folder, "extract", SharedData.Path("golden", "cells"), "--preset", "paper", "--out", "o.h5", "--json", "json").GetAwaiter().GetResult();
        return (code, output, Directory.GetFiles(folder.At("json")).ToDictionary(path => Path.GetFileNameWithoutExtension(path), path => JsonDocument.Parse(File.ReadAllText(path))));
    }

    private static void Compare(string name, JsonElement expected, JsonElement actual)
    {
        Assert.Equal(expected.ValueKind, actual.ValueKind);
        if (expected.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        double[] numbers = CaseInputs.Numbers(expected);
        double[] ours = CaseInputs.Numbers(actual);
        Assert.Equal(numbers.Length, ours.Length);
        double largest = numbers.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int k = 0; k < numbers.Length; k++)
        {
            bool equal = double.IsFinite(numbers[k]) ? Math.Abs(numbers[k] - ours[k]) <= 1e-6 * largest : double.IsNaN(ours[k]);
            Assert.True(equal, $"{name}[{k}]: expected {numbers[k]:R}, got {ours[k]:R}.");
        }
    }
}
