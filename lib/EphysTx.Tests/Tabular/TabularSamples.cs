using EphysTx.Numerics;

namespace EphysTx.Tests.Tabular;

/// <summary>Small tables with a known structure.</summary>
internal static class TabularSamples
{
    /// <summary>Gaussian classes; the first <paramref name="informative"/> columns tell them apart, the others are noise.</summary>
    public static (Matrix Features, int[] Labels) Blobs(int rows, int columns, int classes, int informative, double distance, long seed)
    {
        var random = new SeededRandom(seed);
        var features = new Matrix(rows, columns);
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            labels[row] = row < classes ? row : random.NextInt(classes);
            for (int column = 0; column < columns; column++)
            {
                double centre = column < informative && labels[row] == column % classes ? distance : 0;
                features[row, column] = centre + random.NextNormal();
            }
        }

        return (features, labels);
    }

    /// <summary>Makes a share of the values missing.</summary>
    public static Matrix WithHoles(Matrix features, double share, long seed)
    {
        var random = new SeededRandom(seed);
        Matrix result = features.Clone();
        foreach (ref double value in result.Values.AsSpan())
        {
            value = random.NextDouble() < share ? double.NaN : value;
        }

        return result;
    }
}
