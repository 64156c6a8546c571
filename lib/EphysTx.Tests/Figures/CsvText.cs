namespace EphysTx.Tests.Figures;

/// <summary>A plain RFC 4180 reader, independent of the writer under test.</summary>
internal static class CsvText
{
    public static List<string[]> Parse(string text)
    {
        using var reader = new CsvHelper.CsvParser(new StringReader(text), System.Globalization.CultureInfo.InvariantCulture);
        var records = new List<string[]>();
        while (reader.Read())
        {
            records.Add(reader.Record!);
        }

        return records;
    }
}
