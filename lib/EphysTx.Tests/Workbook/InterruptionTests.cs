using System.Diagnostics;

namespace EphysTx.Tests.Workbook;

[Collection("Workbook")]
public class InterruptionTests
{
    [Fact]
    public async Task Cancelling_leaves_a_stuck_cell_behind_and_cleans_up()
    {
        using var sandbox = new WorkbookSandbox();
        string stop = Path.Combine(sandbox.Root, "stop");
        sandbox.AddNotebook("01-a.dib", "1");
        sandbox.AddNotebook("02-b.dib", Loop(sandbox, stop));
        using var cancellation = new CancellationTokenSource();
        Task<(int Code, string Out, string Error)> run = sandbox.RunAsync(cancellation.Token);
        await WaitForAsync(Path.Combine(sandbox.Root, "begun"));
        var clock = Stopwatch.StartNew();
        await cancellation.CancelAsync();
        (int code, _, string error) = await run;
        await File.WriteAllTextAsync(stop, "");
        Assert.Equal(130, code);
        Assert.Equal("ephystx: stopped; what was finished before stays, nothing half-written is left.", error.TrimEnd());
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(6));
        Assert.Empty(sandbox.Leftovers());
        Assert.True(File.Exists(Path.Combine(sandbox.Out, "notebooks", "01-a.ipynb")));
        Assert.False(File.Exists(Path.Combine(sandbox.Out, "notebooks", "02-b.ipynb")));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_the_process_with_130(string signal)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using var sandbox = new WorkbookSandbox();
        sandbox.AddNotebook("01-a.dib", Loop(sandbox, Path.Combine(sandbox.Root, "never")));
        string app = Path.ChangeExtension(typeof(EphysTx.Workbook.WorkbookApp).Assembly.Location, ".dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [app, "run", "--only", "01"])
        {
            WorkingDirectory = sandbox.Root,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            Task<string> error = process.StandardError.ReadToEndAsync();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            await WaitForAsync(Path.Combine(sandbox.Root, "begun"));
            using (Process kill = Process.Start("kill", ["-s", signal, process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            {
                await kill.WaitForExitAsync();
            }

            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
            await process.WaitForExitAsync(patience.Token);
            Assert.Equal(130, process.ExitCode);
            Assert.Equal("ephystx: stopped; what was finished before stays, nothing half-written is left.", (await error).TrimEnd());
            Assert.DoesNotContain("FAILED", await output);
            Assert.Empty(sandbox.Leftovers());
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    /// <summary>A cell that says that it has begun, leaves a temporary file as a cut-off write does, and hardly ever ends.</summary>
    private static string Loop(WorkbookSandbox sandbox, string stop) => $$"""
        System.IO.File.WriteAllText(@"{{Path.Combine(sandbox.Out, "figure.svg.1-x.ephystx-tmp")}}", "half");
        System.IO.File.WriteAllText(@"{{Path.Combine(sandbox.Root, "begun")}}", "");
        while (!System.IO.File.Exists(@"{{stop}}")) { try { System.Threading.Thread.Sleep(5); Console.Write("."); } catch { } }
        """;

    private static async Task WaitForAsync(string file)
    {
        for (int i = 0; i < 1200 && !File.Exists(file); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(File.Exists(file), "The cell did not begin within a minute.");
    }
}
