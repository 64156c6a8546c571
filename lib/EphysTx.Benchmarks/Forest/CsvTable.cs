using System.Globalization;
using EphysTx.Numerics;

namespace EphysTx.Benchmarks.Forest;

/// <summary>A comma-separated file without quoted commas, as texts.</summary>
internal sealed class CsvTable
{
    private readonly string[][] _rows;

    private CsvTable(string[] header, string[][] rows) => (Header, _rows) = (header, rows);

    public string[] Header { get; }

    public static CsvTable Read(string path)
    {
        string[][] lines = File.ReadLines(path).Select(line => line.Split(',')).ToArray();
        return new CsvTable(lines[0], lines[1..]);
    }

    public string[] Texts(string column)
    {
        int at = Array.IndexOf(Header, column);
        return Array.ConvertAll(_rows, row => row[at]);
    }

    /// <summary>Rows × columns; an empty text is NaN.</summary>
    public Matrix Numbers(IEnumerable<string> columns)
    {
        int[] at = columns.Select(column => Array.IndexOf(Header, column)).ToArray();
        var result = new Matrix(_rows.Length, at.Length);
        for (int row = 0; row < _rows.Length; row++)
        {
            for (int i = 0; i < at.Length; i++)
            {
                string text = _rows[row][at[i]];
                result[row, i] = text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
            }
        }

        return result;
    }
}
