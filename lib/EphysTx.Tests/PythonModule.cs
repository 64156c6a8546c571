using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace EphysTx.Tests;

/// <summary>Whether a Python can import a module. Python is never needed: tests that compare with it skip with a reason.</summary>
internal static class PythonModule
{
    public const string Python = "/usr/bin/python3";

    private static readonly ConcurrentDictionary<(string Python, string Module), bool> Known = new();

    /// <summary>Asked once a process, because an import takes seconds.</summary>
    public static bool IsHere(string python, string module) => Known.GetOrAdd((python, module), pair => CanImport(pair.Python, pair.Module));

    /// <summary>Runs a script on one thread and gives what it prints; its errors fail the test.</summary>
    public static string Run(string script, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Python, [script, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1" },
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
        return output;
    }

    private static bool CanImport(string python, string module)
    {
        if (!File.Exists(python))
        {
            return false;
        }

        try
        {
            using Process process = Process.Start(new ProcessStartInfo(python, ["-c", "import " + module]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A test that needs PyTorch; it skips with the reason where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TorchFactAttribute : FactAttribute
{
    public TorchFactAttribute() =>
        Skip = PythonModule.IsHere(PythonModule.Python, "torch") ? null : $"{PythonModule.Python} with PyTorch is not here (Debian: python3-torch).";
}
