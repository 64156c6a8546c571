using System.Diagnostics;
using System.Globalization;

namespace EphysTx.Storage;

/// <summary>
/// Names of temporary files. They tell the machine and the process that writes them, so that what a killed process left behind can be told from what a living one is writing.
/// </summary>
internal static class TemporaryFile
{
    private static readonly string Machine = Sha256Hash.OfBytes(System.Text.Encoding.UTF8.GetBytes(Environment.MachineName))[..8];

    /// <summary>A new name beside a target: <c>target.machine-process-unique.ephystx-tmp</c>.</summary>
    public static string NameFor(string target) => $"{target}.{Machine}-{Environment.ProcessId}-{Guid.NewGuid():N}{AtomicFile.TemporaryEnding}";

    /// <summary>Deletes what killed processes of this machine left of a target.</summary>
    public static void DeleteLeftoversOf(string target)
    {
        foreach (string file in Directory.EnumerateFiles(Path.GetDirectoryName(target)!, "*" + AtomicFile.TemporaryEnding))
        {
            if (Path.GetFileName(file).StartsWith(Path.GetFileName(target) + ".", StringComparison.Ordinal) && IsLeftover(file))
            {
                QuietFile.TryDelete(file);
            }
        }
    }

    /// <summary>Whether the process that began a temporary file ran on this machine and has ended.</summary>
    public static bool IsLeftover(string path)
    {
        string[] marks = Path.GetFileName(path)[..^AtomicFile.TemporaryEnding.Length].Split('.')[^1].Split('-');
        return marks.Length == 3 && marks[0] == Machine
            && int.TryParse(marks[1], NumberStyles.None, CultureInfo.InvariantCulture, out int process) && !IsRunning(process);
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is there, and whether it has ended may not be asked.
            return true;
        }
    }
}
