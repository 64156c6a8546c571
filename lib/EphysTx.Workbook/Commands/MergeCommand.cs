using System.CommandLine;
using EphysTx.Features.Extraction;
using EphysTx.Features.Files;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx extract merge</c>: puts the feature files of several machines together.</summary>
internal static class MergeCommand
{
    public static Command Create(WorkbookHost host)
    {
        var files = new Argument<string[]>("part") { Description = "Feature files of the parts.", Arity = ArgumentArity.OneOrMore };
        var target = new Option<string>("--out") { Description = "Feature file to write.", HelpName = "FILE.h5", Required = true };
        var command = new Command("merge", "Put feature files of parts together: the same file as one run over all gives.") { files, target };
        command.SetAction((parsed, cancellationToken) =>
        {
            string output = Path.GetFullPath(parsed.GetRequiredValue(target), host.StartFolder);
            FeatureFile merged = ShardMerge.Merge([.. parsed.GetRequiredValue(files).Select(file => Path.GetFullPath(file, host.StartFolder))], Path.GetFileName(output), cancellationToken);
            merged.Save(output, cancellationToken);
            new ExtractReport(host.Out, false).Finish(ExtractionSummary.Of([.. merged.Cells, .. merged.Failed]), output);
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }
}
