namespace EphysTx.Workbook.Runs;

/// <summary>
/// The state of a notebook's results file before the notebook runs, so that a file left by an earlier run is not taken
/// for its result. Nothing is deleted beforehand: a run that stops early leaves everything as it was.
/// </summary>
/// <param name="Path">Absolute path of the file.</param>
/// <param name="WrittenAt">When it was last written, or null where it is not there.</param>
internal sealed record ResultsStamp(string Path, DateTime? WrittenAt)
{
    public static ResultsStamp Of(string outFolder, string notebookName)
    {
        string path = System.IO.Path.Combine(outFolder, "results", notebookName + ".json");
        return new ResultsStamp(path, Written(path));
    }

    /// <summary>Whether the file has been written since.</summary>
    public bool IsRenewed => Written(Path) is { } now && now != WrittenAt;

    private static DateTime? Written(string path) => File.Exists(path) ? File.GetLastWriteTimeUtc(path) : null;
}
