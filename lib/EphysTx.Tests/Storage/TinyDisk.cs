using System.Diagnostics;
using System.Globalization;

namespace EphysTx.Tests.Storage;

/// <summary>A real file system in memory with room for so many bytes; mounting needs Linux and root.</summary>
internal sealed class TinyDisk : IDisposable
{
    private readonly ScratchFolder _point = new();

    public TinyDisk(long bytes)
    {
        if (Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={bytes}"), "tmpfs", _point.Path) != 0)
        {
            _point.Dispose();
            throw new InvalidOperationException("No file system could be mounted; use TinyDiskFact.");
        }
    }

    public string Path => _point.Path;

    private string Ballast => At("ballast");

    public string At(params string[] parts) => _point.At(parts);

    /// <summary>Takes all room but so many bytes.</summary>
    public void Fill(long free)
    {
        using var stream = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        long left = new DriveInfo(Path).AvailableFreeSpace - free;
        byte[] page = new byte[4096];
        for (; left > 0; left -= page.Length)
        {
            stream.Write(page);
        }
    }

    /// <summary>From now on nothing on it can be changed, not even by root.</summary>
    public void MakeReadOnly()
    {
        if (Run("mount", "-o", "remount,ro", Path) != 0)
        {
            throw new InvalidOperationException($"{Path} could not be made read-only.");
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Free() => File.Delete(Ballast);

    /// <summary>Every file on it, without ballast and lock files.</summary>
    public string[] Files() => [.. _point.Files().Where(file => file != "ballast")];

    public void Dispose()
    {
        Run("umount", "-l", _point.Path);
        _point.Dispose();
    }

    /// <summary>Why no such disk can be had here; null where it can.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "A disk that is really full needs a small file system of its own; mounting one needs Linux and root.";
        }

        try
        {
            new TinyDisk(65536).Dispose();
            return null;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return "A disk that is really full needs a small file system of its own, and none can be mounted here.";
        }
    }

    private static int Run(string command, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}

/// <summary>A test on a full disk; it skips with the reason where none can be had.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TinyDiskFactAttribute : FactAttribute
{
    internal static readonly Lazy<string?> Why = new(TinyDisk.WhyNot);

    public TinyDiskFactAttribute() => Skip = Why.Value;
}

/// <summary>A theory on such a disk; see <see cref="TinyDiskFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TinyDiskTheoryAttribute : TheoryAttribute
{
    public TinyDiskTheoryAttribute() => Skip = TinyDiskFactAttribute.Why.Value;
}
