using EphysTx.Cohorts;
using EphysTx.Cohorts.Allen;
using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Figures;
using EphysTx.Numerics;
using EphysTx.Simulation.Calibration;

namespace EphysTx.Notebooks;

/// <summary>Simulated cells against real ones: ten measures, the real interquartile range and the simulated median of each species and subclass.</summary>
public sealed class SimulationCheck
{
    private SimulationCheck(IReadOnlyList<MeasureCheck> measures, string note)
    {
        Measures = measures;
        Finding = new Finding(note);
    }

    /// <summary>What it shows, or what is missing for it.</summary>
    public Finding Finding { get; }

    /// <summary>Whether both sides are here.</summary>
    public bool IsPossible => Measures.Count > 0;

    /// <summary>The medians that are compared.</summary>
    internal IReadOnlyList<MeasureCheck> Measures { get; }

    /// <summary>Opens both sides, whatever cohort the lesson is on. Nothing is fetched, and cells are simulated only under the full profile.</summary>
    public static async Task<SimulationCheck> OpenAsync(Lesson lesson, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lesson);
        CohortSet? real = lesson.Cohorts.Name == AllenScalars.Name ? lesson.Cohorts : null;
        try
        {
            real ??= await CohortCatalog.OpenAsync(AllenScalars.Name, new CohortOptions { Fetch = FetchOptions.QuickTry with { UseNetwork = false } }, null, cancellationToken).ConfigureAwait(false);
        }
        catch (EphysTxException)
        {
            return new SimulationCheck([], "The published tables of real cells are not here, so simulated and real cells cannot be compared; `ephystx data get` fetches them.");
        }

        if (!lesson.Cohorts.IsSimulated && !SimulatedCohort.IsKept(DataFolder.Default()) && lesson.Profile != RunProfile.Full)
        {
            return new SimulationCheck([], "No simulated cells are kept here to compare with; run once with --cohort simulated (about a minute), or with --profile full.");
        }

        CohortSet simulated = lesson.Cohorts.IsSimulated ? lesson.Cohorts : await CohortCatalog.OpenAsync(SimulatedCohort.Name, null, null, cancellationToken).ConfigureAwait(false);
        return Between(simulated, real);
    }

    /// <summary>Compares simulated with real cells.</summary>
    public static SimulationCheck Between(CohortSet simulated, CohortSet real)
    {
        ArgumentNullException.ThrowIfNull(simulated);
        ArgumentNullException.ThrowIfNull(real);
        MeasureCheck[] measures = [.. Compare(simulated.Mouse, real.Mouse), .. Compare(simulated.Human, real.Human)];
        string worst = string.Join(", ", measures.Where(one => !one.Holds).GroupBy(one => one.Feature).OrderByDescending(group => group.Count()).Take(3).Select(group => CohortTables.FamilyName(group.Key)));
        return new SimulationCheck(measures, FormattableString.Invariant(
            $"Of {measures.Length} medians of simulated cells, {measures.Count(one => one.Holds)} lie within the real interquartile range{(worst.Length > 0 ? $"; most often outside: {worst}" : "")}. Medians were what the models were fitted to. Spreads, and how measures hang together, were not: a classifier that does well on simulated cells has not been tested on real ones."));
    }

    /// <summary>How many of the ten measures lie within the real range, per species and subclass.</summary>
    public DisplayTable Table() => new(
        "Simulated medians within the real interquartile range (simulated cells against real cells)",
        [new("species"), new("subclass"), new("simulated cells"), new("real cells"), new("measures within"), new("of"), new("outside")],
        Measures.GroupBy(one => (one.Species, one.Subclass)).Select(group => (IReadOnlyList<object?>)
        [
            CohortTables.Word(group.Key.Species), group.Key.Subclass, group.First().SimulatedCells, group.First().RealCells, group.Count(one => one.Holds), group.Count(),
            string.Join(", ", group.Where(one => !one.Holds).Select(one => one.Feature)),
        ]).ToArray());

    /// <summary>Distance of each simulated median from the real one, in quartiles.</summary>
    public Figure Figure() => new(
        "simulated-against-real",
        "How far simulated medians lie from real ones",
        [.. Measures.GroupBy(one => one.Species).Select((species, panel) => Map([.. species], panel))])
    {
        Subtitle = "Simulated cells against published ones. ±1 is the real quartile on that side: from −1 to 1 the simulated median lies within the real interquartile range.",
        Source = "simulated cells (EphysTx) against allen-scalars (Gouwens et al. 2020; Lee, Dalley et al. 2023)",
        Columns = 2,
        Width = 900,
    };

    private static HeatMap Map(MeasureCheck[] measures, int panel)
    {
        string[] classes = [.. measures.Select(one => one.Subclass).Distinct()];
        string[] features = [.. measures.Select(one => one.Feature).Distinct()];
        var values = new Matrix(features.Length, classes.Length);
        foreach (MeasureCheck one in measures)
        {
            values[Array.IndexOf(features, one.Feature), Array.IndexOf(classes, one.Subclass)] = one.Distance;
        }

        return new HeatMap([.. features.Select(CohortTables.FamilyName)], classes, values)
        {
            Title = CohortTables.Capital(measures[0].Species),
            Scale = ColourScale.Diverging,
            Minimum = -2,
            Maximum = 2,
            ValueFormat = "+0.0;−0.0;0.0",
            ColourLabel = "distance (quartiles)",
            ShowColourBar = panel == 1,
        };
    }

    private static IEnumerable<MeasureCheck> Compare(Cohort simulated, Cohort real)
    {
        foreach (string subclass in simulated.Classes.Where(subclass => real.Classes.Contains(subclass)))
        {
            foreach (string feature in RealQuartiles.Criterion)
            {
                double[] made = Of(simulated, subclass, feature);
                double[] found = Of(real, subclass, feature);
                yield return new MeasureCheck(
                    real.Species, subclass, feature, simulated.Cells.Count(cell => cell.Subclass == subclass), real.Cells.Count(cell => cell.Subclass == subclass),
                    Quantile(made, 0.5), new Quartiles(Quantile(found, 0.25), Quantile(found, 0.5), Quantile(found, 0.75)));
            }
        }
    }

    private static double[] Of(Cohort cohort, string subclass, string feature) =>
        [.. cohort.Values.Column(cohort.IndexOfFeature(feature)).Where((value, row) => cohort.Cells[row].Subclass == subclass && double.IsFinite(value)).Order()];

    private static double Quantile(double[] sorted, double share)
    {
        double at = share * (sorted.Length - 1);
        int low = (int)at;
        return sorted.Length == 0 ? double.NaN : low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
    }

    internal sealed record MeasureCheck(Species Species, string Subclass, string Feature, int SimulatedCells, int RealCells, double Simulated, Quartiles Real)
    {
        public bool Holds => Real.Hold(Simulated);

        public double Distance => (Simulated - Real.Median) / (Simulated > Real.Median ? Real.Upper - Real.Median : Real.Median - Real.Lower);
    }
}
