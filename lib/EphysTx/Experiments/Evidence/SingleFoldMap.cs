using EphysTx.Numerics;

namespace EphysTx.Experiments;

/// <summary>One class of the attention map of a single test part, as the paper's code draws it, held against all test parts together.</summary>
/// <param name="Label">The class.</param>
/// <param name="Cells">Cells of the class in that test part.</param>
/// <param name="Top">Family with the largest attention there; −1 where it has no cell of the class.</param>
/// <param name="PooledTop">Family with the largest attention over all test parts.</param>
/// <param name="LargestDifference">Largest difference of a family's attention from its mean over all test parts; NaN without cells.</param>
/// <param name="PartsThatAgree">Test parts whose top family is <paramref name="PooledTop"/>.</param>
/// <param name="Parts">Test parts with a cell of the class.</param>
public sealed record SingleFoldMap(int Label, int Cells, int Top, int PooledTop, double LargestDifference, int PartsThatAgree, int Parts)
{
    /// <summary>Holds one test part against all.</summary>
    /// <param name="summary">All test parts.</param>
    /// <param name="fold">Which one, from 0; null for the last fold of the last run, the paper's.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such test part.</exception>
    public static IReadOnlyList<SingleFoldMap> Of(FamilyEvidenceSummary summary, int? fold = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        int index = fold ?? summary.Folds.Count - 1;
        ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(fold));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, summary.Folds.Count, nameof(fold));
        Matrix[] maps = [.. summary.Folds.Select(part => part.ClassMeans(part.Attention))];
        return [.. Enumerable.Range(0, summary.Cohort.Classes.Length).Select(label =>
        {
            int pooledTop = summary.Attention.Top(label);
            double[] differences = [.. Enumerable.Range(0, maps[index].Columns).Select(family => Math.Abs(maps[index][label, family] - summary.Attention.Mean[label, family]))];
            return new SingleFoldMap(
                label,
                summary.Folds[index].CellsOf(label),
                FamilyMap.TopOf(maps[index].Row(label)),
                pooledTop,
                differences.Contains(double.NaN) ? double.NaN : differences.Max(),
                pooledTop < 0 ? 0 : maps.Count(map => FamilyMap.TopOf(map.Row(label)) == pooledTop),
                summary.Attention.Parts[label]);
        })];
    }
}
