namespace EphysTx.Notebooks;

/// <summary>
/// What a notebook was asked to do. The settings come from environment variables, because those reach a kernel in VS Code,
/// in Jupyter and in the headless run alike.
/// </summary>
/// <param name="Cohort">Name of the cohort (<c>EPHYSTX_COHORT</c>), or null to take the default.</param>
/// <param name="Profile">How much to compute (<c>EPHYSTX_PROFILE</c>, default quick).</param>
/// <param name="OutputFolder">Where figures and results go (<c>EPHYSTX_OUT</c>, default <c>out</c> in the repository).</param>
public sealed record LessonSettings(string? Cohort, RunProfile Profile, string OutputFolder)
{
    /// <summary>Why that cohort, in a sentence (<c>EPHYSTX_COHORT_WHY</c>, set by the headless run where it chose); null where somebody named it or nobody has chosen yet.</summary>
    public string? WhyCohort { get; init; }

    /// <summary>Reads the settings of this process.</summary>
    /// <exception cref="EphysTxException">A setting has a value that does not exist.</exception>
    public static LessonSettings FromEnvironment()
    {
        string? output = Read("EPHYSTX_OUT");
        return new LessonSettings(
            Read("EPHYSTX_COHORT"),
            RunProfile.Named(Read("EPHYSTX_PROFILE") ?? RunProfile.Quick.Name),
            Path.GetFullPath(output ?? Path.Combine(RepositoryRoot(), "out")))
        {
            WhyCohort = Read("EPHYSTX_COHORT_WHY"),
        };
    }

    private static string? Read(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(Directory.GetCurrentDirectory()); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "EphysTx.Notebooks.sln")))
            {
                return folder.FullName;
            }
        }

        return Directory.GetCurrentDirectory();
    }
}
