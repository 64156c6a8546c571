using EphysTx.Cohorts;
using EphysTx.Decomposition;
using EphysTx.Experiments;
using EphysTx.Figures;
using EphysTx.Numerics;

namespace EphysTx.Notebooks;

/// <summary>Figures of the sparse principal components.</summary>
public static class DecompositionFigures
{
    private const int Shown = 3;

    /// <summary>Loadings of one family: ordinary components at the left, sparse ones at the right.</summary>
    /// <param name="cohort">The cells.</param>
    /// <param name="decomposition">Its sparse components.</param>
    /// <param name="family">The family; lines along the columns for a curve, a heat map for scalars.</param>
    /// <exception cref="EphysTxException">The decomposition does not have the family.</exception>
    public static Figure Loadings(Cohort cohort, FamilyDecomposition decomposition, string family)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        FamilyComponents sparse = Find(decomposition, family);
        Matrix plain = Ordinary(cohort, sparse);
        string title = $"Ordinary components of {CohortTables.FamilyName(family)} use every column, sparse ones only some";
        if (CohortPlan.IsCurve(family))
        {
            return new Figure("loadings-" + family.Replace('_', '-'), title, Curves("ordinary PCA", plain), Curves("sparse PCA", sparse.Loadings))
            {
                Columns = 1,
                Subtitle = "Loadings of the first components along the columns of the family; a flat stretch at 0 plays no part.",
            };
        }

        FeatureFamily columns = cohort.Families.Single(one => one.Name == family);
        string[] names = [.. columns.Columns.Select(column => cohort.Features[column].Name)];
        double largest = plain.Values.Concat(sparse.Loadings.Values).Max(Math.Abs);
        return new Figure("loadings-" + family.Replace('_', '-'), title, Map("ordinary PCA", names, plain, largest, false), Map("sparse PCA", names, sparse.Loadings, largest, true))
        {
            Columns = 2,
            Width = 900,
            Subtitle = "Loadings on standardised columns. A blank is exactly 0: the column plays no part.",
        };
    }

    /// <summary>How far each component sets the classes apart.</summary>
    /// <param name="rows">Per cohort its components.</param>
    public static Figure Separation(IReadOnlyList<(Cohort Cohort, IReadOnlyList<ComponentSeparation> Components)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        double highest = rows.SelectMany(row => row.Components).Max(one => 100 * one.BetweenClasses);
        return new Figure("separation", "Which components set the classes apart", rows.Select((row, panel) =>
        {
            string[] families = [.. row.Components.Select(one => one.Family).Distinct()];
            int width = row.Components.Max(one => one.Component) + 1;
            var values = new Matrix(families.Length, width);
            Array.Fill(values.Values, double.NaN);
            foreach (ComponentSeparation one in row.Components)
            {
                values[Array.IndexOf(families, one.Family), one.Component] = 100 * one.BetweenClasses;
            }

            return new HeatMap([.. families.Select(CohortTables.FamilyName)], [.. Enumerable.Range(1, width).Select(k => $"{k}")], values)
            {
                Title = CohortFigures.PanelTitle(row.Cohort),
                X = new Axis("component of the family"),
                ValueFormat = "0",
                Minimum = 0,
                Maximum = highest,
                MaximumCellHeight = 30,
                ColourLabel = "variance between classes (%)",
                ShowColourBar = panel == rows.Count - 1,
            };
        }).ToArray())
        {
            Columns = rows.Count,
            Width = 900,
            Subtitle = "Share of a component's variance that lies between the classes (η²). A dash: the family has no such component, or it explains too little to be kept.",
        };
    }

    /// <summary>The cells in the plane of two components.</summary>
    /// <param name="rows">Per cohort its scores and the two components, x first.</param>
    public static Figure Components(IReadOnlyList<(Cohort Cohort, Matrix Scores, ComponentSeparation X, ComponentSeparation Y)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new Figure("components", "Cells in the plane of the two most telling components", rows.Select(row => Cells(row.Cohort, row.Scores.Column(row.X.Column), row.Scores.Column(row.Y.Column)) with
        {
            Title = CohortFigures.PanelTitle(row.Cohort),
            X = AxisOf(row.X),
            Y = AxisOf(row.Y),
        }).ToArray())
        {
            ShowsCells = rows.Any(row => !row.Cohort.IsSimulated),
            Columns = rows.Count,
            Width = 900,
            Subtitle = "Standardised scores; the two components of different families with most variance between the classes.",
        };
    }

    /// <summary>Two-dimensional maps of all components.</summary>
    /// <param name="rows">Per cohort the coordinates of its cells, cells × 2.</param>
    public static Figure Maps(IReadOnlyList<(Cohort Cohort, TSneResult Map)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return new Figure("map", "All components in two dimensions", rows.Select(row => Cells(row.Cohort, row.Map.Coordinates.Column(0), row.Map.Coordinates.Column(1)) with
        {
            Title = CohortFigures.PanelTitle(row.Cohort),
            X = new Axis("t-SNE 1"),
            Y = new Axis("t-SNE 2"),
        }).ToArray())
        {
            ShowsCells = rows.Any(row => !row.Cohort.IsSimulated),
            Columns = rows.Count,
            Width = 900,
            Subtitle = "t-SNE of the sparse components. Only neighbourhoods mean something, not distances between clusters or their sizes.",
        };
    }

    private static ScatterChart Cells(Cohort cohort, double[] x, double[] y) => new(cohort.Classes.Select((name, label) =>
    {
        int[] members = [.. Enumerable.Range(0, cohort.Labels.Length).Where(cell => cohort.Labels[cell] == label)];
        return new PointSeries(name, [.. members.Select(cell => x[cell])], [.. members.Select(cell => y[cell])]) { Style = SubclassPalette.Of(name) };
    }).ToArray())
    {
        PlotHeight = 340,
    };

    private static Axis AxisOf(ComponentSeparation component) => new($"{CohortTables.FamilyName(component.Family)}, component {component.Component + 1}");

    private static FamilyComponents Find(FamilyDecomposition decomposition, string family) =>
        decomposition.Families.FirstOrDefault(one => one.Family.Name == family)
            ?? throw new EphysTxException($"The decomposition has no family {family}; it has {string.Join(", ", decomposition.Families.Select(one => one.Family.Name))}.");

    private static Matrix Ordinary(Cohort cohort, FamilyComponents sparse)
    {
        FeatureFamily family = cohort.Families.Single(one => one.Name == sparse.Family.SourceName);
        Matrix selected = sparse.Family.Select(cohort.Values.SelectColumns(family.Columns.ToArray()));
        int[] complete = [.. Enumerable.Range(0, selected.Rows).Where(row => !selected.Row(row).Contains(double.NaN))];
        Matrix values = selected.SelectRows(complete);
        if (sparse.Family.UseCorrelation)
        {
            values = Statistics.Standardizer.Fit(values, [.. Enumerable.Range(0, values.Rows)]).Transform(values);
        }

        return PrincipalComponents.Fit(values, Math.Min(Shown, sparse.Loadings.Columns)).Loadings;
    }

    private static LineChart Curves(string title, Matrix loadings) => new(Enumerable.Range(0, Math.Min(Shown, loadings.Columns))
        .Select(component => new LineSeries(
            $"component {component + 1}", [.. Enumerable.Range(0, loadings.Rows).Select(column => (double)column)], loadings.Column(component))
        {
            Style = SubclassPalette.Series(component),
        })
        .ToArray())
    {
        Title = title,
        X = new Axis("column of the family"),
        Y = new Axis("loading"),
        PlotHeight = 190,
        ReferenceLines = [new ReferenceLine(0)],
    };

    private static HeatMap Map(string title, string[] names, Matrix loadings, double largest, bool last)
    {
        int shown = Math.Min(Shown, loadings.Columns);
        Matrix values = loadings.SelectColumns([.. Enumerable.Range(0, shown)]);
        return new HeatMap(names, [.. Enumerable.Range(1, shown).Select(k => $"{k}")], values)
        {
            Title = title,
            X = new Axis("component"),
            CellTexts = [.. values.Values.Select(value => value == 0 ? "" : value.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture))],
            Scale = ColourScale.Diverging,
            Minimum = -largest,
            Maximum = largest,
            ColourLabel = "loading",
            ShowColourBar = last,
            MaximumCellHeight = 34,
        };
    }
}
