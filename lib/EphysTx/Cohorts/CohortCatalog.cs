using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Cohorts.Vectors;

namespace EphysTx.Cohorts;

/// <summary>Opens cohorts by name.</summary>
public static class CohortCatalog
{
    /// <summary>The cohorts that can be opened.</summary>
    public static IReadOnlyList<string> Names { get; } = [AllenScalars.Name, AllenVectors.Name, SimulatedCohort.Name];

    /// <summary>
    /// Chooses where nobody did: <c>allen-scalars</c> when its tables are here or can be fetched, else <c>simulated</c>. A mirror that is named but lacks a table, and a table that is here but
    /// damaged, are errors and no reason for another choice.
    /// </summary>
    /// <param name="options">Folder, mirror, network; null for the defaults.</param>
    /// <param name="progress">Told about files that are fetched.</param>
    /// <param name="cancellationToken">Ends fetching.</param>
    /// <exception cref="EphysTxException">The named mirror lacks tables, or a table is damaged; the message says what to do.</exception>
    public static async Task<CohortChoice> ChooseAsync(CohortOptions? options = null, IProgress<FetchProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new CohortOptions();
        string? absence = await FetcherOf(options).TryFetchAsync(SourcesOf(options), progress, cancellationToken).ConfigureAwait(false);
        return absence is null
            ? new CohortChoice(AllenScalars.Name, $"No cohort was named: {AllenScalars.Name} is taken, because its tables are here.")
            : new CohortChoice(
                SimulatedCohort.Name,
                $"No cohort was named: {SimulatedCohort.Name} cells are taken, because {absence}. For real cells set {FetchOptions.MirrorVariable} to a folder with the tables, or run `ephystx data get` where there is a network.");
    }

    /// <summary>Opens a cohort; files that are not here are fetched first.</summary>
    /// <param name="name">One of <see cref="Names"/>; null to let <see cref="ChooseAsync"/> choose.</param>
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

        string? why = null;
        if (name is null)
        {
            (name, why) = await ChooseAsync(options, progress, cancellationToken).ConfigureAwait(false);
            options.Messages?.Report(why);
        }

        DataFolder folder = options.Folder ?? DataFolder.Default();
        CohortSet set = name switch
        {
            AllenScalars.Name => await ScalarsAsync(folder, options, progress, cancellationToken).ConfigureAwait(false),
            AllenVectors.Name => await AllenVectors.LoadAsync(folder, options.AllenVectors, options.Sources, cancellationToken).ConfigureAwait(false),
            _ => await Task.Run(
                () => SimulatedStore.Open(folder, options.Simulated, options.SimulatedSeed, options.Messages, cancellationToken), cancellationToken).ConfigureAwait(false),
        };
        return set with { WhyChosen = why };
    }

    private static async Task<CohortSet> ScalarsAsync(DataFolder folder, CohortOptions options, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        await FetcherOf(options).FetchAsync(SourcesOf(options), progress, cancellationToken).ConfigureAwait(false);
        return await AllenScalars.LoadAsync(folder, options.Sources, options.AllenScalars, cancellationToken).ConfigureAwait(false);
    }

    private static SourceFetcher FetcherOf(CohortOptions options) => new(options.Folder ?? DataFolder.Default(), options.Fetch);

    private static SourceList SourcesOf(CohortOptions options) => options.Sources ?? SourceList.AllenScalars;
}
