using System.Diagnostics;
using EphysTx.Storage;

namespace EphysTx.Tests.Robustness;

/// <summary>A half-written file, named as a writing process names it.</summary>
internal static class Leftover
{
    // The number of a process that has ended.
    private static readonly Lazy<int> Dead = new(() =>
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.Id;
    });

    /// <summary>As a process leaves it that was killed while it wrote.</summary>
    public static string Write(string target)
    {
        string own = TemporaryFile.NameFor(target);
        string path = own.Replace($"-{Environment.ProcessId}-", $"-{Dead.Value}-", StringComparison.Ordinal);
        Assert.NotEqual(own, path);
        File.WriteAllText(path, "half");
        return path;
    }

    /// <summary>As a process has it that is still writing.</summary>
    public static string WriteOfThisProcess(string target)
    {
        string path = TemporaryFile.NameFor(target);
        File.WriteAllText(path, "half");
        return path;
    }
}
