using EphysTx.Numerics;

namespace EphysTx.Tests.Statistics;

/// <summary>Random cohorts of many shapes, for properties that must hold for each.</summary>
internal static class SplitCases
{
    /// <summary>Classes of very different size, donors of 1 to about 12 cells that lean to some classes, rows in random order.</summary>
    public static (int[] Labels, string[] Donors) Random(long seed)
    {
        var random = new SeededRandom(seed);
        int classes = 2 + random.NextInt(5);
        int donorCount = 25 + random.NextInt(200);
        double[] weights = Enumerable.Range(0, classes).Select(_ => 0.1 + random.NextDouble()).ToArray();
        var cells = new List<(int Label, string Donor)>();
        for (int donor = 0; donor < donorCount; donor++)
        {
            int favourite = random.NextInt(classes);
            int size = 1 + random.NextInt(1 + random.NextInt(12));
            for (int cell = 0; cell < size; cell++)
            {
                cells.Add((random.NextDouble() < 0.5 ? favourite : Draw(weights, random), $"donor {donor}"));
            }
        }

        (int Label, string Donor)[] shuffled = [.. cells];
        random.Shuffle<(int, string)>(shuffled);
        return (shuffled.Select(cell => cell.Label).ToArray(), shuffled.Select(cell => cell.Donor).ToArray());
    }

    /// <summary>Asserts that two or three parts divide the rows among them without overlap, each ascending.</summary>
    public static void AssertPartition(int cells, params int[][] parts)
    {
        Assert.Equal(Enumerable.Range(0, cells), parts.SelectMany(part => part).Order());
        Assert.All(parts, part => Assert.Equal(part.Order(), part));
    }

    public static void AssertDonorsApart(string[] donors, params int[][] parts)
    {
        int total = parts.Sum(part => part.Select(row => donors[row]).Distinct().Count());
        Assert.Equal(parts.SelectMany(part => part).Select(row => donors[row]).Distinct().Count(), total);
    }

    private static int Draw(double[] weights, SeededRandom random)
    {
        double left = random.NextDouble() * weights.Sum();
        int index = 0;
        while (index < weights.Length - 1 && (left -= weights[index]) > 0)
        {
            index++;
        }

        return index;
    }
}
