using System.CommandLine;
using System.Globalization;
using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Features.Extraction;
using EphysTx.Statistics;
using EphysTx.Storage;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx experiment</c>: runs a named experiment and writes its tables.</summary>
internal static class ExperimentCommand
{
    public static Command Create(WorkbookHost host)
    {
        var name = new Argument<string?>("name") { Description = "Which experiment; --list shows them.", Arity = ArgumentArity.ZeroOrOne };
        var list = new Option<bool>("--list") { Description = "List the experiments: question, models, units of work, rough time." };
        var cohort = new Option<string?>("--cohort") { Description = $"The cells: {string.Join(" or ", CohortCatalog.Names)}; without it, the published tables when they are here or can be fetched.", HelpName = "NAME" };
        var arms = new Option<string[]>("--arms") { Description = "Only these models, by name: lda,boosting.", HelpName = "MODEL,…", AllowMultipleArgumentsPerToken = true };
        var tasks = new Option<string[]>("--tasks") { Description = "Only these tasks, by name: human,human-full.", HelpName = "TASK,…", AllowMultipleArgumentsPerToken = true };
        var protocol = new Option<string>("--protocol") { Description = "paper: stratified, donors ignored; donor: no donor on two sides; both.", DefaultValueFactory = _ => "both" };
        protocol.AcceptOnlyFromAmong("paper", "donor", "both");
        var profile = new Option<string>("--profile") { Description = "quick: few repetitions; full: the paper's.", DefaultValueFactory = _ => ExperimentProfile.Quick.Name };
        profile.AcceptOnlyFromAmong(ExperimentProfile.Quick.Name, ExperimentProfile.Full.Name);
        var target = new Option<string?>("--out") { Description = "Result to write; tables (.md), scores (.csv) and times (.timings.csv) are written beside it.", HelpName = "FILE.json" };
        var jobs = CountOption.Create("--jobs", "Units computed at once; without it, one per processor. The results do not depend on it.");
        var store = new Option<string?>("--store") { Description = "Folder for finished units; several runs, profiles and machines may share one. Without it, FILE.units beside the result.", HelpName = "DIR" };
        var seed = new Option<long?>("--seed") { Description = "Seed of the first run, the next run has the next; without it, the paper's.", HelpName = "N" };
        var shard = new Option<string>("--shard") { Description = "Compute only part k of n of the units.", HelpName = "k/n", DefaultValueFactory = _ => "1/1" };
        var merge = new Option<bool>("--merge") { Description = "Compute nothing: put together what is in the store." };
        var command = new Command("experiment", "Run a named experiment: models compared on the same splits. A run that was ended goes on where it was.")
        {
            name, list, cohort, tasks, arms, protocol, profile, target, jobs, store, seed, shard, merge,
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(list) is { Implicit: false })
            {
                return;
            }

            if (result.GetResult(name) is not { Tokens.Count: > 0 })
            {
                result.AddError("experiment needs a name, or --list to see what there is.");
            }
            else if (result.GetResult(target) is not { Tokens.Count: > 0 })
            {
                result.AddError("experiment needs --out FILE.json, the result to write.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(list))
            {
                ExperimentList.Write(host.Out, host.Experiments);
                return ExitCode.Success;
            }

            Experiment experiment = ExperimentCatalog.Find(host.Experiments, parsed.GetRequiredValue(name)!);
            if (parsed.GetValue(tasks) is { Length: > 0 } parts)
            {
                experiment = experiment.WithTasks([.. parts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]);
            }

            if (parsed.GetValue(arms) is { Length: > 0 } chosen)
            {
                experiment = experiment.WithArms([.. chosen.SelectMany(experiment.ArmsIn)]);
            }

            string output = Path.GetFullPath(parsed.GetRequiredValue(target)!, host.StartFolder);
            ThrowUnlessWritable(output);
            var options = new ExperimentOptions
            {
                Store = Path.GetFullPath(parsed.GetValue(store) is { Length: > 0 } folder ? folder : Path.ChangeExtension(output, ".units"), host.StartFolder),
                Protocols = parsed.GetRequiredValue(protocol) switch
                {
                    "paper" => [SplitProtocol.Paper],
                    "donor" => [SplitProtocol.Donor],
                    _ => [SplitProtocol.Paper, SplitProtocol.Donor],
                },
                Profile = ExperimentProfile.Named(parsed.GetRequiredValue(profile)),
                Seed = parsed.GetValue(seed),
                Jobs = parsed.GetValue(jobs) ?? Environment.ProcessorCount,
                Shard = Shard.Parse(parsed.GetRequiredValue(shard)),
                MergeOnly = parsed.GetValue(merge),
            };
            CohortSet cohorts = await host.OpenCohorts(parsed.GetValue(cohort), null, new FetchReport(host.Out, onlyChanges: true), cancellationToken).ConfigureAwait(false);
            var report = new ExperimentReport(host.Out, host.TerminalWidth is not null);
            ExperimentOutcome outcome = await ExperimentRun.RunAsync(experiment, cohorts, options, report, cancellationToken).ConfigureAwait(false);
            if (outcome.Result is not { } result)
            {
                report.Line(string.Create(CultureInfo.InvariantCulture, $"{options.Store}  {outcome.Units - outcome.Missing} of {outcome.Units} units; when the other parts are done: ephystx experiment {experiment.Name} … --merge"));
                return ExitCode.Success;
            }

            IReadOnlyList<string> written = ExperimentFiles.Write(result, output);
            report.Finish(result, written);
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>Makes sure before the first unit that the result can be written.</summary>
    private static void ThrowUnlessWritable(string output)
    {
        if (Directory.Exists(output))
        {
            throw new EphysTxException($"{output} is a folder; name a file to write, for example {Path.Combine(output, "result.json")}.");
        }

        string folder = Path.GetDirectoryName(output)!;
        try
        {
            OutputFolder.ThrowUnlessWritable(folder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new EphysTxException($"{output} cannot be written ({error.Message.TrimEnd('.')}); choose another place with --out FILE.json.", error);
        }
    }
}
