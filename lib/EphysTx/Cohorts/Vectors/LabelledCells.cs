using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Sources;
using EphysTx.Features.Files;

namespace EphysTx.Cohorts.Vectors;

/// <summary>Mouse and human cells of a feature file with the best labels that there are for both.</summary>
internal sealed record LabelledCells(Cohort Mouse, Cohort Human, string Meaning)
{
    /// <summary>Labels from tables beside the feature files. Of the columns that may hold the class, the first is taken that gives both species at least two classes.</summary>
    public static async Task<LabelledCells> FromTablesAsync(FeatureFile file, string[] tables, AllenVectorsOptions options, CancellationToken cancellationToken)
    {
        var opened = new List<LabelTable>();
        foreach (string path in tables)
        {
            opened.Add(await LabelTable.OpenAsync(path, cancellationToken).ConfigureAwait(false));
        }

        string[] candidates = options.LabelColumn is { } named ? [named] : [.. LabelTable.LabelNames.Where(name => opened.TrueForAll(table => table.Header.Contains(name)))];
        if (candidates.Length == 0 || !opened.TrueForAll(table => table.Header.Contains(candidates[0])))
        {
            string wanted = options.LabelColumn is { } column ? $"'{column}', which {AllenVectorsOptions.LabelVariable} names" : $"of labels ({string.Join(", ", LabelTable.LabelNames)})";
            throw new EphysTxException($"{string.Join(", ", tables.Select(Path.GetFileName))}: there is no column {wanted}; the columns are {string.Join(", ", opened[0].Header)}.");
        }

        string why = "";
        foreach (string candidate in candidates)
        {
            var mouse = new List<CohortCell>();
            var human = new List<CohortCell>();
            foreach (LabelTable table in opened)
            {
                mouse.AddRange((await CellLabels.ReadAsync(table.Path, Species.Mouse, table.Columns(candidate), cancellationToken).ConfigureAwait(false)).Cells);
                human.AddRange((await CellLabels.ReadAsync(table.Path, Species.Human, table.Columns(candidate), cancellationToken).ConfigureAwait(false)).Cells);
            }

            if (TryMake(file, mouse, human, options, LabelTable.Meaning(candidate), out why) is { } made)
            {
                return made;
            }
        }

        throw new EphysTxException($"{file.Name}: by {string.Join(", ", candidates.Select(name => $"'{name}'"))} of {string.Join(", ", tables.Select(Path.GetFileName))}, {why}; name another column with {AllenVectorsOptions.LabelVariable}, or add cells.");
    }

    /// <summary>Labels from the published Patch-seq tables, found by the recording session in the cells' names.</summary>
    public static async Task<LabelledCells> FromPublishedAsync(FeatureFile file, DataFolder folder, SourceList? sources, AllenVectorsOptions options, CancellationToken cancellationToken)
    {
        CohortSet published;
        try
        {
            published = await AllenScalars.LoadAsync(folder, sources, null, cancellationToken).ConfigureAwait(false);
        }
        catch (EphysTxException error)
        {
            throw new EphysTxException(
                $"{file.Name} has no table of labels beside it ({Path.ChangeExtension(file.Name, ".csv")} with the columns id, species, subclass), and the published ones cannot be used: {error.Message}", error);
        }

        return TryMake(
            file, BySession(published.Mouse, "ephys_session_id"), BySession(published.Human, "dandi_session_id"), options, "transcriptomic subclass", out string why)
            ?? throw new EphysTxException($"{file.Name}: by the recording sessions of the published Patch-seq tables, {why}; put a table of labels beside the file ({Path.ChangeExtension(file.Name, ".csv")} with the columns id, species, subclass).");

        // A session with several cells cannot tell which of them was meant.
        static List<CohortCell> BySession(Cohort cohort, string annotation) =>
            [.. cohort.Cells.Where(cell => cell.Annotation(annotation).Length > 0).GroupBy(cell => cell.Annotation(annotation)).Where(group => group.Count() == 1)
                .Select(group => group.First() with { Id = group.Key })];
    }

    private static LabelledCells? TryMake(FeatureFile file, List<CohortCell> mouse, List<CohortCell> human, AllenVectorsOptions options, string meaning, out string why)
    {
        Cohort? first = Make(file, Species.Mouse, mouse, options, out string noMouse);
        Cohort? second = Make(file, Species.Human, human, options, out string noHuman);
        why = noMouse.Length > 0 ? noMouse : noHuman;
        return first is null || second is null ? null : new LabelledCells(first, second, meaning);
    }

    private static Cohort? Make(FeatureFile file, Species species, List<CohortCell> labelled, AllenVectorsOptions options, out string why)
    {
        string name = $"{AllenVectors.Name} {species.ToString().ToLowerInvariant()}";
        var labels = new CellLabels(labelled.Select(cell => cell with { Subclass = PublishedLabels.Harmonised(cell.Subclass) }));
        Cohort? all = file.Cells.Any(cell => labels.Find(cell) is not null) ? VectorCohort.Make(file, name, species, labels) : null;
        string[] kept = all is null ? [] : [.. all.Classes.Where((_, label) => all.Labels.Count(one => one == label) >= options.LeastCells)];
        why = kept.Length >= 2 ? "" : $"there are not two {species.ToString().ToLowerInvariant()} classes of at least {options.LeastCells} cells (the notebooks compare classes in both species)";
        return kept.Length >= 2 ? DropRare(all!, kept, options.LeastCells) : null;
    }

    private static Cohort DropRare(Cohort cohort, string[] classes, int least)
    {
        Cohort kept = cohort.Where(cell => classes.Contains(cell.Subclass), cohort.Name);
        FunnelDrop[] drops = [.. cohort.Cells.Where(cell => !classes.Contains(cell.Subclass)).GroupBy(cell => cell.Subclass)
            .Select(group => new FunnelDrop($"class with fewer than {least} cells", group.Key, group.Count()))];
        return kept.WithFunnel(new Funnel([.. cohort.Funnel.Steps, new FunnelStep("cells used", kept.Cells.Count, drops)]));
    }
}
