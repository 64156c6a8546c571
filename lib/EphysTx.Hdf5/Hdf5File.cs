namespace EphysTx.Hdf5;

/// <summary>
/// An open HDF5 file. Opening reads a few hundred bytes; everything else is read when it is asked for. Safe to use from
/// several threads at once, except for disposing.
/// </summary>
public sealed class Hdf5File : IDisposable
{
    private Hdf5File(FileContext context)
    {
        Context = context;
        Root = new Hdf5Group(this, ObjectHeader.Read(context, context.Superblock.RootHeader), "/");
    }

    /// <summary>The group that everything hangs from.</summary>
    public Hdf5Group Root { get; }

    /// <summary>Bytes before the HDF5 content.</summary>
    public long UserBlockLength => Context.Base;

    /// <summary>Where the bytes come from.</summary>
    public IHdf5Source Source => Context.Source;

    internal FileContext Context { get; }

    /// <summary>Opens an object by its path from the root.</summary>
    /// <exception cref="Hdf5Exception">There is no such object (<see cref="Hdf5ErrorKind.NotFound"/>), or it is damaged.</exception>
    public Hdf5Object this[string path] => Root[path];

    /// <summary>Opens a file on disk.</summary>
    /// <exception cref="Hdf5Exception">It does not exist, may not be read, or is not an HDF5 file.</exception>
    public static Hdf5File Open(string path, Hdf5Options? options = null)
    {
        options ??= Hdf5Options.Default;
        options.Check();
        return Open(new FileSource(path, options.FileCacheBytes), options);
    }

    /// <summary>Opens a readable and seekable stream.</summary>
    /// <exception cref="Hdf5Exception">It is not an HDF5 file.</exception>
    public static Hdf5File Open(Stream stream, bool leaveOpen = false, Hdf5Options? options = null) =>
        Open(new StreamSource(stream, leaveOpen), options);

    /// <summary>Opens any source, which is disposed with the file, also when opening fails.</summary>
    /// <exception cref="Hdf5Exception">It is not an HDF5 file.</exception>
    public static Hdf5File Open(IHdf5Source source, Hdf5Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= Hdf5Options.Default;
        options.Check();
        var context = new FileContext(source, options);
        try
        {
            context.Superblock = Superblock.Read(context);
            return new Hdf5File(context);
        }
        catch (Exception error)
        {
            context.Dispose();
            if (error is Hdf5Exception typed)
            {
                typed.Locate(null, source.Name);
            }

            throw;
        }
    }

    /// <summary>Opens the object a reference names; its path is not known and shown as its address.</summary>
    /// <exception cref="Hdf5Exception">The reference is null or leads to no object.</exception>
    public Hdf5Object Dereference(Hdf5Reference reference) => reference.IsNull
        ? throw new Hdf5Exception(Hdf5ErrorKind.NotFound, "The reference refers to no object.")
        : Open(reference.Address, $"@{reference.Address}");

    /// <summary>
    /// All objects that hard links reach from the root, each once and with its first path, in the order of the links.
    /// </summary>
    /// <exception cref="Hdf5Exception">The nesting is deeper than <see cref="Hdf5Options.MaxDepth"/>, or something is damaged.</exception>
    public IEnumerable<Hdf5Object> Walk()
    {
        var visited = new HashSet<long> { Root.Header.Address };
        var pending = new Stack<(Hdf5Group? Parent, string Name, int Depth)>();
        pending.Push((null, "/", 0));
        while (pending.TryPop(out (Hdf5Group? Parent, string Name, int Depth) next))
        {
            Hdf5Object found = next.Parent is null ? Root : next.Parent[next.Name];
            yield return found;
            if (found is not Hdf5Group group)
            {
                continue;
            }

            if (next.Depth >= Context.Options.MaxDepth)
            {
                throw Context.Error(Hdf5ErrorKind.LimitExceeded, $"Groups are nested deeper than {Context.Options.MaxDepth} levels", group.Header.Address);
            }

            for (int i = group.Links.Count - 1; i >= 0; i--)
            {
                if (group.Links[i].Target is { } target && visited.Add(target.Address))
                {
                    pending.Push((group, group.Links[i].Name, next.Depth + 1));
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Context.Dispose();

    internal Hdf5Object Open(long address, string path)
    {
        try
        {
            return address == Root.Header.Address && path == "/" ? Root : Hdf5Object.Make(this, ObjectHeader.Read(Context, address), path);
        }
        catch (Hdf5Exception error) when (error.Locate(path, Context.Source.Name))
        {
            throw;
        }
    }
}
