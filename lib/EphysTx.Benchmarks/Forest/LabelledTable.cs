using System.Globalization;
using EphysTx.Numerics;

namespace EphysTx.Benchmarks.Forest;

/// <summary>A table to classify; NaN where a value is missing.</summary>
internal sealed record LabelledTable(string Name, Matrix Features, int[] Labels, int Classes, int[] Donors)
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

        return new LabelledTable(name, features, labels, shares.Length, Enumerable.Range(0, rows).Select(row => row / 4).ToArray());
    }

    /// <summary>The synthetic tables, of the shapes of the real ones.</summary>
    public static IEnumerable<LabelledTable> SyntheticTables() =>
    [
        Synthetic("synthetic, mouse shape", 4221, 32, [1824, 888, 797, 477, 235], 1),
        Synthetic("synthetic, human shape", 704, 32, [370, 156, 111, 67], 2),
        Synthetic("synthetic, human full shape", 704, 83, [370, 156, 111, 67], 3),
    ];

    /// <summary>The real tables of the shared data, or null where EPHYSTX_SHARED does not name them.</summary>
    public static IReadOnlyList<LabelledTable>? RealTables()
    {
        string? shared = Environment.GetEnvironmentVariable("EPHYSTX_SHARED");
        string folder = Path.Combine(shared ?? "", "data", "allen_scalars");
        if (string.IsNullOrEmpty(shared) || !Directory.Exists(folder))
        {
            return null;
        }

        var human = CsvTable.Read(Path.Combine(folder, "human_scalar_features.csv"));
        var full = CsvTable.Read(Path.Combine(folder, "raw", "LeeDalley_ephys_fx.csv"));
        if (!human.Texts("cell_id").SequenceEqual(full.Texts("specimen_id")))
        {
            throw new InvalidDataException("The two human tables do not list the same cells in the same order.");
        }

        return
        [
            From("mouse", CsvTable.Read(Path.Combine(folder, "mouse_scalar_features.csv"))),
            From("human", human),
            From("human full", human) with
            {
                Features = full.Numbers(full.Header.Skip(1).Where(name => name != "adp_v_last_rheo" && !name.EndsWith("_chirp", StringComparison.Ordinal))),
            },
        ];
    }

    /// <summary>Writes features, class and, if asked, donor without a header, for the peer.</summary>
    public void Write(string path, bool withDonors) => File.WriteAllLines(path, Enumerable.Range(0, Features.Rows).Select(row =>
        string.Join(',', Features.Row(row).ToArray().Select(value => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture)))
        + string.Create(CultureInfo.InvariantCulture, $",{Labels[row]}")
        + (withDonors ? string.Create(CultureInfo.InvariantCulture, $",{Donors[row]}") : "")));

    private static LabelledTable From(string name, CsvTable table)
    {
        (int[] labels, int classes) = Codes(table.Texts("subclass"));
        Matrix features = table.Numbers(table.Header.SkipWhile(column => column != "v_baseline"));
        return new LabelledTable(name, features, labels, classes, Codes(table.Texts("donor_id")).Codes);
    }

    private static (int[] Codes, int Count) Codes(string[] texts)
    {
        string[] distinct = texts.Distinct().Order(StringComparer.Ordinal).ToArray();
        return (Array.ConvertAll(texts, text => Array.BinarySearch(distinct, text, StringComparer.Ordinal)), distinct.Length);
    }
}
