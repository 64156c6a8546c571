using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace EphysTx.Storage;

/// <summary>Turns the bytes of a comma-separated file into a <see cref="CsvTable"/>, strictly: every row has as many fields as the header.</summary>
internal static class CsvTableReader
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static CsvTable Read(string path, byte[] utf8)
    {
        string content = Decode(path, utf8);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = ",",
            Mode = CsvMode.RFC4180,
            IgnoreBlankLines = true,
            BadDataFound = bad => throw new EphysTxException(
                $"{path}, line {bad.Context.Parser!.RawRow}: a quotation mark stands inside a field that does not begin with one; the file is damaged or not comma-separated."),
        };
        bool hasQuotes = content.Contains('"', StringComparison.Ordinal);
        using var parser = new CsvParser(new StringReader(content), configuration);
        string[]? header = null;
        int headerLine = 0;
        var rows = new List<string[]>();
        var lines = new List<int>();
        int lastLine = 0;
        while (parser.Read())
        {
            if (hasQuotes)
            {
                ThrowOnOpenQuote(path, parser, lastLine + 1);
            }

            lastLine = parser.RawRow;
            string[] fields = Fields(parser);
            if (header is null)
            {
                ThrowOnOtherSeparator(path, fields, parser.RawRow);
                header = Array.ConvertAll(fields, name => name.Trim());
                headerLine = parser.RawRow;
                continue;
            }

            if (fields.Length != header.Length)
            {
                throw new EphysTxException(
                    $"{path}, line {parser.RawRow}: {fields.Length} fields where the header has {header.Length}; the line is truncated or has stray commas, so fetch the file again.");
            }

            rows.Add(fields);
            lines.Add(parser.RawRow);
        }

        return header is null
            ? throw new EphysTxException($"{path} is empty; fetch the file again.")
            : new CsvTable(path, header, headerLine, [.. rows], [.. lines]);
    }

    private static string Decode(string path, byte[] utf8)
    {
        int start = utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            string content = StrictUtf8.GetString(utf8, start, utf8.Length - start);
            int zero = content.IndexOf('\0', StringComparison.Ordinal);
            return zero < 0
                ? content
                : throw new EphysTxException($"{path}, line {LineAt(content.AsSpan(0, zero))}: the file holds zero bytes, so it is no text table or was cut off while written; fetch it again.");
        }
        catch (DecoderFallbackException error)
        {
            int line = LineAt(Encoding.Latin1.GetString(utf8, start, Math.Clamp(error.Index, 0, utf8.Length - start)));
            throw new EphysTxException($"{path}, line {line}: the text is not UTF-8; save the table as UTF-8.", error);
        }
    }

    // Spreadsheets write semicolons where the decimal mark is a comma; read as one column, such a table would have no feature at all.
    private static void ThrowOnOtherSeparator(string path, string[] header, int line)
    {
        if (header is [var only] && only.AsSpan().IndexOfAny(';', '\t') >= 0)
        {
            string separator = only.Contains(';', StringComparison.Ordinal) ? "semicolons" : "tabulators";
            throw new EphysTxException($"{path}, line {line}: the fields stand between {separator}; save the table with commas between the fields and points in the numbers (1.5, not 1,5).");
        }
    }

    private static int LineAt(ReadOnlySpan<char> before) => before.Count('\n') + 1;

    private static string[] Fields(CsvParser parser)
    {
        var fields = new string[parser.Count];
        for (int i = 0; i < fields.Length; i++)
        {
            fields[i] = parser[i];
        }

        return fields;
    }

    // At the end of the file the parser closes an open quotation silently, so a cut file would look whole.
    private static void ThrowOnOpenQuote(string path, CsvParser parser, int firstLine)
    {
        if (parser.RawRecord.AsSpan().Count('"') % 2 != 0)
        {
            throw new EphysTxException($"{path}, line {firstLine}: a quoted field is not closed; the file is truncated or damaged, so fetch it again.");
        }
    }
}
