using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace EphysTx.Hdf5;

/// <summary>
/// Content of a dataset or attribute to be written: elements of one type in a shape. Arrays are taken without copying and must
/// not change until the file is written.
/// </summary>
public sealed class Hdf5Value
{
    private Hdf5Value(byte[] type, int elementSize, IReadOnlyList<long> shape, long count, Func<WriteContext, ReadOnlyMemory<byte>> encode)
    {
        long product = 1;
        foreach (long length in shape)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(length);
            product = checked(product * length);
        }

        if (product != count)
        {
            throw new ArgumentException($"The shape [{string.Join(", ", shape)}] has {product} elements, but there are {count}.");
        }

        if (count * elementSize > System.Array.MaxLength)
        {
            throw new ArgumentException($"A dataset of more than {System.Array.MaxLength} bytes cannot be written.");
        }

        Type = type;
        ElementSize = elementSize;
        Shape = shape;
        Count = count;
        Encode = encode;
    }

    /// <summary>Lengths of the dimensions, slowest first; empty for a single element.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    internal byte[] Type { get; }

    internal int ElementSize { get; }

    internal Func<WriteContext, ReadOnlyMemory<byte>> Encode { get; }

    /// <summary>One number.</summary>
    public static Hdf5Value Number<T>(T value)
        where T : unmanaged, INumberBase<T> => Numbers<T>(new[] { value }, []);

    /// <summary>An array of numbers.</summary>
    /// <param name="values">The numbers row by row.</param>
    /// <param name="shape">Lengths of the dimensions; none given means one dimension.</param>
    /// <exception cref="ArgumentException">The shape does not fit the number of values.</exception>
    public static Hdf5Value Array<T>(ReadOnlyMemory<T> values, params long[] shape)
        where T : unmanaged, INumberBase<T> => Numbers(values, shape is { Length: > 0 } ? shape : [values.Length]);

    /// <summary>One text of variable length.</summary>
    public static Hdf5Value Text(string value) => Strings([value], []);

    /// <summary>Texts of variable length.</summary>
    public static Hdf5Value Texts(IReadOnlyList<string> values, params long[] shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Strings(values, shape is { Length: > 0 } ? shape : [values.Count]);
    }

    /// <summary>Texts of fixed size in UTF-8, with zero bytes after them.</summary>
    /// <param name="values">The texts.</param>
    /// <param name="size">Bytes for each; 0 takes as many as the longest needs.</param>
    /// <exception cref="ArgumentException">A text is longer than <paramref name="size"/>.</exception>
    public static Hdf5Value FixedTexts(IReadOnlyList<string> values, int size = 0) => Fixed(values, size, [values?.Count ?? 0]);

    /// <summary>One text of fixed size.</summary>
    public static Hdf5Value FixedText(string value) => Fixed([value], 0, []);

    /// <summary>One truth value.</summary>
    public static Hdf5Value Boolean(bool value) => new(TypeEncoder.Boolean(), 1, [], 1, _ => new byte[] { value ? (byte)1 : (byte)0 });

    /// <summary>Truth values.</summary>
    public static Hdf5Value Booleans(IReadOnlyList<bool> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(TypeEncoder.Boolean(), 1, [values.Count], values.Count, _ => values.Select(v => v ? (byte)1 : (byte)0).ToArray());
    }

    /// <summary>A reference to an object of the same file; null refers to nothing.</summary>
    public static Hdf5Value Reference(Hdf5NodeBuilder? target) => Addresses([target], []);

    /// <summary>References to objects of the same file; null refers to nothing.</summary>
    public static Hdf5Value References(IReadOnlyList<Hdf5NodeBuilder?> targets)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return Addresses(targets, [targets.Count]);
    }

    /// <summary>Records: one column per member, all of the same shape.</summary>
    /// <exception cref="ArgumentException">There is no column, or their shapes differ.</exception>
    public static Hdf5Value Compound(params (string Name, Hdf5Value Column)[] members)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Length == 0 || members.Any(m => !m.Column.Shape.SequenceEqual(members[0].Column.Shape)))
        {
            throw new ArgumentException("A compound needs at least one column, and all of the same shape.", nameof(members));
        }

        int size = members.Sum(m => m.Column.ElementSize);
        byte[] type = TypeEncoder.Compound([.. members.Select(m => (m.Name, m.Column.Type, m.Column.ElementSize))]);
        Hdf5Value first = members[0].Column;
        return new(type, size, first.Shape, first.Count, context => Interleave(members, size, context));
    }

    /// <summary>Sequences of different length: each row is one element.</summary>
    /// <exception cref="ArgumentException">There is no row, or their types differ.</exception>
    public static Hdf5Value Sequences(IReadOnlyList<Hdf5Value> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0 || rows.Any(r => !r.Type.AsSpan().SequenceEqual(rows[0].Type)))
        {
            throw new ArgumentException("Sequences need at least one row, and all of the same type.", nameof(rows));
        }

        return new(TypeEncoder.Sequence(rows[0].Type), 16, [rows.Count], rows.Count, context =>
        {
            var writer = new ByteWriter();
            foreach (Hdf5Value row in rows)
            {
                context.Pointer(writer, row.Encode(context).Span, row.Count);
            }

            return writer.ToArray();
        });
    }

    private static Hdf5Value Numbers<T>(ReadOnlyMemory<T> values, IReadOnlyList<long> shape)
        where T : unmanaged, INumberBase<T> =>
        new(TypeEncoder.Number(NumberConverter.FormatOf<T>()), Unsafe.SizeOf<T>(), shape, values.Length, _ => MemoryMarshal.AsBytes(values.Span).ToArray());

    private static Hdf5Value Strings(IReadOnlyList<string> values, IReadOnlyList<long> shape) =>
        new(TypeEncoder.VariableString(), 16, shape, values.Count, context =>
        {
            var writer = new ByteWriter();
            foreach (string value in values)
            {
                byte[] bytes = Encoding.UTF8.GetBytes(value);
                context.Pointer(writer, bytes, bytes.Length);
            }

            return writer.ToArray();
        });

    private static Hdf5Value Fixed(IReadOnlyList<string> values, int size, IReadOnlyList<long> shape)
    {
        ArgumentNullException.ThrowIfNull(values);
        byte[][] texts = [.. values.Select(Encoding.UTF8.GetBytes)];
        int longest = Math.Max(1, texts.Select(t => t.Length).DefaultIfEmpty().Max());
        size = size == 0 ? longest : size;
        if (longest > size)
        {
            throw new ArgumentException($"A text of {longest} bytes does not fit {size}.", nameof(size));
        }

        return new(TypeEncoder.FixedString(size), size, shape, texts.Length, _ =>
        {
            byte[] bytes = new byte[texts.Length * size];
            for (int i = 0; i < texts.Length; i++)
            {
                texts[i].CopyTo(bytes, i * size);
            }

            return bytes;
        });
    }

    private static Hdf5Value Addresses(IReadOnlyList<Hdf5NodeBuilder?> targets, IReadOnlyList<long> shape) =>
        new(TypeEncoder.ObjectReference(), 8, shape, targets.Count, context =>
        {
            var writer = new ByteWriter();
            foreach (Hdf5NodeBuilder? target in targets)
            {
                writer.I64(target is null ? 0 : context.AddressOf(target));
            }

            return writer.ToArray();
        });

    private static byte[] Interleave((string Name, Hdf5Value Column)[] members, int size, WriteContext context)
    {
        byte[] records = new byte[members[0].Column.Count * size];
        int offset = 0;
        foreach ((_, Hdf5Value column) in members)
        {
            ReadOnlySpan<byte> bytes = column.Encode(context).Span;
            for (int i = 0; i < column.Count; i++)
            {
                bytes.Slice(i * column.ElementSize, column.ElementSize).CopyTo(records.AsSpan((i * size) + offset));
            }

            offset += column.ElementSize;
        }

        return records;
    }
}
