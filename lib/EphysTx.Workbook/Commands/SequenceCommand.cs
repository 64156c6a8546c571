using System.CommandLine;
using EphysTx.Cohorts;
using EphysTx.Cohorts.Vectors;
using EphysTx.Features.Files;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx extract sequence</c>: a feature file as the array that the paper's networks take.</summary>
internal static class SequenceCommand
{
    public static Command Create(WorkbookHost host)
    {
        var defaults = new LabelColumns();
        var file = new Argument<string>("file") { Description = "Feature file." };
        var folder = new Option<string>("--out") { Description = $"Folder to write {SequenceExport.ArrayFile} and {SequenceExport.LabelsFile} into.", HelpName = "DIR", Required = true };
        var labels = new Option<string?>("--labels") { Description = "Table (CSV) with a label for each cell or session.", HelpName = "CSV" };
        var id = new Option<string>("--id-column") { Description = "Its column of cell or session identifiers.", HelpName = "NAME", DefaultValueFactory = _ => defaults.Id };
        var label = new Option<string>("--label-column") { Description = "Its column of labels.", HelpName = "NAME", DefaultValueFactory = _ => defaults.Label };
        var full = new Option<bool>("--float64") { Description = "Write numbers of 8 bytes instead of 4." };
        var command = new Command("sequence", "Write a feature file as the paper's array: cells × 12 × width, zero-padded.") { file, folder, labels, id, label, full };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            FeatureFile features = FeatureFile.Read(Path.GetFullPath(parsed.GetRequiredValue(file), host.StartFolder), cancellationToken);
            CellLabels known = parsed.GetValue(labels) is { Length: > 0 } table
                ? await CellLabels.ReadAsync(
                    Path.GetFullPath(table, host.StartFolder), Species.Mouse, new LabelColumns { Id = parsed.GetRequiredValue(id), Label = parsed.GetRequiredValue(label) }, cancellationToken).ConfigureAwait(false)
                : new CellLabels([]);
            IReadOnlyList<string> written = SequenceExport.Write(
                features, Path.GetFullPath(parsed.GetRequiredValue(folder), host.StartFolder), cell => known.Find(cell)?.Subclass, !parsed.GetValue(full), cancellationToken);
            int labelled = features.Cells.Count(cell => known.Find(cell) is not null);
            await host.Out.WriteLineAsync($"{written[0]}  {features.Cells.Count} cells, {labelled} with a label").ConfigureAwait(false);
            return ExitCode.Success;
        });
        return command;
    }
}
