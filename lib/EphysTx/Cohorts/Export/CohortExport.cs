using System.Globalization;
using CsvHelper;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Export;

/// <summary>Writes the cohorts of a set as plain tables, one row a cell.</summary>
public static class CohortExport
{
    /// <summary>Name of the mouse table.</summary>
    public const string MouseFile = "mouse.csv";

    /// <summary>Name of the human table.</summary>
    public const string HumanFile = "human.csv";

    private const string Id = "cell_id";
    private const string SubclassColumn = "subclass";
    private const string Donor = "donor_id";

    private static readonly string[] MouseColumns = [Id, SubclassColumn, "ttype", "met_type", Donor, "structure", "dendrite_type", "ephys_session_id"];
    private static readonly string[] HumanColumns =
        [Id, SubclassColumn, "ttype", "revised_subclass_label", "original_subclass_label", Donor, "condition", "structure", "cortical_layer", "dandi_session_id"];

    /// <summary>
    /// Writes <c>mouse.csv</c> and <c>human.csv</c> into a folder: identity columns, then one column a feature; shortest numbers that read back
    /// to the same bits, in the invariant culture; blank where missing; UTF-8, LF. Both appear complete, or neither.
    /// </summary>
    /// <returns>The paths of the two files.</returns>
    /// <exception cref="EphysTxException">The folder cannot be written; nothing has changed.</exception>
    public static IReadOnlyList<string> Write(CohortSet cohorts, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cohorts);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        string mouse = Path.Combine(folder, MouseFile);
        string human = Path.Combine(folder, HumanFile);
        AtomicFileGroup.Write(
            [
                (mouse, stream => WriteTable(cohorts.Mouse, MouseColumns, stream, cancellationToken)),
                (human, stream => WriteTable(cohorts.Human, HumanColumns, stream, cancellationToken)),
            ],
            cancellationToken);
        return [mouse, human];
    }

    private static void WriteTable(Cohort cohort, string[] columns, Stream stream, CancellationToken cancellationToken)
    {
        using var text = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        using var csv = new CsvWriter(text, new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n", Delimiter = "," }, leaveOpen: true);
        foreach (string name in columns.Concat(cohort.Features.Select(feature => feature.Name)))
        {
            csv.WriteField(name);
        }

        csv.NextRecord();
        for (int row = 0; row < cohort.Cells.Count; row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            CohortCell cell = cohort.Cells[row];
            foreach (string column in columns)
            {
                csv.WriteField(column switch
                {
                    Id => cell.Id,
                    SubclassColumn => cell.Subclass,
                    Donor => cell.DonorId,
                    _ => cell.Annotation(column),
                });
            }

            foreach (double value in cohort.Values.Row(row))
            {
                csv.WriteField(double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture));
            }

            csv.NextRecord();
        }
    }
}
