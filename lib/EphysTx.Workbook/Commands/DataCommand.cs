using System.CommandLine;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Export;
using EphysTx.Cohorts.Sources;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx data</c>: get the public files, say what is here, export the assembled tables.</summary>
internal static class DataCommand
{
    public static Command Create(WorkbookHost host)
    {
        var command = new Command("data", "The public data files: get them, see what is here, export tables.");
        command.Subcommands.Add(CreateGet(host));
        command.Subcommands.Add(CreateStatus(host));
        command.Subcommands.Add(CreateExport(host));
        return command;
    }

    private static Option<string> CohortOption() => new("--cohort") { Description = "Which cohort.", DefaultValueFactory = _ => AllenScalars.Name };

    private static Option<string?> FolderOption() => new("--data") { Description = $"Data folder. Default: ${DataFolder.Variable}, else data/downloads of the repository." };

    private static Option<string?> MirrorOption() => new("--mirror") { Description = $"Folder with the same bytes under any names. Default: ${FetchOptions.MirrorVariable}." };

    private static Option<string?> SourcesOption() => new("--sources") { Description = "Other list of files, of the form of data/sources.json; without it, that of the cohort.", HelpName = "FILE" };

    private static Option<bool> OfflineOption() => new("--offline") { Description = "Do not use the network." };

    private static Command CreateGet(WorkbookHost host)
    {
        Option<string> cohort = CohortOption();
        Option<string?> folder = FolderOption();
        Option<string?> mirror = MirrorOption();
        Option<bool> offline = OfflineOption();
        Option<string?> list = SourcesOption();
        var command = new Command("get", "Fetch the files that are not here, from the mirror or the network, and verify them.") { cohort, folder, mirror, offline, list };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            TextWriter output = host.Out;
            DataFolder target = FolderOf(host, parsed.GetValue(folder));
            SourceList sources = await SourcesOf(host, parsed.GetValue(cohort), parsed.GetValue(list), cancellationToken);
            var fetcher = new SourceFetcher(target, FetchOf(host, new FetchOptions(), parsed.GetValue(mirror), parsed.GetValue(offline)));
            IReadOnlyList<FetchProgress> files = await fetcher.FetchAsync(sources, new FetchReport(output), cancellationToken);
            await output.WriteLineAsync($"{files.Count} files, {ByteSize.Format(files.Sum(file => file.BytesDone))}, verified, in {target.Path}");
            return 0;
        });
        return command;
    }

    private static Command CreateStatus(WorkbookHost host)
    {
        Option<string> cohort = CohortOption();
        Option<string?> folder = FolderOption();
        Option<string?> list = SourcesOption();
        var command = new Command("status", "Say which files are here.") { cohort, folder, list };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            DataFolder target = FolderOf(host, parsed.GetValue(folder));
            IReadOnlyList<SourceFileStatus> all = await target.StatusAsync(await SourcesOf(host, parsed.GetValue(cohort), parsed.GetValue(list), cancellationToken), cancellationToken);
            StatusTable.Write(host.Out, target, all);
            StatusTable.WriteOthers(host.Out, target);
            return 0;
        });
        return command;
    }

    private static Command CreateExport(WorkbookHost host)
    {
        Option<string> cohort = CohortOption();
        Option<string?> folder = FolderOption();
        Option<string?> mirror = MirrorOption();
        Option<bool> offline = OfflineOption();
        var target = new Option<string>("--out") { Description = "Folder to write mouse.csv and human.csv into.", Required = true };
        var command = new Command("export", "Write the assembled tables as mouse.csv and human.csv.") { cohort, target, folder, mirror, offline };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            TextWriter output = host.Out;
            var options = new CohortOptions { Fetch = FetchOf(host, FetchOptions.QuickTry, parsed.GetValue(mirror), parsed.GetValue(offline)) };
            if (parsed.GetValue(folder) is { Length: > 0 } named)
            {
                options = options with { Folder = FolderOf(host, named) };
            }

            CohortSet cohorts = await host.OpenCohorts(parsed.GetValue(cohort), options, new FetchReport(output, onlyChanges: true), cancellationToken);
            IReadOnlyList<string> written = CohortExport.Write(cohorts, Path.GetFullPath(parsed.GetRequiredValue(target), host.StartFolder), cancellationToken);
            await output.WriteLineAsync($"{written[0]}  {cohorts.Mouse.Cells.Count} cells × {cohorts.Mouse.Features.Count} features");
            await output.WriteLineAsync($"{written[1]}  {cohorts.Human.Cells.Count} cells × {cohorts.Human.Features.Count} features");
            return 0;
        });
        return command;
    }

    private static DataFolder FolderOf(WorkbookHost host, string? named) =>
        string.IsNullOrWhiteSpace(named) ? DataFolder.Default() : new DataFolder(Path.GetFullPath(named, host.StartFolder));

    private static FetchOptions FetchOf(WorkbookHost host, FetchOptions options, string? mirror, bool offline) =>
        options with { Mirror = mirror is { Length: > 0 } ? Path.GetFullPath(mirror, host.StartFolder) : options.Mirror, UseNetwork = !offline };

    private static async Task<SourceList> SourcesOf(WorkbookHost host, string? cohort, string? list, CancellationToken cancellationToken) =>
        list is { Length: > 0 } ? await SourceList.ReadAsync(Path.GetFullPath(list, host.StartFolder), cancellationToken)
            : cohort == AllenScalars.Name ? SourceList.AllenScalars
            : throw new EphysTxException($"There is no cohort '{cohort}' with public files; the one that has some is {AllenScalars.Name}.");
}
