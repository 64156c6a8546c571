namespace EphysTx.Hdf5;

/// <summary>Follows a path of names through groups and soft links.</summary>
internal static class PathWalker
{
    private const int MaxSoftLinks = 40;
    private const int MaxSteps = 10_000;

    /// <summary>The object at the end of the path; null if the path leads nowhere.</summary>
    public static Hdf5Object? Walk(Hdf5Group from, string path)
    {
        Hdf5File file = from.File;
        Hdf5Object current = path[0] == '/' ? file.Root : from;
        var names = new Stack<string>();
        Push(names, path);
        int softLinks = 0;
        int steps = 0;
        while (names.TryPop(out string? name))
        {
            if (current is not Hdf5Group group || group.FindLink(name) is not { } link)
            {
                return null;
            }

            if (++steps > MaxSteps)
            {
                throw Error(group, Hdf5ErrorKind.LimitExceeded, $"A path has more than {MaxSteps} names.");
            }

            switch (link.Kind)
            {
                case Hdf5LinkKind.Hard:
                    current = file.Open(link.Target!.Value.Address, group.Path == "/" ? "/" + name : $"{group.Path}/{name}");
                    break;
                case Hdf5LinkKind.Soft when ++softLinks > MaxSoftLinks:
                    throw Error(group, Hdf5ErrorKind.Corrupt, $"The soft link '{name}' leads through more than {MaxSoftLinks} others, probably in a circle.");
                case Hdf5LinkKind.Soft when link.TargetPath!.Length == 0:
                    return null;
                case Hdf5LinkKind.Soft:
                    Push(names, link.TargetPath!);
                    current = link.TargetPath![0] == '/' ? file.Root : group;
                    break;
                case Hdf5LinkKind.External:
                    throw Error(
                        group, Hdf5ErrorKind.Unsupported, $"'{name}' is an external link to '{link.TargetPath}' in the file '{link.TargetFile}', which is not followed.");
                default:
                    throw Error(group, Hdf5ErrorKind.Unsupported, $"'{name}' is a link of a kind that is not known.");
            }
        }

        return current;
    }

    private static void Push(Stack<string> names, string path)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            if (parts[i] != ".")
            {
                names.Push(parts[i]);
            }
        }
    }

    private static Hdf5Exception Error(Hdf5Group group, Hdf5ErrorKind kind, string detail)
    {
        var error = new Hdf5Exception(kind, detail);
        error.Locate(group.Path, group.Context.Source.Name);
        return error;
    }
}
