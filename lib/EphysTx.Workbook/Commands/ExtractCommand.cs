using System.CommandLine;
using EphysTx.Cohorts.Vectors;
using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Features.Files;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx extract</c>: from recordings to a feature file.</summary>
internal static class ExtractCommand
{
    public static Command Create(WorkbookHost host)
    {
        var inputs = new Argument<string[]>("input")
        {
            Description = "NWB files, folders (every *.nwb below), or @list.txt with one of either a line.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var preset = new Option<string>("--preset") { Description = "paper: as the paper's code, its traps included; recommended: the same definitions, mended.", DefaultValueFactory = _ => "recommended" };
        preset.AcceptOnlyFromAmong("paper", "recommended");
        var target = new Option<string>("--out") { Description = "Feature file to write; a report (.report.csv) is written beside it.", HelpName = "FILE.h5", Required = true };
        var json = new Option<string?>("--json") { Description = "Also write one JSON file per recording into this folder.", HelpName = "DIR" };
        var workers = new Option<int?>("--workers") { Description = "Recordings at once; without it, one per processor. The results do not depend on it.", HelpName = "N" };
        var shard = new Option<string>("--shard") { Description = "Do only part k of n, to be put together with 'extract merge'.", HelpName = "k/n", DefaultValueFactory = _ => "1/1" };
        var npy = new Option<string?>("--npy") { Description = "Also write the paper's array X_seq.npy and labels.json into this folder.", HelpName = "DIR" };
        workers.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && !(int.TryParse(text, out int number) && number is >= 1 and <= 1024))
            {
                result.AddError($"--workers must be a whole number from 1 to 1024, not '{text}'.");
            }
        });

        var command = new Command("extract", "Draw the twelve feature families from recordings. A run that was ended goes on where it was.") { inputs, preset, target, json, npy, workers, shard };
        command.Subcommands.Add(MergeCommand.Create(host));
        command.Subcommands.Add(SequenceCommand.Create(host));
        command.Validators.Add(result =>
        {
            if (result.GetResult(inputs) is not { Tokens.Count: > 0 })
            {
                result.AddError("extract needs at least one file, folder or @list.txt.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new ExtractionOptions
            {
                Features = parsed.GetValue(preset) == "paper" ? FeatureOptions.Paper : FeatureOptions.Recommended,
                Output = Path.GetFullPath(parsed.GetRequiredValue(target), host.StartFolder),
                JsonFolder = parsed.GetValue(json) is { Length: > 0 } folder ? Path.GetFullPath(folder, host.StartFolder) : null,
                Workers = parsed.GetValue(workers) ?? Environment.ProcessorCount,
                Shard = Shard.Parse(parsed.GetRequiredValue(shard)),
            };
            IReadOnlyList<RecordingInput> recordings = InputList.Resolve(parsed.GetRequiredValue(inputs), host.StartFolder);
            var report = new ExtractReport(host.Out, host.TerminalWidth is not null);
            ExtractionSummary summary = await ExtractionRun.RunAsync(recordings, options, report, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(npy) is { Length: > 0 } arrays)
            {
                SequenceExport.Write(FeatureFile.Read(options.Output, cancellationToken), Path.GetFullPath(arrays, host.StartFolder), cancellationToken: cancellationToken);
            }

            report.Finish(summary, options.Output);
            return summary.Failed == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }
}
