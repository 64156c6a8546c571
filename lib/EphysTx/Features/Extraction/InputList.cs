namespace EphysTx.Features.Extraction;

/// <summary>Turns what a person names (files, folders, lists) into recordings with unique identifiers.</summary>
public static class InputList
{
    private const string Ending = ".nwb";

    /// <summary>
    /// The recordings, in ordinal order of their identifiers, each file once. A folder stands for every <c>*.nwb</c> below it; <c>@list.txt</c> for the
    /// files and folders named in it, one a line, relative to the list's folder, with <c>#</c> before comments.
    /// </summary>
    /// <param name="inputs">Files, folders and lists.</param>
    /// <param name="baseFolder">Folder that relative paths are seen from.</param>
    /// <exception cref="EphysTxException">A list or folder cannot be read, or there is no recording at all. A file that is not there comes back all the same, to be reported with the others.</exception>
    public static IReadOnlyList<RecordingInput> Resolve(IReadOnlyList<string> inputs, string baseFolder)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string input in inputs)
        {
            Add(found, input, baseFolder, isFromList: false);
        }

        return found.Count == 0
            ? throw new EphysTxException($"There is no {Ending} file in {string.Join(", ", inputs)}; name files, folders that hold some, or @list.txt.")
            : Identify(found);
    }

    private static void Add(Dictionary<string, string> found, string input, string baseFolder, bool isFromList)
    {
        if (input.StartsWith('@') && !isFromList)
        {
            string list = Path.GetFullPath(input[1..], baseFolder);
            foreach (string line in Guard(list, () => File.ReadAllLines(list)).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0))
            {
                Add(found, line, Path.GetDirectoryName(list)!, isFromList: true);
            }

            return;
        }

        string path = Path.GetFullPath(input, baseFolder);
        if (!Directory.Exists(path))
        {
            found.TryAdd(path, Path.GetFileName(path));
            return;
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, MatchCasing = MatchCasing.CaseInsensitive };
        foreach (string file in Guard(path, () => Directory.GetFiles(path, "*" + Ending, options)))
        {
            found.TryAdd(file, Path.GetRelativePath(path, file).Replace('\\', '/'));
        }
    }

    // The file name alone where it is unique, as the paper's file names are; else with the folders below the one that was named.
    private static List<RecordingInput> Identify(Dictionary<string, string> found)
    {
        HashSet<string> namesUsedTwice = TwiceIn(found.Values.Select(relative => IdOf(Path.GetFileName(relative))));
        HashSet<string> pathsUsedTwice = TwiceIn(found.Values.Select(IdOf));
        var all = new List<RecordingInput>();
        foreach ((string path, string relative) in found)
        {
            string id = IdOf(Path.GetFileName(relative));
            if (namesUsedTwice.Contains(id))
            {
                id = pathsUsedTwice.Contains(IdOf(relative)) ? IdOf(path.Replace('\\', '/').Trim('/')) : IdOf(relative);
            }

            all.Add(new FileInput(id, relative, path));
        }

        return [.. all.OrderBy(input => input.Id, StringComparer.Ordinal).ThenBy(input => input.Location, StringComparer.Ordinal)];
    }

    private static string IdOf(string name) => name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase) ? name[..^Ending.Length] : name;

    private static HashSet<string> TwiceIn(IEnumerable<string> names) =>
        [.. names.GroupBy(name => name, StringComparer.Ordinal).Where(group => group.Skip(1).Any()).Select(group => group.Key)];

    private static T Guard<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new EphysTxException($"{path} cannot be read ({error.Message.TrimEnd('.')}); check the path and that you may read it.", error);
        }
    }
}
