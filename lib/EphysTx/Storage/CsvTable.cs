using System.Globalization;

namespace EphysTx.Storage;

/// <summary>
/// A comma-separated table in memory, whose every error names the file and the line. Header names, numbers and identifiers are trimmed, other
/// texts stay as they are; numbers are read in the invariant culture, whatever the machine's; a blank, <c>NA</c>, <c>NaN</c> or <c>NULL</c> field is missing.
/// </summary>
public sealed class CsvTable
{
    private readonly string[][] _rows;
    private readonly int[] _lines;

    internal CsvTable(string path, string[] header, int headerLine, string[][] rows, int[] lines)
    {
        Path = path;
        Header = header;
        HeaderLine = headerLine;
        _rows = rows;
        _lines = lines;
    }

    /// <summary>The file, as named in errors.</summary>
    public string Path { get; }

    /// <summary>The column names, trimmed.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>Number of data rows.</summary>
    public int Rows => _rows.Length;

    /// <summary>Line of the header, counted from 1.</summary>
    internal int HeaderLine { get; }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="EphysTxException">The file cannot be read or is no well-formed table; the message names the line.</exception>
    public static async Task<CsvTable> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        byte[] bytes;
        try
        {
            bytes = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"The table {path} cannot be read ({error.Message}); check that it exists and that you may read it.", error);
        }

        return Parse(path, bytes);
    }

    /// <summary>Reads a table from UTF-8 bytes, with or without byte-order mark, with LF or CRLF.</summary>
    /// <param name="path">The file they came from, for errors.</param>
    /// <param name="utf8">The content.</param>
    /// <exception cref="EphysTxException">The content is no well-formed table; the message names the line.</exception>
    public static CsvTable Parse(string path, byte[] utf8)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(utf8);
        return CsvTableReader.Read(path, utf8);
    }

    /// <summary>The line of a row in the file, counted from 1; the last one where a quoted field spans lines.</summary>
    public int LineOf(int row) => _lines[row];

    /// <summary>The column of a name.</summary>
    /// <exception cref="EphysTxException">There is no such column, or more than one.</exception>
    public int Column(string name)
    {
        int found = -1;
        for (int column = 0; column < Header.Count; column++)
        {
            if (Header[column] == name)
            {
                found = found < 0 ? column : throw new EphysTxException($"{Path}, line {HeaderLine}: the column '{name}' occurs more than once (columns {found + 1} and {column + 1}); remove one.");
            }
        }

        return found >= 0 ? found : throw new EphysTxException($"{Path}, line {HeaderLine}: there is no column '{name}'; {Suggest(name)}");
    }

    /// <summary>One column as texts, verbatim; a missing value is an empty text.</summary>
    /// <exception cref="EphysTxException">There is no such column.</exception>
    public string[] Texts(string name)
    {
        int column = Column(name);
        return Array.ConvertAll(_rows, row => IsMissing(row[column].AsSpan().Trim()) ? "" : row[column]);
    }

    /// <summary>One column as numbers; a missing value is <see cref="double.NaN"/>.</summary>
    /// <exception cref="EphysTxException">There is no such column, or a field is no finite number; the message names the line.</exception>
    public double[] Numbers(string name)
    {
        int column = Column(name);
        var numbers = new double[_rows.Length];
        for (int row = 0; row < numbers.Length; row++)
        {
            string text = _rows[row][column].Trim();
            if (IsMissing(text))
            {
                numbers[row] = double.NaN;
            }
            else if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[row]) || !double.IsFinite(numbers[row]))
            {
                throw Error(row, $"'{text}' in column '{name}' is not a finite number; write numbers with a decimal point, and leave a missing value blank");
            }
        }

        return numbers;
    }

    /// <summary>
    /// One column as identifiers. Whole numbers that were stored as floating point lose their fraction of zeros
    /// (<c>601506492.0</c> is <c>601506492</c>); a missing identifier is an empty text.
    /// </summary>
    /// <exception cref="EphysTxException">There is no such column, or an identifier was damaged by number formatting; the message names the line.</exception>
    public string[] Ids(string name)
    {
        string[] texts = Texts(name);
        for (int row = 0; row < texts.Length; row++)
        {
            texts[row] = Identifier.Normalize(texts[row].Trim())
                ?? throw Error(row, $"'{texts[row]}' in column '{name}' is not a whole identifier; it was reformatted as a number and may have lost digits, so take it from the original file");
        }

        return texts;
    }

    /// <summary>Whether two rows have the same text in every field.</summary>
    public bool AreEqual(int row, int otherRow) => _rows[row].AsSpan().SequenceEqual(_rows[otherRow]);

    /// <summary>Makes the error of one row: <c>file, line n: what.</c></summary>
    public EphysTxException Error(int row, string what) => new($"{Path}, line {_lines[row]}: {what}.");

    private static bool IsMissing(ReadOnlySpan<char> text) => text is "" or "NA" or "NULL" || text.Equals("NaN", StringComparison.OrdinalIgnoreCase);

    private string Suggest(string name)
    {
        string[] similar = Header.Where(other => other.Length > 0)
            .Select(other => (other, distance: EditDistance.Between(name.ToLowerInvariant(), other.ToLowerInvariant())))
            .Where(pair => pair.distance <= Math.Max(2, name.Length / 3))
            .OrderBy(pair => pair.distance)
            .Take(3)
            .Select(pair => $"'{pair.other}'")
            .ToArray();
        string available = string.Join(", ", Header.Take(12)) + (Header.Count > 12 ? $" … ({Header.Count} in all)" : "");
        return (similar.Length > 0 ? $"similar: {string.Join(", ", similar)}; " : "") + $"it has {available}. Is this the right file?";
    }
}
