using System.Diagnostics;

namespace EphysTx.Tests.Workbook;

/// <summary>The whole program where the tables cannot be had: one message that says what to do, exit code 1, nothing written.</summary>
[Collection("Workbook")]
public class DataProblemsTests
{
    [Fact]
    public async Task Without_mirror_and_network_the_run_says_what_to_do()
    {
        using var sandbox = new WorkbookSandbox("no data ü");
        sandbox.AddNotebook("01-a.dib", "#r \"../lib/EphysTx/bin/notebook/EphysTx.dll\"");

        (int code, string error) = await RunAsync(sandbox, mirror: Path.Combine(sandbox.Root, "nowhere"), "run", "--cohort", "allen-scalars");

        Assert.Equal(1, code);
        Assert.StartsWith("ephystx: 6 of the 6 files of allen-scalars", error, StringComparison.Ordinal);
        Assert.Contains("nowhere", error, StringComparison.Ordinal);
        Assert.Contains("EPHYSTX_MIRROR", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(sandbox.Out, "notebooks", "01-a.ipynb")));
        Assert.Empty(sandbox.Leftovers());
    }

    [Fact]
    public async Task A_mirror_that_does_not_exist_is_an_error_although_nobody_named_a_cohort()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "#r \"../lib/EphysTx/bin/notebook/EphysTx.dll\"");

        (int code, string error) = await RunAsync(sandbox, mirror: Path.Combine(sandbox.Root, "nowhere"), "run");

        Assert.Equal(1, code);
        Assert.StartsWith("ephystx: 6 of the 6 files of allen-scalars", error, StringComparison.Ordinal);
        Assert.Contains("--cohort simulated", error, StringComparison.Ordinal);
        Assert.Empty(sandbox.Leftovers());
    }

    [Fact]
    public async Task Vectors_that_are_not_here_are_told_before_the_first_cell()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "#r \"../lib/EphysTx/bin/notebook/EphysTx.dll\"");

        (int code, string error) = await RunAsync(sandbox, mirror: "", "run", "--cohort", "allen-vectors");

        Assert.Equal(1, code);
        Assert.Contains("no *.h5 in " + Path.Combine(sandbox.Root, "data", "downloads", "vectors"), error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    [SharedDataFact("data", "allen_scalars", "raw")]
    public async Task A_damaged_copy_in_the_mirror_is_not_taken_and_named()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "#r \"../lib/EphysTx/bin/notebook/EphysTx.dll\"");
        string mirror = Directory.CreateDirectory(Path.Combine(sandbox.Root, "mirror")).FullName;
        foreach (string file in Directory.GetFiles(SharedData.Path("data", "allen_scalars", "raw")))
        {
            File.Copy(file, Path.Combine(mirror, Path.GetFileName(file)));
        }

        string damaged = Path.Combine(mirror, "LeeDalley_ephys_fx.csv");
        byte[] bytes = File.ReadAllBytes(damaged);
        bytes[1000] ^= 1;
        File.WriteAllBytes(damaged, bytes);

        (int code, string error) = await RunAsync(sandbox, mirror, "run", "--cohort", "allen-scalars");

        Assert.Equal(1, code);
        Assert.StartsWith("ephystx: 1 of the 6 files of allen-scalars", error, StringComparison.Ordinal);
        Assert.Contains("LeeDalley_ephys_fx.csv", error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(sandbox.Root, "data", "downloads", "LeeDalley_ephys_fx.csv")));
    }

    [Fact]
    public async Task An_unknown_cohort_is_told_before_the_first_cell()
    {
        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", "#r \"../lib/EphysTx/bin/notebook/EphysTx.dll\"");

        (int code, string error) = await RunAsync(sandbox, mirror: "", "run", "--cohort", "alien-scalars");

        Assert.Equal(1, code);
        Assert.Contains("no cohort 'alien-scalars'", error, StringComparison.Ordinal);
        Assert.Contains("allen-scalars", error, StringComparison.Ordinal);
        Assert.Single(error.Trim().Split('\n'));
    }

    private static async Task<(int Code, string Error)> RunAsync(WorkbookSandbox sandbox, string mirror, params string[] arguments)
    {
        string app = Path.ChangeExtension(typeof(EphysTx.Workbook.WorkbookApp).Assembly.Location, ".dll");
        var start = new ProcessStartInfo("dotnet", [app, .. arguments])
        {
            WorkingDirectory = sandbox.Root,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };

        // A proxy that nobody runs is the absence of the network on every machine.
        start.Environment["https_proxy"] = start.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
        start.Environment["EPHYSTX_MIRROR"] = mirror;
        start.Environment.Remove("EPHYSTX_DATA");
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = await process.StandardError.ReadToEndAsync();
        await output;
        await process.WaitForExitAsync();
        return (process.ExitCode, error);
    }
}
