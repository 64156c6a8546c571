using System.Numerics;

namespace EphysTx.Hdf5;

/// <summary>A small named value of an object.</summary>
public sealed class Hdf5Attribute
{
    private readonly Hdf5Object _owner;
    private readonly HeaderMessage _message;
    private AttributeMessage? _decoded;

    internal Hdf5Attribute(Hdf5Object owner, string name, HeaderMessage message, long? creationOrder)
    {
        _owner = owner;
        _message = message;
        Name = name;
        CreationOrder = creationOrder;
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Type of its elements.</summary>
    public Hdf5Type DataType => Decoded.Type;

    /// <summary>Shape of its elements.</summary>
    public Hdf5Dataspace Space => Decoded.Space;

    /// <summary>The value, in stored form.</summary>
    public Hdf5Data Data => Located(() => Decoded.Data(_owner.Context));

    internal long? CreationOrder { get; }

    private AttributeMessage Decoded => _decoded ??= Located(() => AttributeMessage.Decode(_owner.Context, _message));

    /// <summary>The elements as numbers; see <see cref="Hdf5Data.Read{T}"/>.</summary>
    public T[] Read<T>()
        where T : unmanaged, INumberBase<T> => Located(() => Data.Read<T>());

    /// <summary>The only element as a number; see <see cref="Hdf5Data.ReadScalar{T}"/>.</summary>
    public T ReadScalar<T>()
        where T : unmanaged, INumberBase<T> => Located(() => Data.ReadScalar<T>());

    /// <summary>The elements as text; see <see cref="Hdf5Data.ReadStrings"/>.</summary>
    public string[] ReadStrings() => Located(() => Data.ReadStrings());

    /// <summary>The only element as text; see <see cref="Hdf5Data.ReadString"/>.</summary>
    public string ReadString() => Located(() => Data.ReadString());

    /// <summary>The elements as references; see <see cref="Hdf5Data.ReadReferences"/>.</summary>
    public Hdf5Reference[] ReadReferences() => Located(() => Data.ReadReferences());

    private T Located<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Hdf5Exception error) when (error.Locate($"{_owner.Path}@{Name}", _owner.Context.Source.Name))
        {
            throw;
        }
    }
}
