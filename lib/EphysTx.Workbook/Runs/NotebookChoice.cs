namespace EphysTx.Workbook.Runs;

/// <summary>Which notebooks <c>--only</c> and <c>--from</c> mean: by number (<c>04</c>, <c>4</c>) or by name; a solution also by the name of its lesson.</summary>
internal static class NotebookChoice
{
    /// <exception cref="EphysTxException">A name means no notebook; the message lists those that exist.</exception>
    public static IReadOnlyList<string> Choose(IReadOnlyList<string> files, IReadOnlyList<string> only, string? from)
    {
        int first = from is null ? 0 : IndexOf(files, from, "--from");
        if (only.Count == 0)
        {
            return files.Skip(first).ToArray();
        }

        HashSet<int> chosen = only.Select(name => IndexOf(files, name, "--only")).ToHashSet();
        return files.Where((_, index) => chosen.Contains(index)).ToArray();
    }

    private static int IndexOf(IReadOnlyList<string> files, string wanted, string option)
    {
        string name = wanted.EndsWith(".dib", StringComparison.OrdinalIgnoreCase) || wanted.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)
            ? Path.GetFileNameWithoutExtension(wanted)
            : wanted;
        string number = name.Length == 1 && char.IsAsciiDigit(name[0]) ? "0" + name : name;
        for (int i = 0; i < files.Count; i++)
        {
            string file = Path.GetFileNameWithoutExtension(files[i]);
            if (file == name || file.StartsWith(number + "-", StringComparison.Ordinal) || file.StartsWith(name + ".", StringComparison.Ordinal))
            {
                return i;
            }
        }

        throw new EphysTxException($"{option} {wanted}: there is no such notebook; there are {string.Join(", ", files.Select(Path.GetFileNameWithoutExtension))}.");
    }
}
