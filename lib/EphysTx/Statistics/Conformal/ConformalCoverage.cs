namespace EphysTx.Statistics;

/// <summary>What prediction sets did on donors that neither model nor calibration had seen.</summary>
/// <param name="Level">What was promised.</param>
/// <param name="Cells">Number of cells.</param>
/// <param name="CellCoverage">Share of the cells whose set holds the true class.</param>
/// <param name="DonorCoverage">Mean over donors of that share: what the promise is about.</param>
/// <param name="MeanSize">Mean number of classes in a set.</param>
/// <param name="Singletons">Share of the sets with one class.</param>
/// <param name="ClassCoverage">Per class the share of its cells whose set holds it; NaN for a class without cells.</param>
public sealed record ConformalCoverage(
    double Level, int Cells, double CellCoverage, double DonorCoverage, double MeanSize, double Singletons, IReadOnlyList<double> ClassCoverage)
{
    /// <summary>Measures sets.</summary>
    /// <param name="level">What was promised.</param>
    /// <param name="truth">True class of each cell.</param>
    /// <param name="sets">Set of each cell.</param>
    /// <param name="donors">Donor of each cell.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="ArgumentException">Lengths differ, or there is no cell.</exception>
    public static ConformalCoverage Of(double level, int[] truth, int[][] sets, DonorGroups donors, int classes)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(sets);
        ArgumentNullException.ThrowIfNull(donors);
        if (truth.Length == 0 || truth.Length != sets.Length || truth.Length != donors.Cells)
        {
            throw new ArgumentException($"{truth.Length} labels, {sets.Length} sets and {donors.Cells} donors do not fit.");
        }

        bool[] covered = [.. truth.Select((label, row) => sets[row].Contains(label))];
        int[] rows = [.. Enumerable.Range(0, truth.Length)];
        return new ConformalCoverage(
            level,
            truth.Length,
            Share(rows),
            rows.GroupBy(row => donors[row]).Average(Share),
            sets.Average(set => set.Length),
            sets.Average(set => set.Length == 1 ? 1.0 : 0),
            [.. Enumerable.Range(0, classes).Select(label => Array.FindAll(rows, row => truth[row] == label)).Select(of => of.Length == 0 ? double.NaN : Share(of))]);

        double Share(IEnumerable<int> some) => some.Average(row => covered[row] ? 1.0 : 0);
    }
}
