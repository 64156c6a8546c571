using System.Text;

namespace EphysTx.Hdf5;

/// <summary>A group or dataset to be written.</summary>
public abstract class Hdf5NodeBuilder
{
    private readonly Dictionary<string, Hdf5Value> _attributes = new(StringComparer.Ordinal);

    private protected Hdf5NodeBuilder()
    {
    }

    internal IReadOnlyDictionary<string, Hdf5Value> Attributes => _attributes;

    /// <summary>Sets an attribute, replacing one of the same name. It must be smaller than 64 kB.</summary>
    /// <returns>This object, for the next call.</returns>
    public Hdf5NodeBuilder SetAttribute(string name, Hdf5Value value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        _attributes[name] = value;
        return this;
    }

    /// <summary>Sets an attribute to one text of variable length.</summary>
    /// <returns>This object, for the next call.</returns>
    public Hdf5NodeBuilder SetAttribute(string name, string value) => SetAttribute(name, Hdf5Value.Text(value));
}

/// <summary>A dataset to be written.</summary>
public sealed class Hdf5DatasetBuilder : Hdf5NodeBuilder
{
    internal Hdf5DatasetBuilder(Hdf5Value value, Hdf5Storage storage)
    {
        Value = value;
        Storage = storage;
        ChunkShape = storage.ChunkShapeFor(value);
    }

    /// <summary>Its content.</summary>
    public Hdf5Value Value { get; }

    /// <summary>How it is stored.</summary>
    public Hdf5Storage Storage { get; }

    internal long[]? ChunkShape { get; }
}

/// <summary>A group to be written.</summary>
public sealed class Hdf5GroupBuilder : Hdf5NodeBuilder
{
    private readonly SortedDictionary<string, (Hdf5NodeBuilder? Node, string? Path)> _links = new(StringComparer.Ordinal);

    internal Hdf5GroupBuilder()
    {
    }

    internal IReadOnlyDictionary<string, (Hdf5NodeBuilder? Node, string? Path)> Links => _links;

    /// <summary>Adds a group.</summary>
    /// <exception cref="ArgumentException">The name is empty, "." , contains "/" or a zero, or is there already.</exception>
    public Hdf5GroupBuilder AddGroup(string name)
    {
        var group = new Hdf5GroupBuilder();
        Add(name, (group, null));
        return group;
    }

    /// <summary>Adds a dataset.</summary>
    /// <param name="name">Its name in this group.</param>
    /// <param name="value">Its content.</param>
    /// <param name="storage">How it is stored; null means in one piece.</param>
    /// <exception cref="ArgumentException">The name is not possible, or the storage does not fit the shape.</exception>
    public Hdf5DatasetBuilder AddDataset(string name, Hdf5Value value, Hdf5Storage? storage = null)
    {
        ArgumentNullException.ThrowIfNull(value);
        var dataset = new Hdf5DatasetBuilder(value, storage ?? Hdf5Storage.Contiguous);
        Add(name, (dataset, null));
        return dataset;
    }

    /// <summary>Adds a path in this file under a name; it need not lead anywhere.</summary>
    public void AddSoftLink(string name, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Add(name, (null, path));
    }

    /// <summary>Adds another name for an object of the same file.</summary>
    public void AddLink(string name, Hdf5NodeBuilder target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Add(name, (target, null));
    }

    private void Add(string name, (Hdf5NodeBuilder? Node, string? Path) link)
    {
        if (string.IsNullOrEmpty(name) || name == "." || name.Contains('/', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal)
            || Encoding.UTF8.GetByteCount(name) > 60_000)
        {
            throw new ArgumentException($"'{name}' is no name for an object.", nameof(name));
        }

        if (!_links.TryAdd(name, link))
        {
            throw new ArgumentException($"There is an object '{name}' already.", nameof(name));
        }
    }
}
