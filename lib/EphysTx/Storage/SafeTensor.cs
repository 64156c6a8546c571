using System.Runtime.InteropServices;

namespace EphysTx.Storage;

/// <summary>A named array of numbers, row-major, as it stands in a file of tensors. A scalar has the empty shape.</summary>
public sealed class SafeTensor
{
    private readonly ReadOnlyMemory<byte> _bytes;

    internal SafeTensor(string name, SafeTensorType type, int[] shape, ReadOnlyMemory<byte> bytes)
    {
        Name = name;
        Type = type;
        Shape = shape;
        _bytes = bytes;
    }

    /// <summary>Its name; PyTorch models use the parameter's, for example <c>lstm.weight_ih_l0</c>.</summary>
    public string Name { get; }

    /// <summary>What its elements are.</summary>
    public SafeTensorType Type { get; }

    /// <summary>Lengths of its dimensions, slowest first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of elements.</summary>
    public int Count => _bytes.Length / SafeTensorTypes.SizeOf(Type);

    internal ReadOnlyMemory<byte> Bytes => _bytes;

    /// <summary>A tensor of numbers of 8 bytes; the values are copied.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">Row-major.</param>
    /// <param name="shape">Lengths of the dimensions; none given is one dimension.</param>
    /// <exception cref="ArgumentException">The shape does not fit the number of values, or the name is empty or the reserved one.</exception>
    public static SafeTensor Of(string name, ReadOnlySpan<double> values, params int[] shape) => Make(name, SafeTensorType.F64, values, shape);

    /// <summary>A tensor of numbers of 4 bytes.</summary>
    /// <inheritdoc cref="Of(string, ReadOnlySpan{double}, int[])"/>
    public static SafeTensor Of(string name, ReadOnlySpan<float> values, params int[] shape) => Make(name, SafeTensorType.F32, values, shape);

    /// <summary>A tensor of integers of 4 bytes.</summary>
    /// <inheritdoc cref="Of(string, ReadOnlySpan{double}, int[])"/>
    public static SafeTensor Of(string name, ReadOnlySpan<int> values, params int[] shape) => Make(name, SafeTensorType.I32, values, shape);

    /// <summary>A tensor of integers of 8 bytes.</summary>
    /// <inheritdoc cref="Of(string, ReadOnlySpan{double}, int[])"/>
    public static SafeTensor Of(string name, ReadOnlySpan<long> values, params int[] shape) => Make(name, SafeTensorType.I64, values, shape);

    /// <summary>A tensor of bytes.</summary>
    /// <inheritdoc cref="Of(string, ReadOnlySpan{double}, int[])"/>
    public static SafeTensor Of(string name, ReadOnlySpan<byte> values, params int[] shape) => Make(name, SafeTensorType.U8, values, shape);

    /// <summary>A tensor of truth values.</summary>
    /// <inheritdoc cref="Of(string, ReadOnlySpan{double}, int[])"/>
    public static SafeTensor Of(string name, ReadOnlySpan<bool> values, params int[] shape) => Make(name, SafeTensorType.Bool, values, shape);

    /// <summary>The elements as numbers of 8 bytes; from F64 and F32 only.</summary>
    /// <exception cref="SafeTensorsException">The tensor is of another type.</exception>
    public double[] ToDoubles() => Type == SafeTensorType.F32 ? Array.ConvertAll(Cast<float>(SafeTensorType.F32), value => (double)value) : Cast<double>(SafeTensorType.F64);

    /// <summary>The elements of an F32 tensor.</summary>
    /// <inheritdoc cref="ToDoubles"/>
    public float[] ToSingles() => Cast<float>(SafeTensorType.F32);

    /// <summary>The elements of an I32 tensor.</summary>
    /// <inheritdoc cref="ToDoubles"/>
    public int[] ToInt32s() => Cast<int>(SafeTensorType.I32);

    /// <summary>The elements of an I64 tensor.</summary>
    /// <inheritdoc cref="ToDoubles"/>
    public long[] ToInt64s() => Cast<long>(SafeTensorType.I64);

    /// <summary>The elements of a U8 tensor.</summary>
    /// <inheritdoc cref="ToDoubles"/>
    public byte[] ToBytes() => Cast<byte>(SafeTensorType.U8);

    /// <summary>The elements of a BOOL tensor.</summary>
    /// <inheritdoc cref="ToDoubles"/>
    public bool[] ToBooleans()
    {
        Require(SafeTensorType.Bool);
        return Array.ConvertAll(_bytes.ToArray(), value => value != 0);
    }

    private static SafeTensor Make<T>(string name, SafeTensorType type, ReadOnlySpan<T> values, int[] shape)
        where T : unmanaged
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(shape);
        if (name == SafeTensorsFile.MetadataName)
        {
            throw new ArgumentException($"A tensor may not be called {name}; the format keeps this name for itself.", nameof(name));
        }

        int[] lengths = shape.Length == 0 ? [values.Length] : shape;
        if (Array.Exists(lengths, length => length < 0) || lengths.Aggregate((Int128)1, (product, length) => product * length) != values.Length)
        {
            throw new ArgumentException($"The tensor {name} has {values.Length} values, which do not fit the shape ({string.Join(", ", lengths)}).", nameof(shape));
        }

        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("Tensors are stored little-endian; this machine is not.");
        }

        return new SafeTensor(name, type, [.. lengths], MemoryMarshal.AsBytes(values).ToArray());
    }

    private T[] Cast<T>(SafeTensorType type)
        where T : unmanaged
    {
        Require(type);
        return MemoryMarshal.Cast<byte, T>(_bytes.Span).ToArray();
    }

    private void Require(SafeTensorType type)
    {
        if (Type != type)
        {
            throw new SafeTensorsException(
                SafeTensorsProblem.WrongTensor, $"The tensor '{Name}' is of type {SafeTensorTypes.NameOf(Type)}, not {SafeTensorTypes.NameOf(type)}; the file was written by another program or version.");
        }
    }
}
