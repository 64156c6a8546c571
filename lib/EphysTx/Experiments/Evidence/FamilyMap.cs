using EphysTx.Numerics;
using EphysTx.Statistics;

namespace EphysTx.Experiments;

/// <summary>A map of classes × families over all test parts.</summary>
/// <param name="Mean">Mean over the test parts; NaN where no test part has a cell of the class.</param>
/// <param name="Spread">Standard deviation over the test parts (divisor n − 1); NaN where fewer than two have a cell of the class.</param>
/// <param name="Parts">Per class how many test parts have a cell of it.</param>
public sealed record FamilyMap(Matrix Mean, Matrix Spread, IReadOnlyList<int> Parts)
{
    /// <summary>Puts the maps of test parts together, each counting alike.</summary>
    /// <param name="maps">Per test part its map, classes × families; a row of NaN where it has no cell of the class.</param>
    /// <exception cref="ArgumentException">There is no map, or they differ in size.</exception>
    public static FamilyMap Over(IReadOnlyList<Matrix> maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        if (maps.Count == 0 || maps.Any(map => map.Rows != maps[0].Rows || map.Columns != maps[0].Columns))
        {
            throw new ArgumentException("Maps of one size are needed, at least one.", nameof(maps));
        }

        Matrix mean = new(maps[0].Rows, maps[0].Columns), spread = new(mean.Rows, mean.Columns);
        for (int i = 0; i < mean.Values.Length; i++)
        {
            double[] present = [.. maps.Select(map => map.Values[i]).Where(value => !double.IsNaN(value))];
            MetricSummary? summary = present.Length == 0 ? null : MetricSummary.Of(present);
            mean.Values[i] = summary?.Mean ?? double.NaN;
            spread.Values[i] = summary?.StandardDeviation ?? double.NaN;
        }

        return new FamilyMap(mean, spread, [.. Enumerable.Range(0, mean.Rows).Select(row => maps.Count(map => !map.Row(row).Contains(double.NaN)))]);
    }

    /// <summary>The family with the largest mean of a class; −1 where the class has none.</summary>
    public int Top(int label) => TopOf(Mean.Row(label));

    internal static int TopOf(ReadOnlySpan<double> row)
    {
        int top = -1;
        for (int family = 0; family < row.Length; family++)
        {
            top = !double.IsNaN(row[family]) && (top < 0 || row[family] > row[top]) ? family : top;
        }

        return top;
    }
}
