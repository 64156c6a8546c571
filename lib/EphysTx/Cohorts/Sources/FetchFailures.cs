using System.Globalization;
using System.Text;
using EphysTx.Storage;

namespace EphysTx.Cohorts.Sources;

/// <summary>Collects what could not be fetched and says it once: which files, what was tried, what to do.</summary>
internal sealed class FetchFailures(DataFolder folder, FetchOptions options)
{
    private readonly List<(SourceFileStatus Status, DownloadException Error)> _failed = [];

    /// <summary>Why the mirror did not help.</summary>
    public string Mirror { get; set; } = "";

    public void Add(SourceFileStatus status, DownloadException error) => _failed.Add((status, error));

    public void ThrowIfAny(SourceList sources)
    {
        if (_failed.Count > 0)
        {
            throw new EphysTxException(Describe(sources), _failed[0].Error);
        }
    }

    /// <summary>
    /// The failures in half a sentence where files are merely absent and could not be fetched; null where nothing failed, and where a mirror was named or a table is here damaged: those
    /// somebody meant to use.
    /// </summary>
    public string? Absence(SourceList sources) =>
        _failed.Count > 0 && string.IsNullOrWhiteSpace(options.Mirror)
        && _failed.TrueForAll(failure => failure.Status.State is SourceFileState.Absent or SourceFileState.Partial && !failure.Error.IsWrongContent)
            ? $"{_failed.Count} of the {sources.Files.Count} tables of {sources.Cohort} are not here and could not be fetched ({_failed[0].Error.Message.TrimEnd('.')})"
            : null;

    private string Describe(SourceList sources)
    {
        var text = new StringBuilder();
        string which = string.Join(", ", _failed.Select(failure => failure.Status.File.Name));
        text.Append(CultureInfo.InvariantCulture, $"{_failed.Count} of the {sources.Files.Count} files of {sources.Cohort} could not be had: {which}.");
        foreach (SourceFileStatus status in _failed.Select(failure => failure.Status).Where(status => status.State == SourceFileState.WrongHash))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  here:    {folder.PathOf(status.File)} has SHA-256 {status.FoundSha256}, but it should be {status.File.Sha256}");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n  mirror:  {Mirror}");
        foreach (IGrouping<string, SourceFile> group in _failed.GroupBy(failure => failure.Error.Message, failure => failure.Status.File))
        {
            // One reason may stand for every file of a host.
            string where = group.Count() == 1 ? group.First().Url.ToString() : group.First().Url.Host;
            text.Append(CultureInfo.InvariantCulture, $"\n  network: {where}: {group.Key}");
        }

        text.Append(CultureInfo.InvariantCulture, $"\n  remedy:  set {FetchOptions.MirrorVariable} to a folder with the same bytes (any names), or put these into {folder.Path}:");
        foreach ((SourceFileStatus status, _) in _failed)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n           {status.File.Name}  SHA-256 {status.File.Sha256}  {status.File.Url}");
        }

        if (options.UseNetwork)
        {
            text.Append("\n           or try again with a network connection: ephystx data get");
        }

        return text.ToString();
    }
}
