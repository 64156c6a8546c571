using System.CommandLine;
using System.Globalization;
using EphysTx.Cohorts.Vectors;
using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Features.Extraction.Dandi;
using EphysTx.Features.Files;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx extract</c>: from recordings to a feature file.</summary>
internal static class ExtractCommand
{
    public static Command Create(WorkbookHost host)
    {
        var inputs = new Argument<string[]>("input")
        {
            Description = "NWB files, folders (every *.nwb below), @list.txt with one of either a line, or a DANDI data set: dandi:000020, dandi:000636, dandi:NUMBER@VERSION.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var preset = new Option<string>("--preset") { Description = "paper: as the paper's code, its traps included; recommended: the same definitions, mended.", DefaultValueFactory = _ => "recommended" };
        preset.AcceptOnlyFromAmong("paper", "recommended");
        var target = new Option<string>("--out") { Description = "Feature file to write; a report (.report.csv) is written beside it.", HelpName = "FILE.h5", Required = true };
        var json = new Option<string?>("--json") { Description = "Also write one JSON file per recording into this folder.", HelpName = "DIR" };
        var workers = CountOption.Create("--workers", "Recordings at once; without it, one per processor. The results do not depend on it.");
        var shard = new Option<string>("--shard") { Description = "Do only part k of n, to be put together with 'extract merge'.", HelpName = "k/n", DefaultValueFactory = _ => "1/1" };
        var npy = new Option<string?>("--npy") { Description = "Also write the paper's array X_seq.npy and labels.json into this folder.", HelpName = "DIR" };
        var stream = new Option<bool>("--stream") { Description = "DANDI: fetch only the bytes that are needed, not whole files." };
        var keep = new Option<string?>("--download") { Description = "DANDI: keep the downloaded files in this folder; without it, each is dropped when it is done.", HelpName = "DIR" };
        var api = new Option<string>("--dandi-api") { Description = "DANDI: address of the archive's interface.", HelpName = "URL", DefaultValueFactory = _ => new DandiOptions().Api.ToString() };

        var command = new Command("extract", "Draw the twelve feature families from recordings. A run that was ended goes on where it was.") { inputs, preset, target, json, npy, workers, shard, stream, keep, api };
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
            var dandi = new DandiOptions
            {
                Api = Uri.TryCreate(parsed.GetRequiredValue(api).TrimEnd('/') + "/", UriKind.Absolute, out Uri? address) && address.Scheme.StartsWith("http", StringComparison.Ordinal)
                    ? address
                    : throw new EphysTxException($"--dandi-api must be an address such as {new DandiOptions().Api}, not '{parsed.GetValue(api)}'."),
                Stream = parsed.GetValue(stream),
                Keep = parsed.GetValue(keep) is { Length: > 0 } downloads ? Path.GetFullPath(downloads, host.StartFolder) : null,
                Scratch = Path.Combine(options.StoreFolder, "downloads"),
            };
            using var client = new DandiClient(dandi);
            var transfers = new TransferCount();
            List<RecordingInput> recordings = [];
            string[] named = parsed.GetRequiredValue(inputs);
            foreach (string dandiset in named.Where(IsDandi))
            {
                recordings.AddRange(DandiInput.Of(await client.ListAsync(DandisetReference.Parse(dandiset), cancellationToken).ConfigureAwait(false), client, dandi, transfers));
            }

            if (!named.All(IsDandi))
            {
                recordings.AddRange(InputList.Resolve([.. named.Where(name => !IsDandi(name))], host.StartFolder));
            }

            var report = new ExtractReport(host.Out, host.TerminalWidth is not null);
            ExtractionSummary summary = await ExtractionRun.RunAsync(recordings, options, report, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(npy) is { Length: > 0 } arrays)
            {
                SequenceExport.Write(FeatureFile.Read(options.Output, cancellationToken), Path.GetFullPath(arrays, host.StartFolder), cancellationToken: cancellationToken);
            }

            report.Finish(summary, options.Output);
            if (transfers.Size > 0)
            {
                await host.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"fetched {ByteSize.Format(transfers.Fetched)} of {ByteSize.Format(transfers.Size)} ({100.0 * transfers.Fetched / transfers.Size:0.#} %)")).ConfigureAwait(false);
            }

            return summary.Failed == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    private static bool IsDandi(string input) => input.StartsWith(DandisetReference.Prefix, StringComparison.Ordinal);
}
