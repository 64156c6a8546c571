using EphysTx.Numerics;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Allen;

/// <summary>Puts the mouse cohort together from its metadata and two feature tables, in the order of the metadata.</summary>
internal static class MouseAssembly
{
    public static Cohort Assemble(string name, CsvTable metadata, CsvTable s, CsvTable d, AllenScalarsOptions options)
    {
        string[] ids = metadata.Ids("cell_specimen_id");
        string[] sessions = metadata.Ids("ephys_session_id");
        string[] donors = metadata.Ids("donor_id");
        string[] tTypes = metadata.Texts("T-type Label");
        string[] metTypes = metadata.Texts("MET-type Label");
        string[] structures = metadata.Texts("structure");
        string[] dendrites = metadata.Texts("dendrite_type");
        Dictionary<string, int> metadataRows = CsvIndex.Build(metadata, ids, acceptRepeatedRows: true);
        ThrowOnSharedSession(metadata, sessions, metadataRows);
        Dictionary<string, int> sRows = SessionIndex.Build(s, "ID", metadata, sessions);
        Dictionary<string, int> dRows = SessionIndex.Build(d, "filename", metadata, sessions);

        var funnel = new FunnelBuilder(files: 3, metadataRows.Count);
        var labelled = new List<(int Row, string Subclass)>();
        foreach (int row in metadataRows.Values.Order())
        {
            if (SubclassOf(metadata, tTypes[row], row, funnel) is { } subclass)
            {
                labelled.Add((row, subclass));
            }
        }

        funnel.EndStep("cells with a subclass label");
        var used = new List<(int Row, string Subclass)>();
        foreach ((int row, string subclass) in labelled)
        {
            bool inS = sRows.ContainsKey(sessions[row]);
            bool inD = dRows.ContainsKey(sessions[row]);
            if (inS && inD)
            {
                used.Add((row, subclass));
            }
            else
            {
                funnel.Drop($"not in {Path.GetFileName(inS ? d.Path : s.Path)}", subclass);
            }
        }

        funnel.EndStep("cells with features");
        CohortCell[] cells = [.. used.Select(cell => new CohortCell(ids[cell.Row], cell.Subclass, donors[cell.Row], new Dictionary<string, string>
        {
            ["ttype"] = tTypes[cell.Row],
            ["met_type"] = metTypes[cell.Row],
            ["structure"] = structures[cell.Row],
            ["dendrite_type"] = dendrites[cell.Row],
            ["ephys_session_id"] = sessions[cell.Row],
        }))];
        string[] cellSessions = [.. used.Select(cell => sessions[cell.Row])];
        Matrix values = Compute(s, [.. cellSessions.Select(session => sRows[session])], d, [.. cellSessions.Select(session => dRows[session])]);
        return CohortAssembly.Finish(name, Species.Mouse, cells, ScalarFeatures.Shared, values, MissingRules.Mouse, funnel, options);
    }

    private static string? SubclassOf(CsvTable metadata, string tType, int row, FunnelBuilder funnel)
    {
        if (tType.Length == 0)
        {
            funnel.Drop("no label", "");
            return null;
        }

        string? subclass = PublishedLabels.OfMouse(tType.Trim(), out string firstWord, out bool isKnown);
        if (!isKnown)
        {
            throw metadata.Error(row, $"the label '{tType}' begins with '{firstWord}', which is none of {PublishedLabels.KnownMouse}; is this the right file");
        }

        if (subclass is null)
        {
            funnel.Drop("not one of the five subclasses", firstWord);
        }

        return subclass;
    }

    private static Matrix Compute(CsvTable s, int[] sRows, CsvTable d, int[] dRows)
    {
        var values = new Matrix(sRows.Length, ScalarFeatures.Shared.Count);
        Func<string, double[]> fromS = Columns(s, sRows);
        Func<string, double[]> fromD = Columns(d, dRows);
        for (int column = 0; column < values.Columns; column++)
        {
            double[] feature = MouseFormulas.ByFeature[ScalarFeatures.Shared[column].Name](fromS, fromD);
            for (int row = 0; row < feature.Length; row++)
            {
                values[row, column] = feature[row];
            }
        }

        return values;
    }

    private static Func<string, double[]> Columns(CsvTable table, int[] rows)
    {
        var aligned = new Dictionary<string, double[]>();
        return name =>
        {
            if (!aligned.TryGetValue(name, out double[]? values))
            {
                double[] all = table.Numbers(name);
                aligned[name] = values = Array.ConvertAll(rows, row => all[row]);
            }

            return values;
        };
    }

    private static void ThrowOnSharedSession(CsvTable metadata, string[] sessions, Dictionary<string, int> metadataRows)
    {
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (int row in metadataRows.Values.Order())
        {
            if (sessions[row].Length > 0 && !first.TryAdd(sessions[row], row))
            {
                throw metadata.Error(row, $"the session {sessions[row]} stands already in line {metadata.LineOf(first[sessions[row]])}, for another cell");
            }
        }
    }
}
