using EphysTx.Cohorts;
using EphysTx.Figures;
using EphysTx.Numerics;

namespace EphysTx.Notebooks;

/// <summary>Figures that describe a cohort before any model sees it; mouse at the left, human at the right.</summary>
public static class CohortFigures
{
    /// <summary>How many cells each step of the funnel kept.</summary>
    public static Figure Funnel(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new Figure("funnel", set.IsSimulated ? "From simulated recordings to used cells" : "From files to used cells", Both(set).Select(cohort =>
        {
            // The first step counts files, not cells; it stands in the table.
            FunnelStep[] steps = cohort.Funnel.Steps.Skip(1).ToArray();
            return new BarChart(
                steps.Select(step => step.Name).ToArray(),
                new BarSeries("", steps.Select(step => (double)step.Remaining).ToArray()) { Style = SubclassPalette.Of(cohort.Species) })
            {
                Title = PanelTitle(cohort),
                Horizontal = true,
                X = new Axis("cells that remain"),
            };
        }).ToArray())
        {
            Columns = 1,
            Subtitle = "What remains after each step; the drops and their reasons stand in the tables.",
        };
    }

    /// <summary>Cells per subclass, here and in the paper.</summary>
    public static Figure ClassCounts(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        bool hasPaper = Both(set).All(CohortTables.HasPublishedClasses);
        return new Figure("class-counts", hasPaper ? "The classes are uneven, as in the paper" : "The classes are uneven", Both(set).Select(cohort =>
        {
            IReadOnlyDictionary<string, int> published = CohortTables.Published(cohort.Species);
            var here = new BarSeries("here", CohortSummary.CountSubclasses(cohort).Select(count => (double)count.Cells).ToArray())
            {
                CategoryStyles = cohort.Classes.Select(name => StyleOf(set, name)).ToArray(),
            };
            var paper = new BarSeries("paper", cohort.Classes.Select(subclass => (double)published.GetValueOrDefault(subclass)).ToArray()) { Style = SubclassPalette.Published };
            return new BarChart(cohort.Classes, hasPaper ? [here, paper] : [here])
            {
                Title = PanelTitle(cohort),
                Y = new Axis("cells"),
            };
        }).ToArray())
        {
            Subtitle = hasPaper ? "Coloured: cells used here. Outlined: cells after quality control in Schwider & Ramezani 2026." : $"A class here is: {set.ClassesAre}.",
        };
    }

    /// <summary>How many cells of a subclass one donor gave.</summary>
    public static Figure CellsPerDonor(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return new Figure("cells-per-donor", "Cells come in families: many share a donor", Both(set).Select(cohort => new BoxChart(
            CohortSummary.CountSubclasses(cohort)
                .Select(count => new BoxGroup(count.Subclass, count.CellsPerDonor.Select(cells => (double)cells).ToArray())
                {
                    Style = SubclassPalette.Of(count.Subclass),
                })
                .ToArray())
        {
            Title = FormattableString.Invariant($"{CohortTables.Capital(cohort.Species)} ({cohort.Donors.Distinct().Count():N0} donors)"),
            Y = new Axis("cells of the class from one donor") { Logarithmic = true },
        }).ToArray())
        {
            ShowsCells = !set.IsSimulated,
            Sharing = AxisSharing.Y,
            Subtitle = "One point is one donor; n is the number of donors with cells of the class.",
        };
    }

    /// <summary>Share of missing values per family and subclass.</summary>
    public static Figure Missingness(CohortSet set)
    {
        ArgumentNullException.ThrowIfNull(set);
        double highest = Both(set).SelectMany(CohortSummary.MissingShares).Max(share => 100 * share.Share);
        return new Figure("missingness", "Which values are missing, and in which classes", Both(set).Select((cohort, panel) =>
        {
            IReadOnlyList<MissingShare> shares = CohortSummary.MissingShares(cohort);
            return new HeatMap(
                cohort.Families.Select(family => CohortTables.FamilyName(family.Name)).ToArray(),
                cohort.Classes,
                new Matrix(cohort.Families.Count, cohort.Classes.Length, shares.Select(share => 100 * share.Share).ToArray()))
            {
                Title = PanelTitle(cohort),
                Minimum = 0,
                Maximum = Math.Max(1, Math.Ceiling(highest)),
                ValueFormat = "0.0",
                ColourLabel = "values missing (%)",
                ShowColourBar = panel == 1,
            };
        }).ToArray())
        {
            Subtitle = "Share of missing values among all values of a family, in percent.",
        };
    }

    /// <summary>One feature by subclass in both species.</summary>
    /// <param name="set">The cohorts.</param>
    /// <param name="feature">Name of a feature that both have.</param>
    /// <exception cref="EphysTxException">A cohort has no such feature.</exception>
    public static Figure Feature(CohortSet set, string feature)
    {
        ArgumentNullException.ThrowIfNull(set);
        FeatureDefinition definition = set.Mouse.Features[set.Mouse.IndexOfFeature(feature)];
        double[] sorted = Both(set).SelectMany(cohort => cohort.Values.Column(cohort.IndexOfFeature(feature))).Where(double.IsFinite).Order().ToArray();

        // A handful of outliers would squeeze the boxes flat; the axis leaves out the outermost thousandths and the note counts them.
        double low = sorted.Length == 0 ? 0 : sorted[(int)(0.001 * sorted.Length)];
        double high = sorted.Length == 0 ? 1 : sorted[Math.Max(0, sorted.Length - 1 - (int)(0.004 * sorted.Length))];
        int outside = sorted.Count(value => value < low || value > high);
        string title = definition.Description.TrimEnd('.');
        return new Figure("feature-" + feature.Replace('_', '-').ToLowerInvariant(), $"{title}, by subclass", Both(set).Select(cohort =>
        {
            double[] values = cohort.Values.Column(cohort.IndexOfFeature(feature));
            return new BoxChart(cohort.Classes.Select((subclass, label) => new BoxGroup(
                subclass,
                values.Where((_, row) => cohort.Labels[row] == label).ToArray())
            {
                Style = SubclassPalette.Of(subclass),
            }).ToArray())
            {
                Title = PanelTitle(cohort),
                Y = new Axis(definition.Name, definition.Unit.Length == 0 ? null : definition.Unit) { Minimum = low, Maximum = high },
            };
        }).ToArray())
        {
            ShowsCells = !set.IsSimulated,
            Footnotes = outside == 0 ? [] : [$"{outside} outlying values lie beyond the axis; boxes use all values."],
            Sharing = AxisSharing.Y,
        };
    }

    /// <summary>A feature by class where the cohort has it, else a family of the feature vectors: mean and quartiles of each class.</summary>
    /// <param name="set">The cohorts.</param>
    /// <param name="feature">Name of a scalar feature.</param>
    /// <param name="family">Name of the family that stands for it in a cohort of vectors.</param>
    /// <exception cref="EphysTxException">The cohorts have neither.</exception>
    public static Figure FeatureOrFamily(CohortSet set, string feature, string family)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (set.Mouse.Features.Any(one => one.Name == feature))
        {
            return Feature(set, feature);
        }

        return new Figure("family-" + family.Replace('_', '-').ToLowerInvariant(), $"{CohortTables.FamilyName(family)}, by class", Both(set).Select(cohort =>
            (Chart)new LineChart([.. cohort.Classes.Select((_, label) => Profile(set, cohort, family, label))])
            {
                Title = PanelTitle(cohort),
                X = new Axis("value number"),
                Y = new Axis(CohortTables.FamilyName(family)),
            }).ToArray())
        {
            Sharing = AxisSharing.Y,
            Subtitle = "Lines: medians of the class. Bands: quartiles.",
        };
    }

    /// <summary>Share of each recording condition per subclass.</summary>
    public static Figure ConditionByClass(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        (IReadOnlyList<string> values, int[,] counts) = CohortSummary.CrossTabulate(cohort, "condition");
        double[] totals = cohort.Classes.Select((_, label) => Enumerable.Range(0, values.Count).Sum(value => (double)counts[label, value])).ToArray();
        return new Figure("condition-by-class", "The recording condition is tied to the class", new BarChart(
            cohort.Classes,
            values.Select((name, value) => new BarSeries(
                CohortTables.ConditionName(name),
                cohort.Classes.Select((_, label) => 100 * counts[label, value] / totals[label]).ToArray())
            {
                Style = SubclassPalette.Series(value),
            }).ToArray())
        {
            Mode = BarMode.Stacked,
            Horizontal = true,
            ValueFormat = "0",
            X = new Axis("share of the class", "%") { Maximum = 100 },
        })
        {
            Subtitle = $"{CohortTables.Capital(cohort.Species)} cells of each subclass by recording condition.",
        };
    }

    private static LineSeries Profile(CohortSet set, Cohort cohort, string family, int label)
    {
        IReadOnlyList<int> columns = (cohort.Families.FirstOrDefault(one => one.Name == family)
            ?? throw new EphysTxException($"The cohort {cohort.Name} has no family '{family}'; it has {string.Join(", ", cohort.Families.Select(one => one.Name))}.")).Columns;
        double[][] sorted = [.. columns.Select(column => cohort.Values.Column(column).Where((value, row) => cohort.Labels[row] == label && double.IsFinite(value)).Order().ToArray())];
        double[] At(double share) => [.. sorted.Select(values => values.Length == 0 ? double.NaN : values[(int)Math.Round(share * (values.Length - 1))])];
        return new LineSeries(cohort.Classes[label], [.. columns.Select((_, k) => (double)k)], At(0.5))
        {
            Low = At(0.25),
            High = At(0.75),
            Style = StyleOf(set, cohort.Classes[label]),
        };
    }

    // A class that is no subclass has the same look in both species, too.
    private static SeriesStyle StyleOf(CohortSet set, string name) => Subclass.MouseFive.Contains(name)
        ? SubclassPalette.Of(name)
        : SubclassPalette.Series(Array.IndexOf(Both(set).SelectMany(cohort => cohort.Classes).Distinct().Order(StringComparer.Ordinal).ToArray(), name));

    private static Cohort[] Both(CohortSet set) => [set.Mouse, set.Human];

    internal static string PanelTitle(Cohort cohort) =>
        FormattableString.Invariant($"{CohortTables.Capital(cohort.Species)} ({cohort.Cells.Count:N0} cells)") + (cohort.IsSimulated ? ", simulated" : "");
}
