using System.Diagnostics;
using System.Globalization;

namespace EphysTx.Benchmarks.Forest;

/// <summary>The Python scripts that measure scikit-learn; a benchmark's peer, never part of the product.</summary>
internal static class PeerProcess
{
    private const string Python = "/usr/bin/python3";

    /// <summary>Whether Python is here; scikit-learn may still be missing.</summary>
    public static bool IsInstalled => File.Exists(Python);

    /// <summary>Starts a script; its error output is dropped, so that it never blocks.</summary>
    public static Process Start(string script, params object[] arguments)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "peers", script);
        IEnumerable<string> texts = arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)!);
        Process process = Process.Start(new ProcessStartInfo(Python, [path, .. texts])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs a script to its end and gives its lines as they come.</summary>
    public static IEnumerable<string> Lines(string script, params object[] arguments)
    {
        using Process process = Start(script, arguments);
        while (process.StandardOutput.ReadLine() is { } line)
        {
            yield return line;
        }

        process.WaitForExit();
    }
}
