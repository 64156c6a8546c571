using System.Text.RegularExpressions;
using EphysTx.Features.Extraction;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Vectors;

/// <summary>Which columns of a table say what about a cell.</summary>
public sealed record LabelColumns
{
    /// <summary>Column of the identifier: the cell's, or the session number that its file name carries as <c>ses-…</c>.</summary>
    public string Id { get; init; } = "specimen__id";

    /// <summary>Column of the label.</summary>
    public string Label { get; init; } = "subclass";

    /// <summary>Column of the donor; null where there is none, each cell then counting as a donor of its own.</summary>
    public string? Donor { get; init; }

    /// <summary>Column of specimen names as the Allen Institute gives them, which tell the donor where <see cref="Donor"/> is null; null where there is none.</summary>
    public string? SpecimenName { get; init; }

    /// <summary>Column of the species, of which one is taken; null where the table has one species.</summary>
    public string? Species { get; init; }
}

/// <summary>Labels of cells from a table, to be joined with their features.</summary>
public sealed partial class CellLabels
{
    private const string Session = "ses-";
    private static readonly string[] MouseNames = ["mus musculus", "house mouse", "mouse"];
    private static readonly string[] HumanNames = ["homo sapiens", "human"];

    private readonly Dictionary<string, CohortCell> _cells = new(StringComparer.Ordinal);

    /// <summary>The labelled cells.</summary>
    public IReadOnlyCollection<CohortCell> Cells => _cells.Values;

    /// <summary>Takes labelled cells; identifiers are unique.</summary>
    public CellLabels(IEnumerable<CohortCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        foreach (CohortCell cell in cells)
        {
            if (!_cells.TryAdd(cell.Id, cell))
            {
                throw new EphysTxException($"The cell '{cell.Id}' is labelled twice; keep one of its rows.");
            }
        }
    }

    /// <summary>Reads a table. Cells of the other species and cells with a blank label are left out; every further column becomes an annotation.</summary>
    /// <exception cref="EphysTxException">The table cannot be read, lacks a column, or names a cell twice or a species that is neither mouse nor human.</exception>
    public static async Task<CellLabels> ReadAsync(string path, Species species, LabelColumns columns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        CsvTable table = await CsvTable.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        string[] ids = table.Ids(columns.Id);
        string[] labels = table.Texts(columns.Label);
        string[]? donors = columns.Donor is not null ? table.Texts(columns.Donor)
            : columns.SpecimenName is not null ? Array.ConvertAll(table.Texts(columns.SpecimenName), DonorOf)
            : null;
        string[]? speciesNames = columns.Species is null ? null : table.Texts(columns.Species);
        (string Name, string[] Values)[] annotations = [.. table.Header.Where(name => name.Length > 0).Select(name => (name, table.Texts(name)))];
        return new CellLabels(Enumerable.Range(0, table.Rows)
            .Where(row => labels[row].Length > 0 && (speciesNames is null || SpeciesOf(speciesNames[row], row) == species))
            .Select(row => new CohortCell(
                ids[row], labels[row], donors?[row] is { Length: > 0 } donor ? donor : ids[row],
                annotations.ToDictionary(column => column.Name, column => column.Values[row], StringComparer.Ordinal)))
            .ToList());

        Species SpeciesOf(string name, int row) => MouseNames.Contains(name, StringComparer.OrdinalIgnoreCase) ? Species.Mouse
            : HumanNames.Contains(name, StringComparer.OrdinalIgnoreCase) ? Species.Human
            : throw table.Error(row, $"the species '{name}' is neither mouse nor human");
    }

    /// <summary>What is known of a cell, under the cell's own identifier; null when nothing is. Identifier and session number are looked up.</summary>
    public CohortCell? Find(ExtractedCell cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        return _cells.TryGetValue(cell.Id, out CohortCell? found) || (SessionOf(cell.Id) is { } session && _cells.TryGetValue(session, out found))
            ? found with { Id = cell.Id }
            : null;
    }

    /// <summary>
    /// The donor in an Allen specimen name: in mouse what stands before the slice number (<c>Pvalb-IRES-Cre;Ai14-197330</c> of <c>….06.01.01</c>), in human the first three numbers
    /// (<c>H16.03.001</c>). The name itself where it has another form.
    /// </summary>
    public static string DonorOf(string specimenName)
    {
        ArgumentNullException.ThrowIfNull(specimenName);
        Match found = AllenSpecimen().Match(specimenName);
        return found.Success ? found.Groups["donor"].Value : specimenName;
    }

    /// <summary>The session number in the name of a DANDI file (<c>sub-…_ses-NUMBER_…</c>); null when there is none.</summary>
    public static string? SessionOf(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        int at = id.IndexOf(Session, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        string rest = id[(at + Session.Length)..];
        int end = rest.IndexOfAny(['_', '.', '/']);
        return end < 0 ? rest : rest[..end];
    }

    [GeneratedRegex(@"^(?<donor>H\d+\.\d+\.\d+|.*-\d+)\.\d[\d.]*$")]
    private static partial Regex AllenSpecimen();
}
