using EphysTx.Cohorts.Simulated;
using EphysTx.Cohorts.Sources;
using EphysTx.Cohorts.Vectors;

namespace EphysTx.Workbook.Commands;

/// <summary>Prints what is in the data folder.</summary>
internal static class StatusTable
{
    public static void Write(TextWriter output, DataFolder folder, IReadOnlyList<SourceFileStatus> all)
    {
        string[][] rows =
        [
            ["file", "state", "bytes", "origin", "licence"],
            .. all.Select(status => new[]
            {
                status.File.Name,
                Describe(status.State),
                status.State == SourceFileState.Partial ? $"{status.BytesHere}/{status.File.Bytes}" : $"{(status.BytesHere > 0 ? status.BytesHere : status.File.Bytes)}",
                status.File.Origin,
                status.File.Licence,
            }),
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        output.WriteLine(folder.Path);
        foreach (string[] row in rows)
        {
            output.WriteLine(string.Join("  ", row.Select((text, column) => column == 2 ? text.PadLeft(widths[column]) : text.PadRight(widths[column]))).TrimEnd());
        }

        int absent = all.Count(status => status.State != SourceFileState.Present);
        output.WriteLine(absent == 0
            ? $"All {all.Count} files are here and verified."
            : $"{absent} of {all.Count} files are not here; get them with: ephystx data get (set {FetchOptions.MirrorVariable} to a folder with the same bytes where there is no network).");
    }

    /// <summary>The cohorts that are no public files.</summary>
    public static void WriteOthers(TextWriter output, DataFolder folder)
    {
        IReadOnlyList<string> vectors = AllenVectors.FilesIn(folder);
        output.WriteLine(vectors.Count == 0
            ? $"{AllenVectors.Name}: no feature file; put one into {Path.Combine(folder.Path, AllenVectors.Folder)} or name it with {AllenVectorsOptions.FilesVariable}."
            : $"{AllenVectors.Name}: {string.Join(", ", vectors)}");
        output.WriteLine($"{SimulatedCohort.Name}: {(SimulatedCohort.IsKept(folder) ? "made and kept here." : "not made yet; the first run that takes it makes it.")}");
    }

    private static string Describe(SourceFileState state) => state switch
    {
        SourceFileState.Present => "present",
        SourceFileState.WrongHash => "wrong SHA-256",
        SourceFileState.Partial => "partial",
        _ => "absent",
    };
}
