using EphysTx.Cohorts;
using EphysTx.Numerics;

namespace EphysTx.Tests.Sequence;

/// <summary>Small made-up cohorts with families of different widths, whose classes have the same pattern in every species.</summary>
internal static class FamilyCohort
{
    public static IReadOnlyList<(string Name, int Width)> Families { get; } = [("wave", 6), ("rate", 3), ("step", 5)];

    /// <param name="cells">Cells; a class is drawn for each, the first most often.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="missing">Share of (cell, family) pairs that are missing.</param>
    /// <param name="separation">Size of the classes' patterns against noise of 1.</param>
    /// <param name="classes">2 to 4.</param>
    /// <param name="species">Species.</param>
    public static Cohort Make(int cells, long seed, double missing = 0, double separation = 1, int classes = 3, Species species = Species.Human)
    {
        (string Name, string Family)[] columns = [.. Families.SelectMany(family => Enumerable.Range(0, family.Width).Select(k => ($"{family.Name}_{k}", family.Name)))];
        var random = new SeededRandom(seed);
        var values = new Matrix(cells, columns.Length);
        var list = new List<CohortCell>();
        for (int row = 0; row < cells; row++)
        {
            // Every class occurs; the rest falls to the first ones.
            int label = row < 4 * classes ? row % classes : Math.Min(random.NextInt(classes), random.NextInt(classes));
            list.Add(new CohortCell($"cell {row}", Subclass.SharedFour[label], $"donor {row / 2}", new Dictionary<string, string>()));
            var pattern = new SeededRandom(1000 + label);
            for (int column = 0; column < columns.Length; column++)
            {
                values[row, column] = 50 + (10 * ((separation * pattern.NextNormal()) + random.NextNormal()));
            }

            foreach ((string name, _) in Families)
            {
                if (random.NextDouble() < missing)
                {
                    Array.ForEach([.. Enumerable.Range(0, columns.Length).Where(k => columns[k].Family == name)], (int k) => values[row, k] = double.NaN);
                }
            }
        }

        MissingReason[] reasons = Array.ConvertAll(values.Values, value => double.IsNaN(value) ? MissingReason.FamilyNotReported : MissingReason.Present);
        FeatureDefinition[] features = [.. columns.Select(column => new FeatureDefinition(column.Name, column.Family, "", ""))];
        return new Cohort($"made-up {species}", species, isSimulated: true, list, features, values, reasons, Funnel.None);
    }

    public static int[] Rows(int from, int to) => [.. Enumerable.Range(from, to - from)];
}
