using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Workbook.Commands;

namespace EphysTx.Workbook.Runs;

/// <summary>Makes the tables of a cohort ready before the first cell, so that a missing file is told at once and once.</summary>
internal static class CohortPreparation
{
    /// <inheritdoc cref="DataPreparation"/>
    public static async Task<PreparedData> PrepareAsync(RunSettings settings, IProgress<string> progress, CancellationToken cancellationToken)
    {
        string cohort = settings.Cohort ?? Environment.GetEnvironmentVariable(NotebookEnvironment.Cohort) ?? "";
        if (cohort.Length > 0 && !CohortCatalog.Names.Contains(cohort))
        {
            throw new EphysTxException($"There is no cohort '{cohort}'; --cohort takes one of: {string.Join(", ", CohortCatalog.Names)}.");
        }

        PreparedData data = PreparedData.AsNamed(settings) with { Cohort = cohort.Length > 0 ? cohort : AllenScalars.Name };
        var folder = new DataFolder(data.DataFolder);
        if (data.Cohort == SimulatedCohort.Name)
        {
            return await SimulateAsync(data, folder, progress, cancellationToken).ConfigureAwait(false);
        }

        using var lines = new LineWriter(progress);
        var fetcher = new SourceFetcher(folder, FetchOptions.QuickTry);
        try
        {
            await fetcher.FetchAsync(SourceList.AllenScalars, new FetchReport(lines, onlyChanges: true), cancellationToken).ConfigureAwait(false);
        }
        catch (EphysTxException error)
        {
            throw new EphysTxException($"{error.Message.TrimEnd()}\n           or run on simulated cells, which need no files: --cohort {SimulatedCohort.Name}", error);
        }

        return data;
    }

    private static async Task<PreparedData> SimulateAsync(PreparedData data, DataFolder folder, IProgress<string> progress, CancellationToken cancellationToken)
    {
        await CohortCatalog.OpenAsync(SimulatedCohort.Name, new CohortOptions { Folder = folder, Messages = progress }, null, cancellationToken).ConfigureAwait(false);
        return data with { Cohort = SimulatedCohort.Name };
    }

    /// <summary>Hands whole lines on to the progress of the run.</summary>
    private sealed class LineWriter(IProgress<string> progress) : StringWriter
    {
        public override void WriteLine(string? value) => progress.Report(value ?? "");
    }
}
