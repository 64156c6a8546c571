using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Features.Files;
using EphysTx.Recordings;
using EphysTx.Storage;

namespace EphysTx.Prediction;

/// <summary>Cells from tables and feature files.</summary>
public static class TableCells
{
    /// <summary>The cells of a table under a mapping.</summary>
    /// <exception cref="EphysTxException">The mapping has open problems, or a value is no number.</exception>
    public static IReadOnlyList<CellFeatures> Of(CsvTable table, ColumnMapping mapping, TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(model);
        MappedColumn[] used = [.. mapping.Columns.Where(column => column.Feature is not null)];
        if (mapping.Problems.Count > 0)
        {
            throw new EphysTxException($"{table.Path} cannot be used as it is: {string.Join("; ", mapping.Problems)}. --dry-run shows all columns.");
        }

        if (used.Length == 0)
        {
            throw new EphysTxException($"{table.Path} has no column that is known as a feature of the model; name them in a mapping file (feature = heading [unit]), --dry-run shows all columns.");
        }

        double[][] values = Array.ConvertAll(used, column => table.Numbers(column.Column));
        string[] ids = mapping.IdColumn is { } id ? table.Texts(id) : [.. Enumerable.Range(1, table.Rows).Select(row => $"row {row}")];
        string source = Path.GetFileName(table.Path);
        return [.. Enumerable.Range(0, table.Rows).Select(row => CellFeatures.Of(
            ids[row].Trim(),
            source,
            model.Features,
            [.. used.Select((column, i) => new ScalarValue(column.Feature!, values[i][row] * column.Factor, double.IsNaN(values[i][row]) ? new Failure(FailureReason.NotReported, null, "blank in the table") : null))],
            null,
            "no such column in the table"))];
    }

    /// <summary>The cells of a feature file.</summary>
    /// <exception cref="EphysTxException">The file is none, or holds no scalar features.</exception>
    public static IReadOnlyList<CellFeatures> OfFeatureFile(string path, TrainedModel model, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        FeatureFile file = FeatureFile.Read(path, cancellationToken);
        string source = Path.GetFileName(path);
        if (FamilyBlocks.AreIn(model.Features))
        {
            return [.. file.Cells.Select(cell => FamilyBlocks.CellOf(cell, source, model.Features))];
        }

        if (file.Scalars.Count == 0 && file.Cells.Count > 0)
        {
            throw new EphysTxException($"{source} holds feature families alone, and this model takes scalar features; draw both from the recordings (ephystx extract RECORDINGS --out {source}), or train a model on families (ephystx train --cohort allen-vectors)");
        }

        return [.. file.Cells.Select((ExtractedCell cell) => CellFeatures.Of(cell.Id, source, model.Features, cell.Scalars, null, "not in the feature file"))];
    }
}
