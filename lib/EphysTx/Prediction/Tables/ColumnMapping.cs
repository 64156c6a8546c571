using EphysTx.Cohorts;
using EphysTx.Storage;

namespace EphysTx.Prediction;

/// <summary>What becomes of a column of a table.</summary>
/// <param name="Column">Its heading.</param>
/// <param name="Feature">The feature that it is taken as; null when it is not used.</param>
/// <param name="From">Its unit.</param>
/// <param name="To">Unit of the feature.</param>
/// <param name="Factor">What its values are multiplied with.</param>
/// <param name="Why">By which rule, or why not.</param>
/// <param name="Problem">What must be settled before a prediction; null for nothing.</param>
public sealed record MappedColumn(string Column, string? Feature, string From, string To, double Factor, string Why, string? Problem = null);

/// <summary>
/// Which columns of a table are which features, in which unit. A heading is a feature's own name, an alias of the register, or named in a mapping file; nothing else is taken. A unit that is
/// neither written in the heading nor documented by the tool must be stated, and values far from those of the training cells must be confirmed by the mapping file.
/// </summary>
/// <param name="IdColumn">Column of the cells' names; null when rows are numbered.</param>
/// <param name="Columns">All other columns in order.</param>
public sealed record ColumnMapping(string? IdColumn, IReadOnlyList<MappedColumn> Columns)
{
    private static readonly string[] IdNames = ["cellid", "id", "cell", "cellname", "specimenid", "name", "file", "filename", "recording"];

    /// <summary>Problems that must be settled before a prediction.</summary>
    public IReadOnlyList<string> Problems => [.. Columns.Where(column => column.Problem is not null).Select(column => column.Problem!)];

    /// <summary>Finds the mapping of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="model">The model whose features are sought.</param>
    /// <param name="file">Lines of a mapping file (<c>feature = heading [unit]</c>, <c>#</c> begins a comment); empty for none.</param>
    /// <exception cref="EphysTxException">A line of the file names no feature, column or unit.</exception>
    public static ColumnMapping Of(CsvTable table, TrainedModel model, IReadOnlyList<string> file)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(file);
        Dictionary<string, MappedColumn> named = MappingFile.Read(file, table, model.Features);
        string? id = table.Header.FirstOrDefault(heading => IdNames.Contains(ColumnAliases.Normalize(heading)) && !named.ContainsKey(heading));
        var columns = new List<MappedColumn>();
        foreach (string heading in table.Header.Where(heading => heading != id))
        {
            MappedColumn column = named.GetValueOrDefault(heading) ?? Find(heading, model.Features);
            bool isSettled = named.Values.Any(one => one.Feature is not null && one.Feature == column.Feature && one.Column != heading);
            columns.Add(isSettled ? column with { Feature = null, Problem = null, Why = $"the mapping file takes another column for {column.Feature}" } : column);
        }

        return new ColumnMapping(id, [.. columns.Select(column => Checked(column, columns, table, model, isNamed: named.ContainsKey(column.Column)))]);
    }

    private static MappedColumn Find(string heading, IReadOnlyList<FeatureDefinition> features)
    {
        (string name, string? unit) = MeasureUnit.Split(heading);
        FeatureDefinition? own = features.FirstOrDefault(feature => feature.Name == heading) ?? features.FirstOrDefault(feature => ColumnAliases.Normalize(feature.Name) == ColumnAliases.Normalize(name));
        if (own is not null)
        {
            bool isBare = own.Name == heading || unit is null;
            return InUnit(heading, own, isBare ? own.Unit : unit!, isBare ? "name and unit of the feature" : "name of the feature, unit of the heading");
        }

        ColumnAlias? alias = ColumnAliases.All.FirstOrDefault(one => one.Name == heading)
            ?? ColumnAliases.All.FirstOrDefault(one => ColumnAliases.Normalize(one.Name) == ColumnAliases.Normalize(name));
        FeatureDefinition? meant = features.FirstOrDefault(feature => feature.Name == alias?.Feature);
        if (alias is null || meant is null)
        {
            return new MappedColumn(heading, null, "", "", 0, alias is null ? "not known" : $"the model does not use {alias.Feature}");
        }

        string why = $"{alias.Tool}{(alias.Note.Length > 0 ? $", {alias.Note}" : "")}";
        string? stated = unit ?? alias.Unit ?? (meant.Unit.Length == 0 ? "" : null);
        return stated is null
            ? new MappedColumn(heading, meant.Name, "?", meant.Unit, 0, why, $"the column '{heading}' is {meant.Name}, but its unit is not stated; write it into the heading, as in '{heading} ({meant.Unit})', or into a mapping file")
            : InUnit(heading, meant, stated, why);
    }

    internal static MappedColumn InUnit(string heading, FeatureDefinition feature, string unit, string why) => MeasureUnit.Factor(unit, feature.Unit) is double factor
        ? new MappedColumn(heading, feature.Name, unit, feature.Unit, factor, why)
        : new MappedColumn(heading, feature.Name, unit, feature.Unit, 0, why, $"the column '{heading}' is in '{unit}', which does not turn into the {(feature.Unit.Length == 0 ? "pure number" : feature.Unit)} of {feature.Name}");

    private static MappedColumn Checked(MappedColumn column, List<MappedColumn> all, CsvTable table, TrainedModel model, bool isNamed)
    {
        if (column.Feature is null || column.Problem is not null)
        {
            return column;
        }

        if (all.Count(one => one.Feature == column.Feature) > 1)
        {
            string others = string.Join(", ", all.Where(one => one.Feature == column.Feature).Select(one => $"'{one.Column}'"));
            return column with { Problem = $"the columns {others} are all {column.Feature}; say in a mapping file which to take" };
        }

        double[] values = [.. table.Numbers(column.Column).Where(double.IsFinite).Select(value => value * column.Factor).Order()];
        int index = model.Features.ToList().FindIndex(feature => feature.Name == column.Feature);
        double[] known = [.. model.Typicality.Training.Column(index).Where(double.IsFinite).Select(value => (value * model.Typicality.Standardizer.Deviation[index]) + model.Typicality.Standardizer.Mean[index])];
        if (isNamed || values.Length == 0 || known.Length == 0)
        {
            return column;
        }

        double median = values[values.Length / 2], low = known.Min(), high = known.Max();
        bool isFar = median < low - (high - low) || median > high + (high - low);
        return isFar
            ? column with
            {
                Problem = FormattableString.Invariant(
                    $"the column '{column.Column}' taken in {(column.From.Length == 0 ? "pure numbers" : column.From)} has the median {median:G4} {column.To}, but training cells have {low:G4} to {high:G4}; state its unit in a mapping file: {column.Feature} = {column.Column} [unit]"),
            }
            : column;
    }
}

/// <summary>Reads mapping files.</summary>
internal static class MappingFile
{
    public static Dictionary<string, MappedColumn> Read(IReadOnlyList<string> lines, CsvTable table, IReadOnlyList<FeatureDefinition> features)
    {
        var named = new Dictionary<string, MappedColumn>(StringComparer.Ordinal);
        for (int i = 0; i < lines.Count; i++)
        {
            string line = lines[i].Split('#')[0].Trim();
            if (line.Length == 0)
            {
                continue;
            }

            int equals = line.IndexOf('=', StringComparison.Ordinal);
            string feature = equals < 0 ? "" : line[..equals].Trim();
            FeatureDefinition definition = features.FirstOrDefault(one => one.Name == feature)
                ?? throw new EphysTxException($"Line {i + 1} of the mapping file, '{line}', names no feature of the model; write: feature = heading [unit]. Features: {string.Join(", ", features.Select(one => one.Name))}.");
            string rest = line[(equals + 1)..].Trim();
            string unit = definition.Unit;
            if (!table.Header.Contains(rest, StringComparer.Ordinal))
            {
                int open = rest.LastIndexOf('[');
                if (open <= 0 || rest[^1] != ']' || !table.Header.Contains(rest[..open].Trim(), StringComparer.Ordinal))
                {
                    throw new EphysTxException($"Line {i + 1} of the mapping file: the table has no column '{rest}'; it has {string.Join(", ", table.Header)}.");
                }

                (rest, unit) = (rest[..open].Trim(), rest[(open + 1)..^1].Trim());
            }

            MappedColumn column = ColumnMapping.InUnit(rest, definition, unit, "mapping file");
            if (column.Problem is not null || !named.TryAdd(rest, column) || named.Values.Count(one => one.Feature == feature) > 1)
            {
                throw new EphysTxException($"Line {i + 1} of the mapping file: {column.Problem ?? $"'{rest}' or {feature} is named twice"}.");
            }
        }

        return named;
    }
}
