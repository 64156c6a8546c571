using EphysTx.Storage;

namespace EphysTx.Cohorts.Allen;

/// <summary>Finds the row of a recording session in a mouse feature table. The session stands inside the name of the NWB file, <c>sub-…_ses-&lt;session&gt;_icephys.nwb</c>.</summary>
internal static class SessionIndex
{
    private const string SessionMark = "ses-";

    /// <summary>Row of each session.</summary>
    /// <exception cref="EphysTxException">A name has no session, or one that the metadata do not have, or one that an earlier row has.</exception>
    public static Dictionary<string, int> Build(CsvTable table, string column, CsvTable metadata, string[] metadataSessions)
    {
        var known = metadataSessions.ToHashSet(StringComparer.Ordinal);
        string[] names = table.Texts(column);
        var sessions = new string[names.Length];
        for (int row = 0; row < names.Length; row++)
        {
            int start = names[row].IndexOf(SessionMark, StringComparison.Ordinal) + SessionMark.Length;
            int end = start;
            while (end < names[row].Length && char.IsAsciiDigit(names[row][end]))
            {
                end++;
            }

            if (start < SessionMark.Length || end == start)
            {
                throw table.Error(row, $"'{names[row]}' in column '{column}' has no session (ses-<number>)");
            }

            sessions[row] = names[row][start..end];
            if (!known.Contains(sessions[row]))
            {
                throw table.Error(row, $"the session {sessions[row]} is not in {metadata.Path}; the two files are of different releases");
            }
        }

        return CsvIndex.Build(table, sessions);
    }
}
