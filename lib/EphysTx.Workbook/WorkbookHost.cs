using EphysTx.Cohorts;
using EphysTx.Cohorts.Sources;
using EphysTx.Experiments;
using EphysTx.Workbook.Execution;
using EphysTx.Workbook.Runs;

namespace EphysTx.Workbook;

/// <summary>What the command line stands in: where it writes, where it starts, and how data is made ready.</summary>
internal sealed record WorkbookHost
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Folder that relative paths are seen from and in which the search for the checkout starts.</summary>
    public string StartFolder { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Width of the terminal in characters, or null when output goes elsewhere.</summary>
    public int? TerminalWidth { get; init; }

    /// <summary>Makes the tables ready before the first cell.</summary>
    public DataPreparation PrepareData { get; init; } = CohortPreparation.PrepareAsync;

    /// <summary>Opens the cohort of a name (null for the default) for the commands that take cells.</summary>
    public Func<string?, CohortOptions?, IProgress<FetchProgress>, CancellationToken, Task<CohortSet>> OpenCohorts { get; init; } = CohortCatalog.OpenAsync;

    /// <summary>The experiments that there are.</summary>
    public IReadOnlyList<Experiment> Experiments { get; init; } = ExperimentCatalog.All;

    /// <summary>Gets the compiler ready while the data are being prepared.</summary>
    public Func<CancellationToken, Task<ScriptReferences>> WarmUp { get; init; } = Runs.WarmUp.StartAsync;
}

/// <summary>What the process returns.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>A failure that the person can act on.</summary>
    public const int Failure = 1;

    /// <summary>The command line does not make sense.</summary>
    public const int Usage = 2;

    /// <summary>A bug.</summary>
    public const int Bug = 70;

    /// <summary>Stopped by Ctrl-C or SIGTERM.</summary>
    public const int Interrupted = 130;
}
