using EphysTx.Storage;

namespace EphysTx.Cohorts.Vectors;

/// <summary>A table of labels beside a feature file, and what its columns are called. The names are those of the Allen tables and of ours.</summary>
internal sealed record LabelTable(string Path, IReadOnlyList<string> Header)
{
    private static readonly string[] IdNames = ["specimen__id", "specimen_id", "cell_id", "ephys_session_id", "session_id", "id"];
    private static readonly string[] DonorNames = ["donor__id", "donor_id", "Donor", "donor"];
    private static readonly string[] SpeciesNames = ["donor__species", "species"];

    /// <summary>Columns that may hold the class, the best first; the last one is in every Cell Types table, for both species.</summary>
    public static IReadOnlyList<string> LabelNames { get; } = ["subclass", "Revised_subclass_label", "subclass_label", "label", "cre_label", "tag__dendrite_type", "dendrite_type"];

    /// <summary>What a column's classes are, in words.</summary>
    public static string Meaning(string column) => column switch
    {
        "subclass" or "Revised_subclass_label" or "subclass_label" => "transcriptomic subclass",
        "cre_label" => "Cre driver line that marked the cell (not its transcriptome)",
        "tag__dendrite_type" or "dendrite_type" => "dendrite type (aspiny: mostly interneurons; spiny: mostly pyramidal cells); no transcriptomic subclass is known for these cells",
        _ => $"column '{column}' of the table of labels",
    };

    public static async Task<LabelTable> OpenAsync(string path, CancellationToken cancellationToken)
    {
        CsvTable table = await CsvTable.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return new LabelTable(path, table.Header);
    }

    /// <summary>The columns to read labels with.</summary>
    /// <exception cref="EphysTxException">There is no column of identifiers or of species.</exception>
    public LabelColumns Columns(string label) => new()
    {
        Id = Find(IdNames, "the cells' identifiers"),
        Label = label,
        Species = Find(SpeciesNames, "the species (Mus musculus or Homo sapiens)"),
        Donor = DonorNames.FirstOrDefault(Header.Contains),
        SpecimenName = Header.Contains("specimen__name") ? "specimen__name" : null,
    };

    private string Find(string[] names, string what) => names.FirstOrDefault(Header.Contains)
        ?? throw new EphysTxException($"{Path} has no column with {what}; name one of its columns {string.Join(" or ", names)}.");
}
