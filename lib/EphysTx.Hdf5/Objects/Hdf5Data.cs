using System.Numerics;
using System.Runtime.CompilerServices;

namespace EphysTx.Hdf5;

/// <summary>
/// Elements that were read, still in their stored form, and ways to turn them into C# values. Arrays as elements are spread
/// out: their dimensions come last in <see cref="Shape"/>.
/// </summary>
public sealed class Hdf5Data
{
    private readonly FileContext _file;
    private readonly ReadOnlyMemory<byte> _bytes;

    internal Hdf5Data(FileContext file, Hdf5Type type, IReadOnlyList<long> shape, long count, ReadOnlyMemory<byte> bytes)
    {
        while (type.Class == Hdf5TypeClass.Array)
        {
            count *= type.ArrayCount;
            shape = [.. shape, .. type.ArrayShape.Select(n => (long)n)];
            type = type.Base!;
        }

        _file = file;
        _bytes = bytes;
        DataType = type;
        Shape = shape;
        Count = (int)count;
    }

    /// <summary>Type of the elements.</summary>
    public Hdf5Type DataType { get; }

    /// <summary>Shape, slowest dimension first; empty for a single element.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Count { get; }

    /// <summary>The stored bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>
    /// The elements as numbers, row by row. Whole numbers must fit <typeparamref name="T"/>; floating-point numbers can be read
    /// as such only, and are rounded to a narrower type. Enumerations give their numbers.
    /// </summary>
    /// <typeparam name="T">A C# number type of up to 8 bytes.</typeparam>
    /// <exception cref="Hdf5Exception">The elements are no numbers or do not fit (<see cref="Hdf5ErrorKind.WrongType"/>).</exception>
    public T[] Read<T>()
        where T : unmanaged, INumberBase<T>
    {
        NumberConverter.Check<T>(_file, DataType);
        CheckBudget(Unsafe.SizeOf<T>());
        var values = new T[Count];
        new NumberSink<T>(_file, DataType, values, null).Put(_bytes.Span, 1, 0, Count);
        return values;
    }

    /// <summary>The only element as a number.</summary>
    /// <exception cref="Hdf5Exception">There is not exactly one element, or it is no such number.</exception>
    public T ReadScalar<T>()
        where T : unmanaged, INumberBase<T>
    {
        CheckSingle();
        return Read<T>()[0];
    }

    /// <summary>The elements as truth values: the boolean enumeration, or whole numbers where 0 is false.</summary>
    /// <exception cref="Hdf5Exception">The elements are no whole numbers.</exception>
    public bool[] ReadBooleans() => DataType.Number == Hdf5NumberFormat.UInt64
        ? Array.ConvertAll(Read<ulong>(), v => v != 0)
        : Array.ConvertAll(Read<long>(), v => v != 0);

    /// <summary>
    /// The elements as text, of fixed or variable length, without padding. Bytes that are not UTF-8 become U+FFFD; an unset
    /// variable-length text is empty.
    /// </summary>
    /// <exception cref="Hdf5Exception">The elements are no text (<see cref="Hdf5ErrorKind.WrongType"/>).</exception>
    public string[] ReadStrings()
    {
        const int StringOverhead = 32;
        if (!DataType.IsString)
        {
            throw WrongType("text");
        }

        CheckBudget(StringOverhead);
        var texts = new string[Count];
        var budget = new ReadBudget(_file);
        for (int i = 0; i < texts.Length; i++)
        {
            ReadOnlySpan<byte> element = Element(i);
            texts[i] = DataType.Class == Hdf5TypeClass.String
                ? StringDecoder.Fixed(element, DataType.Padding)
                : StringDecoder.Variable(VariableLength.Bytes(_file, element, 1, budget).Span);
        }

        return texts;
    }

    /// <summary>The only element as text.</summary>
    /// <exception cref="Hdf5Exception">There is not exactly one element, or it is no text.</exception>
    public string ReadString()
    {
        CheckSingle();
        return ReadStrings()[0];
    }

    /// <summary>
    /// The elements as references to objects; a region reference gives the dataset of the region. Unset ones are null references.
    /// </summary>
    /// <exception cref="Hdf5Exception">The elements are no references (<see cref="Hdf5ErrorKind.WrongType"/>).</exception>
    public Hdf5Reference[] ReadReferences()
    {
        if (DataType.Class != Hdf5TypeClass.Reference)
        {
            throw WrongType("references");
        }

        CheckBudget(sizeof(long));
        var references = new Hdf5Reference[Count];
        var budget = new ReadBudget(_file);
        for (int i = 0; i < references.Length; i++)
        {
            ReadOnlySpan<byte> element = Element(i);
            if (DataType.IsRegionReference)
            {
                element = VariableLength.HeapObject(_file, element, budget).Span;
            }

            if (element.Length > 0)
            {
                var reader = new ByteReader(_file, element, -1);
                references[i] = new Hdf5Reference(Math.Max(0, reader.FileAddress()));
            }
        }

        return references;
    }

    /// <summary>The only element as a reference.</summary>
    /// <exception cref="Hdf5Exception">There is not exactly one element, or it is no reference.</exception>
    public Hdf5Reference ReadReference()
    {
        CheckSingle();
        return ReadReferences()[0];
    }

    /// <summary>The elements as sequences of variable length, each to be read further.</summary>
    /// <exception cref="Hdf5Exception">The elements are no sequences (<see cref="Hdf5ErrorKind.WrongType"/>).</exception>
    public Hdf5Data[] ReadSequences()
    {
        const int SequenceOverhead = 96;
        if (DataType.Class != Hdf5TypeClass.VariableLength || DataType.IsString)
        {
            throw WrongType("sequences");
        }

        CheckBudget(SequenceOverhead);
        var sequences = new Hdf5Data[Count];
        var budget = new ReadBudget(_file);
        Hdf5Type element = DataType.Base!;
        for (int i = 0; i < sequences.Length; i++)
        {
            ReadOnlyMemory<byte> bytes = VariableLength.Bytes(_file, Element(i), element.Size, budget);
            long count = bytes.Length / element.Size;
            sequences[i] = new Hdf5Data(_file, element, [count], count, bytes);
        }

        return sequences;
    }

    /// <summary>One member of all records.</summary>
    /// <exception cref="Hdf5Exception">The elements are no records, or have no such member.</exception>
    public Hdf5Data Member(string name)
    {
        Hdf5Member member = DataType.Members.FirstOrDefault(m => m.Name == name)
            ?? throw new Hdf5Exception(Hdf5ErrorKind.NotFound, $"The elements ({DataType}) have no member '{name}'.");
        CheckBudget(member.Type.Size);
        byte[] bytes = new byte[(long)Count * member.Type.Size];
        for (int i = 0; i < Count; i++)
        {
            Element(i).Slice(member.Offset, member.Type.Size).CopyTo(bytes.AsSpan(i * member.Type.Size));
        }

        return new Hdf5Data(_file, member.Type, Shape, Count, bytes);
    }

    private ReadOnlySpan<byte> Element(int index) => _bytes.Span.Slice(index * DataType.Size, DataType.Size);

    private void CheckSingle()
    {
        if (Count != 1)
        {
            throw _file.Error(Hdf5ErrorKind.WrongType, $"There are {Count} elements where one was expected", -1);
        }
    }

    private void CheckBudget(long bytesPerElement)
    {
        if (Count * bytesPerElement > _file.Options.MaxReadBytes)
        {
            throw _file.Error(Hdf5ErrorKind.LimitExceeded, $"Reading {Count} elements would exceed the limit of {_file.Options.MaxReadBytes} bytes", -1);
        }
    }

    private Hdf5Exception WrongType(string what) => _file.Error(Hdf5ErrorKind.WrongType, $"Stored elements ({DataType}) are no {what}", -1);
}
