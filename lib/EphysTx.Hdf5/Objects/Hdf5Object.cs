namespace EphysTx.Hdf5;

/// <summary>A group, dataset or committed type of an open file. Objects stay usable until the file is disposed.</summary>
public abstract class Hdf5Object
{
    private Hdf5AttributeCollection? _attributes;

    private protected Hdf5Object(Hdf5File file, ObjectHeader header, string path)
    {
        File = file;
        Header = header;
        Path = path;
    }

    /// <summary>The file it belongs to.</summary>
    public Hdf5File File { get; }

    /// <summary>The path by which it was opened; an object can have several, or none when it was opened by a reference.</summary>
    public string Path { get; }

    /// <summary>Last part of <see cref="Path"/>; "/" for the root.</summary>
    public string Name => Path.Length <= 1 ? Path : Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>Reference to this object.</summary>
    public Hdf5Reference Reference => new(Header.Address);

    /// <summary>The attributes, read at first use.</summary>
    public Hdf5AttributeCollection Attributes => _attributes ??= Located(() => Hdf5AttributeCollection.Read(this));

    internal ObjectHeader Header { get; }

    internal FileContext Context => File.Context;

    internal static Hdf5Object Make(Hdf5File file, ObjectHeader header, string path) =>
        header.Has(MessageKind.Layout) || (header.Has(MessageKind.Dataspace) && header.Has(MessageKind.Datatype)) ? new Hdf5Dataset(file, header, path)
        : LinkTable.IsGroup(header) ? new Hdf5Group(file, header, path)
        : header.Has(MessageKind.Datatype) ? new Hdf5NamedType(file, header, path)
        : throw file.Context.Corrupt("The object is neither group nor dataset nor type", header.Address);

    /// <summary>Does something with this object's path noted in any error.</summary>
    internal T Located<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Hdf5Exception error) when (error.Locate(Path, Context.Source.Name))
        {
            throw;
        }
    }

    internal HeaderMessage Require(MessageKind kind) =>
        Header.Find(kind) ?? throw Context.Corrupt($"The object has no {kind} message", Header.Address);
}

/// <summary>A type that was given a name in the file.</summary>
public sealed class Hdf5NamedType : Hdf5Object
{
    private Hdf5Type? _type;

    internal Hdf5NamedType(Hdf5File file, ObjectHeader header, string path)
        : base(file, header, path)
    {
    }

    /// <summary>The type.</summary>
    public Hdf5Type DataType => _type ??= Located(() =>
    {
        ByteReader reader = Header.Reader(Require(MessageKind.Datatype));
        return TypeDecoder.Decode(ref reader);
    });
}
