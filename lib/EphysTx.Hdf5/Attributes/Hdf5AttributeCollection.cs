using System.Buffers.Binary;
using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace EphysTx.Hdf5;

/// <summary>The attributes of one object, in order of creation where the file keeps it, else by name (ordinal).</summary>
public sealed class Hdf5AttributeCollection : IReadOnlyList<Hdf5Attribute>
{
    private const int NameIndex = 8;

    private readonly Hdf5Object _owner;
    private readonly List<Hdf5Attribute> _attributes;
    private readonly Dictionary<string, Hdf5Attribute> _byName = new(StringComparer.Ordinal);

    private Hdf5AttributeCollection(Hdf5Object owner, List<Hdf5Attribute> attributes, bool byCreation)
    {
        _owner = owner;
        _attributes = byCreation && attributes.TrueForAll(a => a.CreationOrder is not null)
            ? [.. attributes.OrderBy(a => a.CreationOrder)]
            : [.. attributes.OrderBy(a => a.Name, StringComparer.Ordinal)];
        foreach (Hdf5Attribute attribute in attributes)
        {
            if (!_byName.TryAdd(attribute.Name, attribute))
            {
                throw owner.Context.Corrupt($"The object has two attributes named '{attribute.Name}'", owner.Header.Address);
            }
        }
    }

    /// <inheritdoc/>
    public int Count => _attributes.Count;

    /// <inheritdoc/>
    public Hdf5Attribute this[int index] => _attributes[index];

    /// <summary>The attribute of this name.</summary>
    /// <exception cref="Hdf5Exception">There is none (<see cref="Hdf5ErrorKind.NotFound"/>).</exception>
    public Hdf5Attribute this[string name] => TryGet(name, out Hdf5Attribute? found) ? found : throw NotFound(name);

    /// <summary>Finds an attribute by its name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Hdf5Attribute? attribute) => _byName.TryGetValue(name, out attribute);

    /// <summary>The text of an attribute that holds one text; null where there is no such attribute or it holds something else.</summary>
    /// <exception cref="Hdf5Exception">The attribute is damaged.</exception>
    public string? TextOrNull(string name) =>
        TryGet(name, out Hdf5Attribute? found) && found.DataType.IsString && found.Space.Count == 1 ? found.ReadString() : null;

    /// <inheritdoc/>
    public IEnumerator<Hdf5Attribute> GetEnumerator() => _attributes.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal static Hdf5AttributeCollection Read(Hdf5Object owner)
    {
        FileContext file = owner.Context;
        var attributes = new List<Hdf5Attribute>();
        foreach (HeaderMessage message in owner.Header.Messages)
        {
            if (message.Kind == MessageKind.Attribute)
            {
                HeaderMessage real = message.IsShared ? SharedMessage.Follow(file, message) : message;
                attributes.Add(new Hdf5Attribute(owner, AttributeMessage.DecodeName(file, real), real, message.CreationOrder));
            }
        }

        bool byCreation = false;
        if (owner.Header.Find(MessageKind.AttributeInfo) is { } info)
        {
            ByteReader reader = owner.Header.Reader(info);
            reader.Version(0, "attribute info");
            byCreation = (reader.U8() & 1) != 0;
            reader.Skip(byCreation ? 2 : 0);
            long heap = reader.FileAddress();
            long names = reader.FileAddress();
            if (heap >= 0)
            {
                ReadDense(owner, heap, names, attributes);
            }
        }

        return new Hdf5AttributeCollection(owner, attributes, byCreation);
    }

    private static void ReadDense(Hdf5Object owner, long heapAddress, long names, List<Hdf5Attribute> attributes)
    {
        FileContext file = owner.Context;
        FractalHeap heap = FractalHeap.Open(file, heapAddress);
        BTree2 index = BTree2.Open(file, names);
        if (index.Type != NameIndex || index.RecordSize < 17)
        {
            throw file.Corrupt("The index of attributes is of the wrong type", names);
        }

        index.Visit((record, address) =>
        {
            int flags = record[8];
            long order = BinaryPrimitives.ReadUInt32LittleEndian(record[9..]);
            var message = new HeaderMessage(MessageKind.Attribute, flags, default, address);
            message = message.IsShared
                ? SharedMessageTable.Get(file, MessageKind.Attribute, record[..8])
                : message with { Body = heap.Get(record[..8]) };
            attributes.Add(new Hdf5Attribute(owner, AttributeMessage.DecodeName(file, message), message, order));
        });
    }

    private Hdf5Exception NotFound(string name)
    {
        var error = new Hdf5Exception(Hdf5ErrorKind.NotFound, $"There is no attribute '{name}'.");
        error.Locate(_owner.Path, _owner.Context.Source.Name);
        return error;
    }
}
