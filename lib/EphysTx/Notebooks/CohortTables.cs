using EphysTx.Cohorts;
using EphysTx.Experiments;
using EphysTx.Figures;

namespace EphysTx.Notebooks;

/// <summary>Tables that describe a cohort before any model sees it.</summary>
public static class CohortTables
{
    /// <summary>One row per cohort: species, cells, donors, classes, features, missing values.</summary>
    public static DisplayTable Overview(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new DisplayTable(
            set.IsSimulated ? $"Cohorts of {set.Name} (simulated cells)" : $"Cohorts of {set.Name} (real cells)",
            [
                new("cohort"), new("species"), new("cells"), new("donors"), new("subclasses"), new("features"), new("families"),
                new("values missing", "%", "0.0"),
            ],
            All(set).Select(cohort => (IReadOnlyList<object?>)
            [
                cohort.Name,
                Word(cohort.Species),
                cohort.Cells.Count,
                cohort.Donors.Distinct().Count(),
                string.Join(", ", cohort.Classes),
                cohort.Features.Count,
                cohort.Families.Count,
                100.0 * cohort.Values.Values.Count(double.IsNaN) / cohort.Values.Values.Length,
            ]).ToArray())
        {
            Footnotes = [.. set.SourceLine is null ? [] : new[] { $"A class here is: {set.ClassesAre}." }, .. set.WhyChosen is { } why ? new[] { why } : []],
        };
    }

    /// <summary>The files that the cohorts were made from.</summary>
    public static DisplayTable Provenance(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.IsSimulated)
        {
            return new DisplayTable(Marked("Sources", set), [new("what")], set.Provenance.Select(line => (IReadOnlyList<object?>)[line]).ToArray());
        }

        return new DisplayTable(
            "Sources",
            [new("file"), new("origin"), new("licence stated there"), new("SHA-256")],
            set.Provenance.Select(line => (IReadOnlyList<object?>)line.Replace("SHA-256 ", "", StringComparison.Ordinal).Split(" · ")).ToArray());
    }

    /// <summary>What each step of the funnel dropped, by reason and subclass.</summary>
    public static DisplayTable Drops(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        var rows = new List<IReadOnlyList<object?>>();
        foreach (FunnelStep step in cohort.Funnel.Steps)
        {
            rows.AddRange(step.Drops.Select(drop => (IReadOnlyList<object?>)["− " + drop.Reason, drop.Subclass, -drop.Count]));
            rows.Add([step.Name, "", step.Remaining]);
        }

        return new DisplayTable($"{Capital(cohort.Species)}: steps and drops{(cohort.IsSimulated ? ", simulated cells" : "")}", [new("step or reason"), new("subclass or label"), new("cells")], rows);
    }

    /// <summary>Cells and shares per subclass beside the paper's.</summary>
    public static DisplayTable ClassCounts(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        var rows = new List<IReadOnlyList<object?>>();
        foreach (Cohort cohort in new[] { set.Mouse, set.Human })
        {
            IReadOnlyDictionary<string, int> published = Published(cohort.Species);
            foreach (SubclassCount count in CohortSummary.CountSubclasses(cohort))
            {
                double paper = HasPublishedClasses(cohort) ? published.GetValueOrDefault(count.Subclass) : double.NaN;
                rows.Add(
                [
                    Word(cohort.Species),
                    count.Subclass,
                    count.Cells,
                    100.0 * count.Cells / cohort.Cells.Count,
                    double.IsNaN(paper) ? null : (int)paper,
                    100.0 * paper / published.Values.Sum(),
                ]);
            }
        }

        return new DisplayTable(
            Marked("Cells per class", set),
            [new("species"), new("class"), new("cells here"), new("share here", "%", "0.0"), new("cells in the paper"), new("share in the paper", "%", "0.0")],
            rows)
        {
            Footnotes = HasPublishedClasses(set.Mouse) ? [$"Paper: {PublishedResults.Citation}, after its quality control."]
                : [$"A class here is: {set.ClassesAre}. The paper has no such classes."],
        };
    }

    /// <summary>Donors per subclass and cells per donor.</summary>
    public static DisplayTable Donors(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new DisplayTable(
            Marked("Donors", set),
            [new("species"), new("subclass"), new("cells"), new("donors"), new("median cells per donor", null, "0.#"), new("most cells of one donor")],
            new[] { set.Mouse, set.Human }.SelectMany(cohort => CohortSummary.CountSubclasses(cohort).Select(count => (IReadOnlyList<object?>)
            [
                Word(cohort.Species),
                count.Subclass,
                count.Cells,
                count.Donors,
                Median(count.CellsPerDonor),
                count.CellsPerDonor[0],
            ])).ToArray());
    }

    /// <summary>Missing values per reason.</summary>
    public static DisplayTable MissingReasons(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new DisplayTable(
            Marked("Why values are missing", set),
            [new("cohort"), new("reason"), new("values"), new("of all values", "%", "0.00")],
            All(set).SelectMany(cohort => CohortSummary.CountReasons(cohort).Select(reason => (IReadOnlyList<object?>)
            [
                cohort.Name,
                Words(reason.Reason),
                reason.Count,
                100.0 * reason.Count / cohort.Values.Values.Length,
            ])).ToArray());
    }

    /// <summary>Values that contradict their definition.</summary>
    public static DisplayTable ImplausibleValues(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new DisplayTable(
            Marked("Values that cannot be", set),
            [new("species"), new("cell"), new("subclass"), new("feature"), new("value", null, "0.###"), new("unit"), new("because")],
            All(set)
                .SelectMany(cohort => Plausibility.Find(cohort).Select(value => (Cohort: cohort, Found: value)))
                .DistinctBy(value => (value.Cohort.Species, value.Found.CellId, value.Found.Feature))
                .Select(value => (IReadOnlyList<object?>)
                [
                    Word(value.Cohort.Species),
                    value.Found.CellId,
                    value.Cohort.Cells[value.Found.Row].Subclass,
                    value.Found.Feature,
                    value.Found.Value,
                    value.Cohort.Features[value.Cohort.IndexOfFeature(value.Found.Feature)].Unit,
                    value.Found.Why,
                ])
                .ToArray())
        {
            ShowsCells = !set.IsSimulated,
        };
    }

    /// <summary>Median and quartiles of a feature per class; without rows where the cohort has no such feature.</summary>
    public static DisplayTable Medians(CohortSet set, string feature)
    {
        ArgumentNullException.ThrowIfNull(set);
        FeatureDefinition? definition = set.Mouse.Features.FirstOrDefault(one => one.Name == feature);
        return new DisplayTable(
            Marked(definition is null ? $"{set.Name} has no feature {feature}" : $"{definition.Name} ({(definition.Unit.Length == 0 ? "no unit" : definition.Unit)})", set),
            [new("species"), new("class"), new("cells"), new("lower quartile", null, "G4"), new("median", null, "G4"), new("upper quartile", null, "G4")],
            definition is null ? [] : new[] { set.Mouse, set.Human }.SelectMany(cohort => cohort.Classes.Select((name, label) =>
            {
                double[] sorted = [.. cohort.Values.Column(cohort.IndexOfFeature(feature)).Where((value, row) => cohort.Labels[row] == label && double.IsFinite(value)).Order()];
                double At(double share) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Round(share * (sorted.Length - 1))];
                return (IReadOnlyList<object?>)[Word(cohort.Species), name, sorted.Length, At(0.25), At(0.5), At(0.75)];
            })).ToArray());
    }

    /// <summary>Cells per subclass and recording condition.</summary>
    public static DisplayTable Condition(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        (IReadOnlyList<string> values, int[,] counts) = CohortSummary.CrossTabulate(cohort, "condition");
        return new DisplayTable(
            $"{Capital(cohort.Species)} cells per subclass and recording condition{(cohort.IsSimulated ? ", simulated cells" : "")}",
            [new("subclass"), .. values.Select(value => new TableColumn(ConditionName(value)))],
            cohort.Classes.Select((subclass, label) => (IReadOnlyList<object?>)
                [subclass, .. Enumerable.Range(0, values.Count).Select(value => (object?)counts[label, value])]).ToArray());
    }

    internal static string Source(CohortSet set) => set.SourceLine is { } line ? line : set.IsSimulated
        ? $"{set.Name}: simulated cells, not recordings"
        : $"{set.Name}: Gouwens et al. 2020 (mouse), Lee, Dalley et al. 2023 (human), Allen Institute";

    /// <summary>Whether the classes are the subclasses that published results are about.</summary>
    internal static bool HasPublishedClasses(Cohort cohort) => Array.TrueForAll(cohort.Classes, Published(cohort.Species).ContainsKey);

    /// <summary>A title that says when the cells are simulated.</summary>
    internal static string Marked(string title, CohortSet set) => set.IsSimulated && !title.Contains("simulated", StringComparison.OrdinalIgnoreCase) ? $"{title} (simulated cells)" : title;

    internal static Cohort[] All(CohortSet set) => set.HumanFull is { } full ? [set.Mouse, set.Human, full] : [set.Mouse, set.Human];

    internal static IReadOnlyDictionary<string, int> Published(Species species) =>
        species == Species.Mouse ? PublishedResults.MouseClassCounts : PublishedResults.HumanClassCounts;

    internal static string Word(Species species) => species == Species.Mouse ? "mouse" : "human";

    internal static string Capital(Species species) => species == Species.Mouse ? "Mouse" : "Human";

    internal static string FamilyName(string family) => family.Replace('_', ' ');

    internal static string ConditionName(string value) => value.Length == 0 ? "not reported" : value;

    private static string Words(MissingReason reason) => reason switch
    {
        MissingReason.NotReported => "not reported, and no reason given",
        MissingReason.FamilyNotReported => "whole family not reported: no such protocol, or no spike in it",
        MissingReason.TooFewSpikes => "too few spikes for the measure",
        MissingReason.Undefined => "undefined: a division by zero or by a missing value",
        _ => reason.ToString(),
    };

    private static double Median(IReadOnlyList<int> descending)
    {
        int middle = descending.Count / 2;
        return descending.Count % 2 == 1 ? descending[middle] : (descending[middle - 1] + descending[middle]) / 2.0;
    }
}
