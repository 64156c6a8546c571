using EphysTx.Numerics;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Allen;

/// <summary>
/// Puts the human cohorts together from the feature table and two versions of the metadata, in the order of the feature table. The second version
/// adds the recording session; where both versions have a column they must agree.
/// </summary>
internal static class HumanAssembly
{
    private static readonly string[] ColumnsThatMustAgree = ["Donor", "Revised_subclass_label", "subclass_label", "condition"];

    /// <summary>The cohort of the shared features and the one of all usable features.</summary>
    public static (Cohort Shared, Cohort Full) Assemble(string name, CsvTable metadata, CsvTable metadata2, CsvTable features, AllenScalarsOptions options)
    {
        string[] specimens = features.Ids("specimen_id");
        Dictionary<string, int> featureRows = CsvIndex.Build(features, specimens);
        string[] ids = metadata.Ids("specimen_id");
        Dictionary<string, int> metadataRows = CsvIndex.Build(metadata, ids, acceptRepeatedRows: true);
        Dictionary<string, int> metadata2Rows = CsvIndex.Build(metadata2, metadata2.Ids("specimen_id_x"), acceptRepeatedRows: true);
        ThrowOnDisagreement(metadata, metadataRows, metadata2, metadata2Rows);
        if (specimens.FirstOrDefault(specimen => !metadataRows.ContainsKey(specimen)) is { } foreign)
        {
            throw features.Error(featureRows[foreign], $"the specimen {foreign} is not in {metadata.Path}; the two files are of different releases");
        }

        string[] labels = metadata.Texts("Revised_subclass_label");
        var subclasses = new string?[labels.Length];
        var labelFunnel = new List<int>();
        foreach (int row in metadataRows.Values.Order())
        {
            subclasses[row] = labels[row].Length == 0 ? null : PublishedLabels.OfHuman(labels[row].Trim())
                ?? throw metadata.Error(row, $"the label '{labels[row]}' in column 'Revised_subclass_label' is none of {PublishedLabels.KnownHuman}; is this the right file");
            labelFunnel.Add(row);
        }

        FunnelBuilder Funnel()
        {
            var funnel = new FunnelBuilder(files: 3, metadataRows.Count);
            foreach (int _ in labelFunnel.Where(row => subclasses[row] is null))
            {
                funnel.Drop("no label", "");
            }

            funnel.EndStep("cells with a subclass label");
            foreach (int row in labelFunnel.Where(row => subclasses[row] is not null && !featureRows.ContainsKey(ids[row])))
            {
                funnel.Drop($"not in {Path.GetFileName(features.Path)}", subclasses[row]!);
            }

            funnel.EndStep("cells with features");
            return funnel;
        }

        int[] used = [.. Enumerable.Range(0, specimens.Length).Where(row => subclasses[metadataRows[specimens[row]]] is not null)];
        CohortCell[] cells = Cells(used, specimens, subclasses, metadata, metadataRows, metadata2, metadata2Rows);
        FeatureDefinition[] full = [.. ScalarFeatures.Human];
        Matrix shared = Values(features, ScalarFeatures.Shared, used);
        Matrix all = Values(features, full, used);
        int[] usable = [.. Enumerable.Range(0, full.Length).Where(column => MissingPart(all, column) <= options.MaximumMissing)];
        return (
            CohortAssembly.Finish(name, Species.Human, cells, ScalarFeatures.Shared, shared, MissingRules.Human, Funnel(), options),
            CohortAssembly.Finish($"{name}-full", Species.Human, cells, [.. usable.Select(column => full[column])], all.SelectColumns(usable), MissingRules.Human, Funnel(), options));
    }

    private static CohortCell[] Cells(
        int[] used, string[] specimens, string?[] subclasses, CsvTable metadata, Dictionary<string, int> rows, CsvTable metadata2, Dictionary<string, int> rows2)
    {
        string[] donors = metadata.Texts("Donor");
        string[] sessions = metadata2.Ids("nwb_id");
        (string Name, string[] Values)[] annotations =
        [
            ("ttype", metadata.Texts("Transcriptomic_type")),
            ("revised_subclass_label", metadata.Texts("Revised_subclass_label")),
            ("original_subclass_label", metadata.Texts("subclass_label")),
            ("condition", metadata.Texts("condition")),
            ("structure", metadata.Texts("structure")),
            ("cortical_layer", metadata.Texts("Cortical_layer")),
        ];
        return Array.ConvertAll(used, featureRow =>
        {
            string id = specimens[featureRow];
            int row = rows[id];
            Dictionary<string, string> texts = annotations.ToDictionary(annotation => annotation.Name, annotation => annotation.Values[row]);
            texts["dandi_session_id"] = sessions[rows2[id]];
            return new CohortCell(id, subclasses[row]!, donors[row], texts);
        });
    }

    private static Matrix Values(CsvTable table, IReadOnlyList<FeatureDefinition> features, int[] rows)
    {
        var values = new Matrix(rows.Length, features.Count);
        for (int column = 0; column < features.Count; column++)
        {
            double[] all = table.Numbers(features[column].Name);
            for (int row = 0; row < rows.Length; row++)
            {
                values[row, column] = all[rows[row]];
            }
        }

        return values;
    }

    private static double MissingPart(Matrix values, int column) =>
        values.Rows == 0 ? 0 : values.Column(column).Count(double.IsNaN) / (double)values.Rows;

    private static void ThrowOnDisagreement(CsvTable first, Dictionary<string, int> firstRows, CsvTable second, Dictionary<string, int> secondRows)
    {
        foreach ((CsvTable table, Dictionary<string, int> rows, CsvTable other, Dictionary<string, int> otherRows) in new[] { (first, firstRows, second, secondRows), (second, secondRows, first, firstRows) })
        {
            if (rows.Keys.FirstOrDefault(id => !otherRows.ContainsKey(id)) is { } lonely)
            {
                throw table.Error(rows[lonely], $"the specimen {lonely} is not in {other.Path}; the two files are of different releases");
            }
        }

        foreach (string column in ColumnsThatMustAgree)
        {
            string[] texts = first.Texts(column);
            string[] otherTexts = second.Texts(column);
            foreach ((string id, int row) in firstRows)
            {
                if (texts[row] != otherTexts[secondRows[id]])
                {
                    throw first.Error(row, $"{column} of specimen {id} is '{texts[row]}', but '{otherTexts[secondRows[id]]}' in {second.Path}, line {second.LineOf(secondRows[id])}; the two files are of different releases");
                }
            }
        }
    }
}
