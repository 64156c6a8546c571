using System.Text;
using EphysTx.Cohorts.Allen;
using EphysTx.Storage;
using EphysTx.Workbook.Runs;

namespace EphysTx.Workbook.Publishing;

/// <summary>Puts what a run made into the repository: all of it or nothing.</summary>
internal sealed class Publisher(Repository repository)
{
    /// <summary>The cells whose results the repository keeps.</summary>
    public const string Cohort = AllenScalars.Name;

    /// <summary>Writes the files of a run, and removes those of earlier runs that it does not have any more.</summary>
    /// <returns>The files, and how many were removed.</returns>
    /// <exception cref="EphysTxException">A file is too large, names a path of this machine or shows single cells; or the repository cannot be written. Nothing has changed then.</exception>
    public (IReadOnlyList<PublishedFile> Files, int Removed) Publish(FinishedRun run, CancellationToken cancellationToken)
    {
        if (run.Cohort != Cohort)
        {
            throw new EphysTxException($"{run.Folder} holds results of {run.Cohort}; the repository keeps those of {Cohort}, so run with --cohort {Cohort}.");
        }

        IReadOnlyList<PublishedFile> files = PublishedFile.Of(run);
        var limits = new PublishLimits();
        string[] folders = [repository.Root, run.Folder, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile)];
        string[] problems = [.. files.Select(file => file.Problem(limits, folders)).OfType<string>()];
        if (problems.Length > 0)
        {
            throw new EphysTxException($"Nothing was published from {run.Folder}:\n  {string.Join("\n  ", problems)}");
        }

        AtomicFileGroup.Write([.. files.Select(file => (Path.Combine(repository.Root, file.Path), (Action<Stream>)(stream => stream.Write(Encoding.UTF8.GetBytes(file.Content)))))], cancellationToken);
        return (files, run.Profile == "full" ? RemoveOthers(files) : 0);
    }

    private int RemoveOthers(IReadOnlyList<PublishedFile> files)
    {
        HashSet<string> kept = [.. files.Select(file => Path.GetFullPath(file.Path, repository.Root)), Path.GetFullPath(PublishedNames.Results(Cohort, "quick"), repository.Root)];
        string[] others = [.. new[] { $"figures/{Cohort}", PublishedNames.RenderedFolder }.SelectMany(folder => Directory.EnumerateFiles(Path.GetFullPath(folder, repository.Root))).Where(file => !kept.Contains(file))];
        foreach (string file in others)
        {
            File.Delete(file);
        }

        return others.Length;
    }
}
