using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Workbook.Commands;

namespace EphysTx.Workbook.Runs;

/// <summary>Makes the cells of a cohort ready before the first notebook cell, so that a missing file is told at once and once.</summary>
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

        PreparedData data = PreparedData.AsNamed(settings) with { Cohort = cohort };
        var options = new CohortOptions { Folder = new DataFolder(data.DataFolder), Messages = progress };
        using var lines = new LineWriter(progress);
        var report = new FetchReport(lines, onlyChanges: true);
        try
        {
            if (cohort.Length == 0)
            {
                CohortChoice choice = await CohortCatalog.ChooseAsync(options, report, cancellationToken).ConfigureAwait(false);
                progress.Report(choice.Why);
                data = data with { Cohort = choice.Name, WhyCohort = choice.Why };
            }
            else if (cohort == AllenScalars.Name)
            {
                await new SourceFetcher(options.Folder, options.Fetch).FetchAsync(SourceList.AllenScalars, report, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (EphysTxException error)
        {
            throw new EphysTxException($"{error.Message.TrimEnd()}\n           or run on simulated cells, which need no files: --cohort {SimulatedCohort.Name}", error);
        }

        if (data.Cohort != AllenScalars.Name)
        {
            await CohortCatalog.OpenAsync(data.Cohort, options, report, cancellationToken).ConfigureAwait(false);
        }

        return data;
    }

    /// <summary>Hands whole lines on to the progress of the run.</summary>
    private sealed class LineWriter(IProgress<string> progress) : StringWriter
    {
        public override void WriteLine(string? value) => progress.Report(value ?? "");
    }
}
