using System.Diagnostics.CodeAnalysis;

namespace EphysTx.Hdf5;

/// <summary>A group: named links to objects.</summary>
public sealed class Hdf5Group : Hdf5Object
{
    internal Hdf5Group(Hdf5File file, ObjectHeader header, string path)
        : base(file, header, path)
    {
    }

    /// <summary>
    /// The links, in order of creation where the file keeps it, else by name (ordinal). Listing them opens no object.
    /// </summary>
    public IReadOnlyList<Hdf5Link> Links => Table.Links;

    /// <summary>
    /// The linked objects in the order of <see cref="Links"/>, each opened when it is reached. Soft links that lead nowhere are
    /// left out, external and user-defined links too.
    /// </summary>
    public IEnumerable<Hdf5Object> Children
    {
        get
        {
            foreach (Hdf5Link link in Links)
            {
                if (link.Kind is Hdf5LinkKind.Hard or Hdf5LinkKind.Soft && TryGet(link.Name, out Hdf5Object? child))
                {
                    yield return child;
                }
            }
        }
    }

    /// <summary>Opens an object by its path.</summary>
    /// <exception cref="Hdf5Exception">There is no such object (<see cref="Hdf5ErrorKind.NotFound"/>), or it is damaged.</exception>
    public Hdf5Object this[string path] => TryGet(path, out Hdf5Object? found) ? found : throw NotFound(path);

    private LinkTable Table => Located(() => Context.Links(Header.Address, () => LinkTable.Read(Context, Header)));

    /// <summary>
    /// Opens an object by its path: names separated by "/", from this group, or from the root if it starts with "/". Soft links
    /// are followed.
    /// </summary>
    /// <returns>False if a name on the path does not exist, is not in a group, or is a soft link that leads nowhere.</returns>
    /// <exception cref="Hdf5Exception">The file is damaged, soft links go in a circle, or the path crosses an external link.</exception>
    public bool TryGet(string path, [NotNullWhen(true)] out Hdf5Object? found)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        found = PathWalker.Walk(this, path);
        return found is not null;
    }

    /// <summary>Opens a group by its path; false if there is none.</summary>
    public bool TryGetGroup(string path, [NotNullWhen(true)] out Hdf5Group? group)
    {
        group = TryGet(path, out Hdf5Object? found) ? found as Hdf5Group : null;
        return group is not null;
    }

    /// <summary>Opens a dataset by its path; false if there is none.</summary>
    public bool TryGetDataset(string path, [NotNullWhen(true)] out Hdf5Dataset? dataset)
    {
        dataset = TryGet(path, out Hdf5Object? found) ? found as Hdf5Dataset : null;
        return dataset is not null;
    }

    /// <summary>Opens a group by its path.</summary>
    /// <exception cref="Hdf5Exception">There is none.</exception>
    public Hdf5Group Group(string path) => TryGetGroup(path, out Hdf5Group? group) ? group : throw NotFound(path, "group");

    /// <summary>Opens a dataset by its path.</summary>
    /// <exception cref="Hdf5Exception">There is none.</exception>
    public Hdf5Dataset Dataset(string path) => TryGetDataset(path, out Hdf5Dataset? dataset) ? dataset : throw NotFound(path, "dataset");

    internal Hdf5Link? FindLink(string name) => Table.Find(name);

    private Hdf5Exception NotFound(string path, string what = "object")
    {
        var error = new Hdf5Exception(Hdf5ErrorKind.NotFound, $"There is no {what} '{path}'.");
        error.Locate(Path, Context.Source.Name);
        return error;
    }
}
