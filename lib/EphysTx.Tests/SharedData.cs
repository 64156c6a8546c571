namespace EphysTx.Tests;

/// <summary>
/// Where the shared reference data stand: <c>EPHYSTX_SHARED</c>, else a folder <c>shared</c> beside the checkout.
/// They are not part of the repository, so tests that need them say why they skip elsewhere.
/// </summary>
internal static class SharedData
{
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    public static string? Folder { get; } = FindFolder();

    public static string Path(params string[] parts) =>
        System.IO.Path.Combine([Folder ?? throw new InvalidOperationException("No shared data; use SharedDataFact."), .. parts]);

    private static string FindRepositoryRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "EphysTx.Notebooks.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests must run from inside the repository.");
    }

    private static string? FindFolder()
    {
        string folder = Environment.GetEnvironmentVariable("EPHYSTX_SHARED") is { Length: > 0 } named
            ? System.IO.Path.GetFullPath(named, RepositoryRoot)
            : System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryRoot, "..", "shared"));
        return Directory.Exists(folder) ? folder : null;
    }
}

/// <summary>A test that needs a file or folder of the shared data; it skips with the reason where that is not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(params string[] relativePath)
    {
        string relative = System.IO.Path.Combine(relativePath);
        if (SharedData.Folder is null || !System.IO.Path.Exists(System.IO.Path.Combine(SharedData.Folder, relative)))
        {
            Skip = $"The shared data ({relative}) are not here; set EPHYSTX_SHARED to their folder.";
        }
    }
}

/// <summary>A theory over shared data; see <see cref="SharedDataFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedDataTheoryAttribute : TheoryAttribute
{
    public SharedDataTheoryAttribute(params string[] relativePath) => Skip = new SharedDataFactAttribute(relativePath).Skip;
}
