using System.Globalization;
using EphysTx.Cohorts;
using EphysTx.Features;
using EphysTx.Features.Extraction;
using EphysTx.Numerics;

namespace EphysTx.Prediction;

/// <summary>
/// Families of thousands of values as few: means of equal stretches. A model for prediction takes features by the dozen; nothing is fitted, so nothing of a test cell comes in and nothing has to
/// be stored but names such as <c>psth[0-24]</c>.
/// </summary>
public static class FamilyBlocks
{
    /// <summary>Stretches of a family.</summary>
    public const int PerFamily = 8;

    /// <summary>Cohorts of more features than this are taken in stretches.</summary>
    public const int MostFeatures = 500;

    /// <summary>The same cells with the stretches of each family as features; a cohort of few features is given back as it is.</summary>
    public static Cohort Of(Cohort cohort)
    {
        ArgumentNullException.ThrowIfNull(cohort);
        if (cohort.Features.Count <= MostFeatures)
        {
            return cohort;
        }

        (FeatureDefinition Definition, int First, int Count)[] blocks = [.. cohort.Families.SelectMany(family => Stretches(family.Columns.Count).Select(one =>
            (Define(family.Name, one.From, one.To), family.Columns[0] + one.From, one.To - one.From + 1)))];
        var values = new Matrix(cohort.Cells.Count, blocks.Length);
        var missing = new MissingReason[values.Values.Length];
        for (int row = 0; row < values.Rows; row++)
        {
            for (int block = 0; block < blocks.Length; block++)
            {
                values[row, block] = MeanOf(cohort.Values.Row(row).Slice(blocks[block].First, blocks[block].Count));
                missing[(row * blocks.Length) + block] = double.IsNaN(values[row, block]) ? cohort.Missing(row, blocks[block].First) : MissingReason.Present;
            }
        }

        return new Cohort(cohort.Name, cohort.Species, cohort.IsSimulated, cohort.Cells, [.. blocks.Select(block => block.Definition)], values, missing, cohort.Funnel);
    }

    /// <summary>Whether a model takes stretches of families.</summary>
    internal static bool AreIn(IReadOnlyList<FeatureDefinition> features) => features.Any(feature => Parse(feature) is not null);

    /// <summary>The stretches that a model takes, of a cell whose families were drawn.</summary>
    internal static CellFeatures CellOf(ExtractedCell cell, string source, IReadOnlyList<FeatureDefinition> features, IReadOnlyList<TraceExcerpt>? traces = null)
    {
        FamilyVector?[] vectors = [.. features.Select(feature => cell.Families.FirstOrDefault(one => one.Name == feature.Family))];
        double[] values = [.. features.Select((feature, k) => Parse(feature) is (int from, int to) && vectors[k]?.Values is { } all && from < all.Length
            ? MeanOf([.. all.Skip(from).Take(to - from + 1)])
            : double.NaN)];
        return new CellFeatures(
            cell.Id, source, values, [.. values.Select((value, k) => double.IsNaN(value) ? vectors[k]?.Failure?.Text ?? "the family is not reported" : null)], traces ?? []);
    }

    private static IEnumerable<(int From, int To)> Stretches(int width)
    {
        int count = Math.Min(PerFamily, width);
        return Enumerable.Range(0, count).Select(k => (k * width / count, ((k + 1) * width / count) - 1));
    }

    private static FeatureDefinition Define(string family, int from, int to) => new(
        string.Create(CultureInfo.InvariantCulture, $"{family}[{from}-{to}]"), family, "", string.Create(CultureInfo.InvariantCulture, $"Mean of the values {from} to {to} of the family {family}."));

    private static (int From, int To)? Parse(FeatureDefinition feature)
    {
        string[] ends = feature.Name.StartsWith(feature.Family + "[", StringComparison.Ordinal) && feature.Name[^1] == ']' ? feature.Name[(feature.Family.Length + 1)..^1].Split('-') : [];
        return ends.Length == 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int from)
            && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out int to)
            && from <= to && to < 1_000_000
            ? (from, to)
            : null;
    }

    private static double MeanOf(ReadOnlySpan<double> values)
    {
        double sum = 0;
        int count = 0;
        foreach (double value in values)
        {
            (sum, count) = double.IsNaN(value) ? (sum, count) : (sum + value, count + 1);
        }

        return count == 0 ? double.NaN : sum / count;
    }
}
