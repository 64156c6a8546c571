namespace EphysTx.Workbook.Runs;

/// <summary>
/// The settings that notebooks read, as environment variables: that way the same notebook runs in any host, and in one
/// that sets nothing it takes the library's defaults. Disposing restores what was there.
/// </summary>
internal sealed class NotebookEnvironment : IDisposable
{
    public const string Cohort = "EPHYSTX_COHORT";
    public const string WhyCohort = "EPHYSTX_COHORT_WHY";
    public const string Profile = "EPHYSTX_PROFILE";
    public const string Out = "EPHYSTX_OUT";
    public const string Data = "EPHYSTX_DATA";

    private readonly (string Name, string? Value)[] _before;

    public NotebookEnvironment(RunSettings settings, PreparedData data)
    {
        (string Name, string? Value)[] variables =
        [
            (Cohort, data.Cohort), (WhyCohort, data.WhyCohort), (Profile, settings.Profile), (Out, settings.Out), (Data, data.DataFolder),
        ];
        _before = variables.Select(variable => (variable.Name, Environment.GetEnvironmentVariable(variable.Name))).ToArray();
        Set(variables);
    }

    public void Dispose() => Set(_before);

    private static void Set((string Name, string? Value)[] variables)
    {
        foreach ((string name, string? value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
