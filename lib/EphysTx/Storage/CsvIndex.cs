namespace EphysTx.Storage;

/// <summary>Finds the row of an identifier in a <see cref="CsvTable"/>.</summary>
public static class CsvIndex
{
    /// <summary>Row of each identifier. A blank identifier is an error; so is a second row with the same one.</summary>
    /// <param name="table">The table.</param>
    /// <param name="ids">The identifier of each row.</param>
    /// <param name="acceptRepeatedRows">Whether a row that equals an earlier one in every field counts as that one.</param>
    /// <exception cref="EphysTxException">An identifier is blank or stands in two rows; the message names the lines.</exception>
    public static Dictionary<string, int> Build(CsvTable table, string[] ids, bool acceptRepeatedRows = false)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(ids);
        var index = new Dictionary<string, int>(ids.Length, StringComparer.Ordinal);
        for (int row = 0; row < ids.Length; row++)
        {
            if (ids[row].Length == 0)
            {
                throw table.Error(row, "the identifier is blank");
            }

            if (!index.TryAdd(ids[row], row) && !(acceptRepeatedRows && table.AreEqual(index[ids[row]], row)))
            {
                throw table.Error(row, $"the identifier '{ids[row]}' stands already in line {table.LineOf(index[ids[row]])}; keep one of the two");
            }
        }

        return index;
    }
}
