using System.ComponentModel;
using System.Diagnostics;

namespace EphysTx.Tests.Hdf5;

/// <summary>A test that needs Python with h5py; it skips with the reason where they are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class H5pyFactAttribute : FactAttribute
{
    public H5pyFactAttribute(string python)
    {
        if (!CanImport(python))
        {
            Skip = $"{python} with h5py is not here (Debian: python3-h5py).";
        }
    }

    private static bool CanImport(string python)
    {
        if (!File.Exists(python))
        {
            return false;
        }

        try
        {
            using Process process = Process.Start(new ProcessStartInfo(python, ["-c", "import h5py"]) { RedirectStandardError = true })!;
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
