using System.Text.Json;
using EphysTx.Features.Extraction;
using EphysTx.Features.Families;
using EphysTx.Features.Files;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Vectors;

/// <summary>
/// The array that the paper's networks are trained on: cells × 12 families × width of the widest, each family zero-padded on its right. Source:
/// PROTOCOL, "Representation".
/// </summary>
public static class SequenceExport
{
    /// <summary>Name of the array.</summary>
    public const string ArrayFile = "X_seq.npy";

    /// <summary>Name of what belongs to its rows.</summary>
    public const string LabelsFile = "labels.json";

    /// <summary>
    /// Writes <c>X_seq.npy</c> and <c>labels.json</c> into a folder, both or none. A missing family, and a missing value within one, is zero in the array, as in the paper; the JSON has
    /// the mask (<c>missing</c>, cells × families) and the true lengths (<c>widths</c>), with <c>families</c>, <c>ids</c>, <c>files</c> and <c>labels</c> (null where none is known).
    /// </summary>
    /// <param name="file">The features.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="labelOf">Label of a cell, or null.</param>
    /// <param name="isSingle">Whether numbers are stored in 4 bytes, as the networks take them, instead of 8.</param>
    /// <param name="cancellationToken">Stops between cells; nothing has changed then.</param>
    /// <exception cref="EphysTxException">The folder cannot be written.</exception>
    public static IReadOnlyList<string> Write(FeatureFile file, string folder, Func<ExtractedCell, string?>? labelOf = null, bool isSingle = true, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        int width = FamilyNames.All.Max(family => file.Family(family).Columns);
        int[] shape = [file.Cells.Count, FamilyNames.All.Count, width];
        string array = Path.Combine(folder, ArrayFile);
        string labels = Path.Combine(folder, LabelsFile);
        AtomicFileGroup.Write(
            [
                (array, stream => NpyFile.Write(stream, shape, isSingle, (row, values) => Fill(file, row, width, values), cancellationToken)),
                (labels, stream => WriteLabels(stream, file, labelOf)),
            ],
            cancellationToken);
        return [array, labels];
    }

    private static void Fill(FeatureFile file, int row, int width, Span<double> values)
    {
        for (int k = 0; k < FamilyNames.All.Count; k++)
        {
            double[] family = file.Vector(row, FamilyNames.All[k])?.Values ?? [];
            for (int i = 0; i < family.Length; i++)
            {
                values[(k * width) + i] = double.IsNaN(family[i]) ? 0 : family[i];
            }
        }
    }

    private static void WriteLabels(Stream stream, FeatureFile file, Func<ExtractedCell, string?>? labelOf)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("preset", file.Preset);
        Write("families", FamilyNames.All, json.WriteStringValue);
        Write("ids", file.Cells, cell => json.WriteStringValue(cell.Id));
        Write("files", file.Cells, cell => json.WriteStringValue(cell.File));
        Write("labels", file.Cells, cell => json.WriteStringValue(labelOf?.Invoke(cell)));
        WriteTable("missing", vector => vector?.Values is null ? 1 : 0);
        WriteTable("widths", vector => vector?.Values?.Length ?? 0);
        json.WriteEndObject();

        void Write<T>(string name, IEnumerable<T> items, Action<T> write)
        {
            json.WriteStartArray(name);
            foreach (T item in items)
            {
                write(item);
            }

            json.WriteEndArray();
        }

        void WriteTable(string name, Func<Features.FamilyVector?, int> number) => Write(name, Enumerable.Range(0, file.Cells.Count), row =>
        {
            json.WriteStartArray();
            foreach (string family in FamilyNames.All)
            {
                json.WriteNumberValue(number(file.Vector(row, family)));
            }

            json.WriteEndArray();
        });
    }
}
