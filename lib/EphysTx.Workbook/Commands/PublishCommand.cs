using System.CommandLine;
using System.Globalization;
using EphysTx.Notebooks;
using EphysTx.Workbook.Notebooks;
using EphysTx.Workbook.Publishing;
using EphysTx.Workbook.Runs;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx publish</c>: figures, gallery, reading copies and results in the repository, made by the notebooks.</summary>
internal sealed class PublishCommand(WorkbookHost host)
{
    private readonly Option<string[]> _from = new("--from")
    {
        Description = "Take this finished run in place of running: the folder that run --out wrote, all notebooks. May be given for the full and for the quick profile.",
        HelpName = "DIR",
    };

    public static Command Create(WorkbookHost host) => new PublishCommand(host).Create();

    private Command Create()
    {
        var command = new Command(
            "publish",
            $"Write figures, gallery, reading copies and results of {Publisher.Cohort} into the repository. Without --from it runs all notebooks under both profiles first, in out/publish; stopped, it goes on where it was.")
        {
            _from,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        Repository repository = Repository.Find(host.StartFolder, AppContext.BaseDirectory);
        var notebooks = new List<Notebook>();
        foreach (string path in repository.Notebooks())
        {
            notebooks.Add(await NotebookFile.ReadAsync(path, cancellationToken).ConfigureAwait(false));
        }

        string[] folders = parsed.GetValue(_from) is { Length: > 0 } given
            ? [.. given.Select(folder => Path.GetFullPath(folder, host.StartFolder))]
            : [await RunAsync(repository, "full", cancellationToken).ConfigureAwait(false), await RunAsync(repository, "quick", cancellationToken).ConfigureAwait(false)];

        // Every run is looked at before the first one is written.
        FinishedRun[] runs = [.. folders.Select(folder => FinishedRun.Open(folder, notebooks))];
        foreach (FinishedRun run in runs)
        {
            (IReadOnlyList<PublishedFile> files, int removed) = new Publisher(repository).Publish(run, cancellationToken);
            string kept = run.Items.Count(item => item is { IsFigure: true, ShowsCells: true }) is var left and > 0 && run.Profile == "full" ? $"; {left} figure{(left == 1 ? "" : "s")} with single cells left out" : "";
            await host.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{run.Profile} profile of {run.Cohort}: {files.Count} file{(files.Count == 1 ? "" : "s")}, {files.Sum(file => file.Length) / 1e6:0.0} MB, {removed} removed{kept}")).ConfigureAwait(false);
        }

        string look = runs.Any(run => run.Profile == "full") ? $"look at {Path.Combine(repository.Root, PublishedNames.Gallery)}; " : "";
        await host.Out.WriteLineAsync($"{look}where numbers changed, say why in CHANGELOG.md").ConfigureAwait(false);
        return ExitCode.Success;
    }

    /// <summary>Runs all notebooks, or what an earlier attempt has not finished.</summary>
    private async Task<string> RunAsync(Repository repository, string profile, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(RecordingLesson.Variable) is { Length: > 0 })
        {
            throw new EphysTxException($"{RecordingLesson.Variable} names a recording of yours, which would be published; unset it.");
        }

        var settings = new RunSettings
        {
            Repository = repository,
            Notebooks = repository.Notebooks(),
            Cohort = Publisher.Cohort,
            Profile = profile,
            Out = Path.Combine(repository.DefaultOut, "publish", profile),
            Resume = true,
        };
        await new WorkbookRun(settings, host, new RunProgress(host.Out, host.TerminalWidth)).RunAsync(cancellationToken).ConfigureAwait(false);
        return settings.Out;
    }
}
