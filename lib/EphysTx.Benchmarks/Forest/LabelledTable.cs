using System.Globalization;
using EphysTx.Numerics;

namespace EphysTx.Benchmarks.Forest;

/// <summary>A table to classify; NaN where a value is missing.</summary>
internal sealed record LabelledTable(string Name, Matrix Features, int[] Labels, int Classes)
{
    /// <summary>Gaussian classes of unequal size on correlated columns, 3 % missing.</summary>
    public static LabelledTable Synthetic(string name, int rows, int columns, double[] shares, long seed)
    {
        var random = new SeededRandom(seed);
        var centres = new Matrix(shares.Length, columns);
        foreach (ref double value in centres.Values.AsSpan())
        {
            value = 0.7 * random.NextNormal();
        }

        var features = new Matrix(rows, columns);
        var labels = new int[rows];
        for (int row = 0; row < rows; row++)
        {
            double draw = random.NextDouble() * shares.Sum();
            while (labels[row] < shares.Length - 1 && draw >= shares[labels[row]])
            {
                draw -= shares[labels[row]++];
            }

            double common = random.NextNormal();
            for (int column = 0; column < columns; column++)
            {
                double value = centres[labels[row], column] + (0.6 * common) + random.NextNormal();
                features[row, column] = random.NextDouble() < 0.03 ? double.NaN : value;
            }
        }

        return new LabelledTable(name, features, labels, shares.Length);
    }

    /// <summary>Reads numeric columns of a comma-separated file and the class column; no quoted commas.</summary>
    public static LabelledTable Read(string name, string path, string classColumn, Func<string, int, bool> isFeature)
    {
        string[][] lines = File.ReadLines(path).Select(line => line.Split(',')).ToArray();
        int[] columns = Enumerable.Range(0, lines[0].Length).Where(i => isFeature(lines[0][i], i)).ToArray();
        int at = Array.IndexOf(lines[0], classColumn);
        string[] classes = lines.Skip(1).Select(line => line[at]).Distinct().Order(StringComparer.Ordinal).ToArray();
        var features = new Matrix(lines.Length - 1, columns.Length);
        for (int row = 0; row < features.Rows; row++)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                string text = lines[row + 1][columns[i]];
                features[row, i] = text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
            }
        }

        return new LabelledTable(name, features, lines.Skip(1).Select(line => Array.IndexOf(classes, line[at])).ToArray(), classes.Length);
    }

    /// <summary>Writes features and class without a header, for the peer.</summary>
    public void Write(string path) => File.WriteAllLines(path, Enumerable.Range(0, Features.Rows).Select(row =>
        string.Join(',', Features.Row(row).ToArray().Select(value => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture)))
        + "," + Labels[row].ToString(CultureInfo.InvariantCulture)));
}
