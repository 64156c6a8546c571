using System.Globalization;
using EphysTx.Numerics;

namespace EphysTx.Tests.Tabular;

/// <summary>A reference table of the shared data: features from v_baseline on, class and donor of each cell.</summary>
internal sealed record AllenTable(Matrix Features, int[] Labels, int Classes, string[] Donors, string[] Cells)
{
    public static AllenTable Read(string species)
    {
        (string[] header, string[][] rows) = ReadCsv("data", "allen_scalars", $"{species}_scalar_features.csv");
        string[] subclass = Texts(header, rows, "subclass");
        string[] classes = subclass.Distinct().Order(StringComparer.Ordinal).ToArray();
        Matrix features = Numbers(rows, [.. Enumerable.Range(0, header.Length).Skip(Array.IndexOf(header, "v_baseline"))]);
        int[] labels = Array.ConvertAll(subclass, label => Array.IndexOf(classes, label));
        return new AllenTable(features, labels, classes.Length, Texts(header, rows, "donor_id"), Texts(header, rows, "cell_id"));
    }

    /// <summary>The human cells with all their features but the chirp ones and one that is mostly missing.</summary>
    public static AllenTable ReadHumanFull()
    {
        AllenTable human = Read("human");
        (string[] header, string[][] rows) = ReadCsv("data", "allen_scalars", "raw", "LeeDalley_ephys_fx.csv");
        Assert.Equal(human.Cells, Texts(header, rows, "specimen_id"));
        int[] columns = Enumerable.Range(1, header.Length - 1)
            .Where(column => header[column] != "adp_v_last_rheo" && !header[column].EndsWith("_chirp", StringComparison.Ordinal))
            .ToArray();
        return human with { Features = Numbers(rows, columns) };
    }

    /// <summary>
    /// Folds without a donor in two of them: donors in random order, those with the most cells first, each to the fold where the
    /// class counts stay most even.
    /// </summary>
    public int[] DonorFolds(int folds, long seed)
    {
        var random = new SeededRandom(seed);
        int[][] donors = Enumerable.Range(0, Donors.Length).GroupBy(row => Donors[row]).Select(group => group.ToArray()).ToArray();
        random.Shuffle<int[]>(donors);
        var counts = new double[folds, Classes];
        var result = new int[Donors.Length];
        foreach (int[] cells in donors.OrderByDescending(cells => cells.Length))
        {
            int fold = Enumerable.Range(0, folds).MinBy(candidate => cells.Sum(row => counts[candidate, Labels[row]]));
            foreach (int row in cells)
            {
                result[row] = fold;
                counts[fold, Labels[row]] += 1.0 / Labels.Count(label => label == Labels[row]);
            }
        }

        return result;
    }

    private static (string[] Header, string[][] Rows) ReadCsv(params string[] path)
    {
        string[][] lines = File.ReadLines(SharedData.Path(path)).Select(line => line.Split(',')).ToArray();
        Assert.All(lines, line => Assert.Equal(lines[0].Length, line.Length));
        return (lines[0], lines[1..]);
    }

    private static string[] Texts(string[] header, string[][] rows, string column)
    {
        int at = Array.IndexOf(header, column);
        return Array.ConvertAll(rows, row => row[at]);
    }

    private static Matrix Numbers(string[][] rows, int[] columns) => new(rows.Length, columns.Length, rows.SelectMany(row => columns.Select(
        column => row[column].Length == 0 ? double.NaN : double.Parse(row[column], CultureInfo.InvariantCulture))).ToArray());
}
