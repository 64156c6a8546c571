using EphysTx.Cohorts;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Tests.Features.Extraction;
using EphysTx.Workbook;

namespace EphysTx.Tests.Storage;

/// <summary>What happens when the disk is really full, and what after there is room again.</summary>
public sealed class FullDiskTests
{
    [TinyDiskFact]
    public async Task An_extraction_ends_in_one_sentence_and_goes_on_to_the_same_bytes()
    {
        using var folder = new ScratchFolder();
        SyntheticFiles.Write(folder.At("in"), Enumerable.Range(0, 6).Select(k => $"c{k}.nwb"));
        Assert.Equal(0, (await RunAsync(folder, "extract", "in", "--out", folder.At("whole.h5"))).Code);
        byte[] whole = await File.ReadAllBytesAsync(folder.At("whole.h5"));
        using var disk = new TinyDisk(16L << 20);
        disk.Fill(free: whole.Length);

        (int code, string output, string error) = await RunAsync(folder, "extract", "in", "--out", disk.At("o.h5"));

        Assert.NotEqual(0, code);
        Assert.Matches(@"\A[^\n]*o\.h5 cannot be written \(No space left on device[^\n]*that has room\.\n?\z", error);
        Assert.Contains("could not be kept beside the output (No space left on device", output + error, StringComparison.Ordinal);
        string[] kept = disk.Files();
        Assert.All(kept, file => Assert.Matches(@"\Ao\.h5\.cells/[0-9a-f]{40}\.cell\z", file));
        Assert.InRange(kept.Length, 1, 5);
        disk.Free();
        (code, output, error) = await RunAsync(folder, "extract", "in", "--out", disk.At("o.h5"));
        Assert.Equal((0, ""), (code, error));
        Assert.Contains($"{kept.Length} of 6 recordings were finished by an earlier run", output, StringComparison.Ordinal);
        Assert.Equal(whole, await File.ReadAllBytesAsync(disk.At("o.h5")));
        Assert.Equal(["o.h5", "o.report.csv"], disk.Files());
    }

    [TinyDiskFact]
    public void Simulated_cells_are_used_without_being_kept_and_kept_when_there_is_room()
    {
        var options = new SimulatedCohortOptions { MouseCells = 5, HumanCells = 4 };
        using var disk = new TinyDisk(16L << 20);
        disk.Fill(free: 20000);
        var messages = new Messages();

        CohortSet first = SimulatedStore.Open(new DataFolder(disk.Path), options, 4, messages, default);

        Assert.Equal(5, first.Mouse.Cells.Count);
        Assert.Contains(messages.Said, message => message.Contains("could not be kept", StringComparison.Ordinal) && message.Contains("No space left on device", StringComparison.Ordinal));
        Assert.Empty(disk.Files());
        disk.Free();
        CohortSet second = SimulatedStore.Open(new DataFolder(disk.Path), options, 4, null, default);
        Assert.Equal(first.Mouse.Values.Values, second.Mouse.Values.Values);
        Assert.Equal(2, disk.Files().Length);
        Assert.NotNull(SimulatedStore.TryRead(disk.At(SimulatedStore.FileName(options, 4)), SimulatedCohort.Plan(options, 4)));
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(ScratchFolder folder, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var host = new WorkbookHost { Out = output, Error = error, StartFolder = folder.Path };
        int code = await WorkbookApp.RunAsync(arguments, host, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }

    private sealed class Messages : IProgress<string>
    {
        public List<string> Said { get; } = [];

        public void Report(string value)
        {
            lock (Said)
            {
                Said.Add(value);
            }
        }
    }
}
