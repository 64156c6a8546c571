using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Cohorts.Vectors;

namespace EphysTx.Cohorts;

/// <summary>How a cohort is opened.</summary>
public sealed record CohortOptions
{
    /// <summary>Where its files are; null for <see cref="DataFolder.Default"/>.</summary>
    public DataFolder? Folder { get; init; }

    /// <summary>Where absent files come from. Default: the mirror, then a few seconds' try of the network.</summary>
    public FetchOptions Fetch { get; init; } = FetchOptions.QuickTry;

    /// <summary>How <c>allen-scalars</c> is put together.</summary>
    public AllenScalarsOptions AllenScalars { get; init; } = new();

    /// <summary>How <c>allen-vectors</c> is put together.</summary>
    public AllenVectorsOptions AllenVectors { get; init; } = new();

    /// <summary>How <c>simulated</c> is made.</summary>
    public SimulatedCohortOptions Simulated { get; init; } = new();

    /// <summary>Seed of <c>simulated</c>.</summary>
    public long SimulatedSeed { get; init; } = SimulatedCohort.DefaultSeed;

    /// <summary>Told in sentences which cohort is taken where none was named, and how far simulation is; from any thread.</summary>
    public IProgress<string>? Messages { get; init; }

    /// <summary>Source files of <c>allen-scalars</c>; null for the list of the library.</summary>
    public SourceList? Sources { get; init; }
}
