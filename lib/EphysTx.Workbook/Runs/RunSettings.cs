using EphysTx.Cohorts.Allen;
using EphysTx.Workbook.Execution;

namespace EphysTx.Workbook.Runs;

/// <summary>What a run was asked to do.</summary>
internal sealed record RunSettings
{
    public required Repository Repository { get; init; }

    /// <summary>Absolute paths of the notebooks to run, in order.</summary>
    public required IReadOnlyList<string> Notebooks { get; init; }

    /// <summary>Name of the cohort, or null to let the data decide.</summary>
    public string? Cohort { get; init; }

    /// <summary><c>quick</c> or <c>full</c>.</summary>
    public required string Profile { get; init; }

    /// <summary>Absolute path of the output folder.</summary>
    public required string Out { get; init; }

    /// <summary>Whether notebooks that an earlier run finished are kept where nothing that they depend on has changed.</summary>
    public bool Resume { get; init; }

    public RunnerOptions Runner { get; init; } = new();
}

/// <summary>The data that the notebooks will find.</summary>
/// <param name="Cohort">Name of the cohort that they take.</param>
/// <param name="DataFolder">Absolute path of the folder with the fetched tables.</param>
internal sealed record PreparedData(string Cohort, string DataFolder)
{
    /// <summary>Why that cohort, in a sentence; null where somebody chose it.</summary>
    public string? WhyCohort { get; init; }

    /// <summary>What was asked for, with nothing made ready.</summary>
    public static PreparedData AsNamed(RunSettings settings)
    {
        string folder = Environment.GetEnvironmentVariable(NotebookEnvironment.Data) is { Length: > 0 } named
            ? Path.GetFullPath(named)
            : settings.Repository.DefaultData;
        return new PreparedData(settings.Cohort ?? AllenScalars.Name, folder);
    }
}

/// <summary>
/// Makes the data ready before the first cell and decides on the cohort. Reports what it does in short sentences.
/// </summary>
/// <exception cref="EphysTxException">The cohort asked for is unknown or its data cannot be had; the message says what to do.</exception>
internal delegate Task<PreparedData> DataPreparation(RunSettings settings, IProgress<string> progress, CancellationToken cancellationToken);
