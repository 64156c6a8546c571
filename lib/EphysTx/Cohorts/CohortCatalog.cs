using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;

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

    /// <summary>How <c>simulated</c> is made.</summary>
    public SimulatedCohortOptions Simulated { get; init; } = new();

    /// <summary>Seed of <c>simulated</c>.</summary>
    public long SimulatedSeed { get; init; } = SimulatedCohort.DefaultSeed;

    /// <summary>Told in sentences how far simulation is; from any thread.</summary>
    public IProgress<string>? Messages { get; init; }

    /// <summary>Source files of <c>allen-scalars</c>; null for the list of the library.</summary>
    public SourceList? Sources { get; init; }
}

/// <summary>Opens cohorts by name.</summary>
public static class CohortCatalog
{
    /// <summary>The cohorts that can be opened.</summary>
    public static IReadOnlyList<string> Names { get; } = [AllenScalars.Name, SimulatedCohort.Name];

    /// <summary>Opens a cohort; files that are not here are fetched first.</summary>
    /// <param name="name">One of <see cref="Names"/>; null for the default, real cells where their files are here or can be fetched.</param>
    /// <param name="options">Folder, mirror, network; null for the defaults.</param>
    /// <param name="progress">Told about files that are fetched.</param>
    /// <param name="cancellationToken">Ends fetching and reading.</param>
    /// <exception cref="EphysTxException">The name is unknown, or files are missing or damaged; the message says what to do.</exception>
    public static async Task<CohortSet> OpenAsync(string? name = null, CohortOptions? options = null, IProgress<FetchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new CohortOptions();
        if (name is not null && !Names.Contains(name))
        {
            throw new EphysTxException($"There is no cohort '{name}'; choose one of: {string.Join(", ", Names)}.");
        }

        DataFolder folder = options.Folder ?? DataFolder.Default();
        if (name == SimulatedCohort.Name)
        {
            return await SimulateAsync(folder, options, cancellationToken).ConfigureAwait(false);
        }

        SourceList sources = options.Sources ?? SourceList.AllenScalars;
        try
        {
            await new SourceFetcher(folder, options.Fetch).FetchAsync(sources, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (EphysTxException error) when (name is null)
        {
            throw new EphysTxException($"No cohort was named, and the default, {AllenScalars.Name}, cannot be opened (simulated cells can: name the cohort {SimulatedCohort.Name}). {error.Message}", error);
        }

        return await AllenScalars.LoadAsync(folder, sources, options.AllenScalars, cancellationToken).ConfigureAwait(false);
    }

    private static Task<CohortSet> SimulateAsync(DataFolder folder, CohortOptions options, CancellationToken cancellationToken) =>
        Task.Run(() => SimulatedStore.Open(folder, options.Simulated, options.SimulatedSeed, options.Messages, cancellationToken), cancellationToken);
}
