using EphysTx.Numerics;

namespace EphysTx.Cohorts;

/// <summary>
/// Cells × features of one species, with subclass and donor of each cell. This is what every analysis takes, whatever the
/// source: published tables, extracted recordings or simulated ones.
/// </summary>
public sealed class Cohort
{
    private readonly MissingReason[] _missing;

    /// <summary>Puts a cohort together and checks that its parts fit.</summary>
    /// <param name="name">Name shown in tables and figures, for example <c>allen-scalars mouse</c>.</param>
    /// <param name="species">Species of all its cells.</param>
    /// <param name="isSimulated">Whether the cells are simulated; such a cohort is labelled in every figure and table.</param>
    /// <param name="cells">The cells, one a row.</param>
    /// <param name="features">The columns; columns of one family stand together.</param>
    /// <param name="values">Shape cells × features; NaN exactly where <paramref name="missing"/> is not <see cref="MissingReason.Present"/>.</param>
    /// <param name="missing">Row-major reasons, cells × features.</param>
    /// <param name="funnel">How many cells each step from the files to here kept.</param>
    /// <exception cref="ArgumentException">Shapes differ, an id or name occurs twice, a value and its reason disagree, or a family is split.</exception>
    public Cohort(
        string name,
        Species species,
        bool isSimulated,
        IReadOnlyList<CohortCell> cells,
        IReadOnlyList<FeatureDefinition> features,
        Matrix values,
        MissingReason[] missing,
        Funnel funnel)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(missing);
        ArgumentNullException.ThrowIfNull(funnel);
        if (values.Rows != cells.Count || values.Columns != features.Count || missing.Length != values.Values.Length)
        {
            throw new ArgumentException($"{cells.Count} cells and {features.Count} features do not fit values of {values.Rows} × {values.Columns} and {missing.Length} reasons.");
        }

        for (int i = 0; i < missing.Length; i++)
        {
            if (double.IsNaN(values.Values[i]) != (missing[i] != MissingReason.Present))
            {
                throw new ArgumentException($"Cell {cells[i / features.Count].Id}, {features[i % features.Count].Name}: the value {values.Values[i]} and the reason {missing[i]} disagree.");
            }
        }

        ThrowOnDuplicate(cells.Select(cell => cell.Id), "cell id");
        ThrowOnDuplicate(features.Select(feature => feature.Name), "feature name");

        Name = name;
        Species = species;
        IsSimulated = isSimulated;
        Cells = cells;
        Features = features;
        Values = values;
        Funnel = funnel;
        _missing = missing;
        Families = GroupFamilies(features);
        Classes = cells.Select(cell => cell.Subclass).Distinct().Order(StringComparer.Ordinal).ToArray();
        Labels = cells.Select(cell => Array.IndexOf(Classes, cell.Subclass)).ToArray();
    }

    /// <summary>Name shown in tables and figures.</summary>
    public string Name { get; }

    /// <summary>Species of all cells.</summary>
    public Species Species { get; }

    /// <summary>Whether the cells are simulated.</summary>
    public bool IsSimulated { get; }

    /// <summary>The cells, one a row.</summary>
    public IReadOnlyList<CohortCell> Cells { get; }

    /// <summary>The feature columns.</summary>
    public IReadOnlyList<FeatureDefinition> Features { get; }

    /// <summary>The families in column order.</summary>
    public IReadOnlyList<FeatureFamily> Families { get; }

    /// <summary>Values, cells × features; NaN where missing.</summary>
    public Matrix Values { get; }

    /// <summary>The subclasses that occur, in ordinal order.</summary>
    public string[] Classes { get; }

    /// <summary>Per cell the index of its subclass in <see cref="Classes"/>.</summary>
    public int[] Labels { get; }

    /// <summary>How the cells came to be here.</summary>
    public Funnel Funnel { get; }

    /// <summary>Per cell its donor.</summary>
    public string[] Donors => Cells.Select(cell => cell.DonorId).ToArray();

    /// <summary>Why a value is missing; <see cref="MissingReason.Present"/> where it is not.</summary>
    public MissingReason Missing(int row, int column) => _missing[(row * Features.Count) + column];

    /// <summary>The column of a feature.</summary>
    /// <exception cref="EphysTxException">The cohort has no feature of this name.</exception>
    public int IndexOfFeature(string name)
    {
        for (int i = 0; i < Features.Count; i++)
        {
            if (Features[i].Name == name)
            {
                return i;
            }
        }

        throw new EphysTxException($"The cohort {Name} has no feature '{name}'; it has {string.Join(", ", Features.Select(feature => feature.Name))}.");
    }

    /// <summary>The cohort of the cells that a test accepts, in the same order, with the same features.</summary>
    public Cohort Where(Func<CohortCell, bool> accepts, string name)
    {
        ArgumentNullException.ThrowIfNull(accepts);
        return SelectCells(Enumerable.Range(0, Cells.Count).Where(row => accepts(Cells[row])).ToArray(), name);
    }

    /// <summary>The cohort of the named rows, in the given order.</summary>
    public Cohort SelectCells(int[] rows, string name)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int width = Features.Count;
        var missing = new MissingReason[rows.Length * width];
        for (int i = 0; i < rows.Length; i++)
        {
            Array.Copy(_missing, rows[i] * width, missing, i * width, width);
        }

        return new Cohort(name, Species, IsSimulated, rows.Select(row => Cells[row]).ToArray(), Features, Values.SelectRows(rows), missing, Funnel);
    }

    /// <summary>The same cells with a subclass renamed, for example mouse Sncg counted as Vip.</summary>
    public Cohort Relabel(Func<CohortCell, string> subclass, string name)
    {
        ArgumentNullException.ThrowIfNull(subclass);
        CohortCell[] cells = Cells.Select(cell => cell with { Subclass = subclass(cell) }).ToArray();
        return new Cohort(name, Species, IsSimulated, cells, Features, Values, _missing, Funnel);
    }

    /// <summary>The same cohort with another account of how it came about.</summary>
    internal Cohort WithFunnel(Funnel funnel) => new(Name, Species, IsSimulated, Cells, Features, Values, _missing, funnel);

    private static List<FeatureFamily> GroupFamilies(IReadOnlyList<FeatureDefinition> features)
    {
        var families = new List<FeatureFamily>();
        for (int start = 0; start < features.Count;)
        {
            int end = start;
            while (end < features.Count && features[end].Family == features[start].Family)
            {
                end++;
            }

            families.Add(new FeatureFamily(features[start].Family, Enumerable.Range(start, end - start).ToArray()));
            start = end;
        }

        ThrowOnDuplicate(families.Select(family => family.Name), "family (its columns must stand together)");
        return families;
    }

    private static void ThrowOnDuplicate(IEnumerable<string> names, string what)
    {
        string? twice = names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.Key;
        if (twice is not null)
        {
            throw new ArgumentException($"The {what} '{twice}' occurs more than once.");
        }
    }
}
