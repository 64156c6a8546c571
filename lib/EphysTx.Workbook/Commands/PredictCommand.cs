using System.CommandLine;
using System.Globalization;
using System.Text;
using EphysTx.Prediction;
using EphysTx.Storage;
using EphysTx.Workbook.Reports;

namespace EphysTx.Workbook.Commands;

/// <summary><c>ephystx predict</c>: labels, or an honest "don't know", for recordings, feature files and tables.</summary>
internal static class PredictCommand
{
    private const string TableFile = "predictions.csv";
    private const string PageFile = "predictions.html";

    public static Command Create(WorkbookHost host)
    {
        var inputs = new Argument<string[]>("input") { Description = "Recordings (.nwb, .abf), folders of them, feature files (.h5) or tables of scalar features (.csv).", Arity = ArgumentArity.ZeroOrMore };
        var model = new Option<string>("--model") { Description = "Folder that 'ephystx train' wrote.", HelpName = "DIR", Required = true };
        var target = new Option<string>("--out") { Description = $"Folder to write {TableFile} and {PageFile} into.", HelpName = "DIR", DefaultValueFactory = _ => "predictions" };
        var perFolder = new Option<bool>("--cell-per-folder") { Description = "The ABF files of a folder are one cell, named by the folder." };
        var list = new Option<string?>("--cells") { Description = "List of cells: a CSV file with the columns cell and file; several ABF files may be one cell.", HelpName = "FILE" };
        var dry = new Option<bool>("--dry-run") { Description = "Tables: show what each column is taken as, and write nothing." };
        var map = new Option<string?>("--map") { Description = "Tables: mapping file with lines 'feature = heading [unit]'.", HelpName = "FILE" };
        var least = new Option<double>("--least-probability") { Description = "Smallest probability that is given as a label, 0 to 1.", HelpName = "P", DefaultValueFactory = _ => new PredictionOptions().LeastProbability };
        var workers = CountOption.Create("--workers", "Files at once; without it, one per processor. The results do not depend on it.");
        var command = new Command("predict", "Predict the subclass of recorded cells, or say why not.") { inputs, model, target, perFolder, list, dry, map, least, workers };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new PredictionOptions { LeastProbability = parsed.GetValue(least) };
            if (options.LeastProbability is not (>= 0 and <= 1))
            {
                throw new EphysTxException("--least-probability must lie between 0 and 1.");
            }

            TrainedModel trained = ModelFolder.Load(Path.GetFullPath(parsed.GetRequiredValue(model), host.StartFolder));
            string[] mapping = parsed.GetValue(map) is { Length: > 0 } file ? ReadLines(Path.GetFullPath(file, host.StartFolder)) : [];
            string[] named = parsed.GetValue(inputs) ?? [];
            string? ofList = parsed.GetValue(list) is { Length: > 0 } one ? Path.GetFullPath(one, host.StartFolder) : null;
            if (named.Length == 0 == ofList is null)
            {
                throw new EphysTxException("Name recordings, feature files or tables, or a list of cells with --cells, and not both.");
            }

            IReadOnlyList<string> files = ofList is null ? PredictionRun.Resolve(named, host.StartFolder) : [];
            IReadOnlyList<CellInput> cells = ofList is not null ? CellInput.FromList(ofList) : parsed.GetValue(perFolder) ? CellInput.ByFolder(files) : CellInput.Each(files);
            if (parsed.GetValue(dry))
            {
                return await DryRunAsync(host, trained, [.. cells.SelectMany(cell => cell.Files)], mapping, cancellationToken).ConfigureAwait(false);
            }

            string folder = Path.GetFullPath(parsed.GetRequiredValue(target), host.StartFolder);
            using var output = OutputFolder.Take(folder);
            PredictionBatch batch = await Task.Run(() => PredictionRun.Predict(trained, cells, mapping, options, parsed.GetValue(workers) ?? Environment.ProcessorCount, null, cancellationToken), cancellationToken).ConfigureAwait(false);
            byte[] table = Encoding.UTF8.GetBytes(PredictionCsv.Of(trained, batch)), page = Encoding.UTF8.GetBytes(PredictionPage.Of(trained, batch));
            AtomicFileGroup.Write([(Path.Combine(folder, TableFile), stream => stream.Write(table)), (Path.Combine(folder, PageFile), stream => stream.Write(page))], cancellationToken);
            foreach (FailedFile failed in batch.Failed)
            {
                await host.Error.WriteLineAsync($"ephystx: {failed.Reason}").ConfigureAwait(false);
            }

            int labelled = batch.Predictions.Count(one => one.Label is not null);
            await host.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{labelled} labelled, {batch.Predictions.Count - labelled} abstained, {batch.Failed.Count} files failed")).ConfigureAwait(false);
            await host.Out.WriteLineAsync($"{Path.Combine(folder, PageFile)}").ConfigureAwait(false);
            return batch.Failed.Count == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    private static async Task<int> DryRunAsync(WorkbookHost host, TrainedModel model, IReadOnlyList<string> files, string[] mapping, CancellationToken cancellationToken)
    {
        int code = ExitCode.Success;
        foreach (string file in files)
        {
            if (!file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            {
                await host.Out.WriteLineAsync($"{file}: {(File.Exists(file) ? "features are drawn or read by name; nothing to map" : "is not there")}").ConfigureAwait(false);
                code = File.Exists(file) ? code : ExitCode.Failure;
                continue;
            }

            CsvTable table = await CsvTable.ReadAsync(file, cancellationToken).ConfigureAwait(false);
            ColumnMapping found = ColumnMapping.Of(table, model, mapping);
            await host.Out.WriteLineAsync($"{file}: {table.Rows} cells named by {(found.IdColumn is { } id ? $"'{id}'" : "their row")}").ConfigureAwait(false);
            foreach (MappedColumn column in found.Columns)
            {
                string line = column.Feature is null
                    ? $"  {column.Column}: ignored ({column.Why})"
                    : string.Create(CultureInfo.InvariantCulture, $"  {column.Column}: {column.Feature}, {(column.From.Length == 0 ? "pure number" : column.From)}{(column.Factor is 1 or 0 ? "" : $" × {column.Factor:G6} to {(column.To.Length == 0 ? "pure number" : column.To)}")} ({column.Why})");
                await host.Out.WriteLineAsync(line).ConfigureAwait(false);
            }

            string[] absent = [.. model.Features.Select(feature => feature.Name).Where(name => found.Columns.All(column => column.Feature != name))];
            await host.Out.WriteLineAsync(absent.Length == 0 ? "  every feature has a column" : $"  missing for every cell: {string.Join(", ", absent)}").ConfigureAwait(false);
            foreach (string problem in found.Problems)
            {
                await host.Error.WriteLineAsync($"ephystx: {file}: {problem}.").ConfigureAwait(false);
                code = ExitCode.Failure;
            }
        }

        return code;
    }

    private static string[] ReadLines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The mapping file {path} cannot be read ({error.Message.TrimEnd('.')}); check the path and that you may read it.", error);
        }
    }
}
