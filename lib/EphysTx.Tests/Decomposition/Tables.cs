using System.Text.Json;
using EphysTx.Numerics;

namespace EphysTx.Tests.Decomposition;

/// <summary>Tables that several tests of the room take.</summary>
internal static class Tables
{
    public static JsonElement Fixture(string name) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Decomposition", "Fixtures", name))).RootElement;

    public static Matrix Transposed(Matrix values)
    {
        var result = new Matrix(values.Columns, values.Rows);
        for (int i = 0; i < values.Values.Length; i++)
        {
            result[i % values.Columns, i / values.Columns] = values.Values[i];
        }

        return result;
    }

    /// <summary>Cells whose columns are smooth curves of a few hidden traits, with noise.</summary>
    public static Matrix Smooth(int cells, int columns, long seed)
    {
        var random = new SeededRandom(seed);
        var result = new Matrix(cells, columns);
        for (int row = 0; row < cells; row++)
        {
            double[] traits = Enumerable.Range(0, 6).Select(k => random.NextNormal() / (k + 1)).ToArray();
            for (int column = 0; column < columns; column++)
            {
                result[row, column] = traits.Select((trait, k) => trait * Math.Cos((k + 1) * Math.PI * column / columns)).Sum() + (0.02 * random.NextNormal());
            }
        }

        return result;
    }

    public static void Close(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        double size = expected.Max(Math.Abs);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(pair.Second, pair.First - (tolerance * size), pair.First + (tolerance * size)));
    }
}
