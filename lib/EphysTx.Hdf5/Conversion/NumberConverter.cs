using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EphysTx.Hdf5;

/// <summary>Turns stored numbers into C# numbers without boxing.</summary>
internal static class NumberConverter
{
    private const int Piece = 256;

    /// <summary>Whether stored elements have exactly the bytes of <typeparamref name="T"/> in memory.</summary>
    public static bool IsIdentity<T>(Hdf5Type type)
        where T : unmanaged, INumberBase<T> =>
        (!type.IsBigEndian || type.Size == 1) && FormatOf<T>() == type.Number && type.Number != Hdf5NumberFormat.None;

    /// <summary>Refuses what cannot be converted: text, records, and floating point into whole numbers.</summary>
    public static void Check<T>(FileContext file, Hdf5Type type)
        where T : unmanaged, INumberBase<T>
    {
        Hdf5NumberFormat target = FormatOf<T>();
        if (target == Hdf5NumberFormat.None)
        {
            throw new NotSupportedException($"Numbers cannot be read as {typeof(T).Name}.");
        }

        if (type.Number == Hdf5NumberFormat.None || (IsFloat(type.Number) && !IsFloat(target)))
        {
            throw file.Error(Hdf5ErrorKind.WrongType, $"Stored elements ({type}) cannot be read as {typeof(T).Name}", -1);
        }
    }

    /// <summary>
    /// Converts <c>destination.Length</c> elements. Floating-point values are rounded to the narrower type.
    /// </summary>
    /// <exception cref="OverflowException">A whole number does not fit; the caller makes it a typed error.</exception>
    public static void Convert<T>(Hdf5Type type, ReadOnlySpan<byte> source, Span<T> destination)
        where T : unmanaged, INumberBase<T>
    {
        switch (type.Number)
        {
            case Hdf5NumberFormat.Int8: From<sbyte, T>(source, destination, false); break;
            case Hdf5NumberFormat.UInt8: From<byte, T>(source, destination, false); break;
            case Hdf5NumberFormat.Int16: From<short, T>(source, destination, type.IsBigEndian); break;
            case Hdf5NumberFormat.UInt16: From<ushort, T>(source, destination, type.IsBigEndian); break;
            case Hdf5NumberFormat.Int32: From<int, T>(source, destination, type.IsBigEndian); break;
            case Hdf5NumberFormat.UInt32: From<uint, T>(source, destination, type.IsBigEndian); break;
            case Hdf5NumberFormat.Int64: From<long, T>(source, destination, type.IsBigEndian); break;
            case Hdf5NumberFormat.UInt64: From<ulong, T>(source, destination, type.IsBigEndian); break;
            case Hdf5NumberFormat.Float16: From<Half, T>(source, destination, type.IsBigEndian); break;
            case Hdf5NumberFormat.Float32: From<float, T>(source, destination, type.IsBigEndian); break;
            case Hdf5NumberFormat.Float64: From<double, T>(source, destination, type.IsBigEndian); break;
            default: throw new InvalidOperationException("Checked before.");
        }
    }

    private static bool IsFloat(Hdf5NumberFormat format) => format >= Hdf5NumberFormat.Float16;

    private static Hdf5NumberFormat FormatOf<T>() =>
        typeof(T) == typeof(float) ? Hdf5NumberFormat.Float32
        : typeof(T) == typeof(double) ? Hdf5NumberFormat.Float64
        : typeof(T) == typeof(int) ? Hdf5NumberFormat.Int32
        : typeof(T) == typeof(long) ? Hdf5NumberFormat.Int64
        : typeof(T) == typeof(short) ? Hdf5NumberFormat.Int16
        : typeof(T) == typeof(byte) ? Hdf5NumberFormat.UInt8
        : typeof(T) == typeof(sbyte) ? Hdf5NumberFormat.Int8
        : typeof(T) == typeof(ushort) ? Hdf5NumberFormat.UInt16
        : typeof(T) == typeof(uint) ? Hdf5NumberFormat.UInt32
        : typeof(T) == typeof(ulong) ? Hdf5NumberFormat.UInt64
        : typeof(T) == typeof(Half) ? Hdf5NumberFormat.Float16
        : Hdf5NumberFormat.None;

    private static void From<TSource, T>(ReadOnlySpan<byte> bytes, Span<T> destination, bool swap)
        where TSource : unmanaged, INumberBase<TSource>
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<TSource> source = MemoryMarshal.Cast<byte, TSource>(bytes)[..destination.Length];
        if (typeof(TSource) == typeof(T))
        {
            MemoryMarshal.AsBytes(source).CopyTo(MemoryMarshal.AsBytes(destination));
            if (swap)
            {
                Swap(destination);
            }

            return;
        }

        Span<TSource> piece = stackalloc TSource[swap ? Piece : 1];
        while (swap && source.Length > 0)
        {
            int count = Math.Min(Piece, source.Length);
            source[..count].CopyTo(piece);
            Swap(piece[..count]);
            Each<TSource, T>(piece[..count], destination);
            source = source[count..];
            destination = destination[count..];
        }

        Each(source, destination);
    }

    private static void Each<TSource, T>(ReadOnlySpan<TSource> source, Span<T> destination)
        where TSource : unmanaged, INumberBase<TSource>
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < source.Length; i++)
        {
            destination[i] = T.CreateChecked(source[i]);
        }
    }

    private static void Swap<T>(Span<T> values)
        where T : unmanaged
    {
        switch (Unsafe.SizeOf<T>())
        {
            case 2:
                Span<ushort> two = MemoryMarshal.Cast<T, ushort>(values);
                BinaryPrimitives.ReverseEndianness(two, two);
                break;
            case 4:
                Span<uint> four = MemoryMarshal.Cast<T, uint>(values);
                BinaryPrimitives.ReverseEndianness(four, four);
                break;
            case 8:
                Span<ulong> eight = MemoryMarshal.Cast<T, ulong>(values);
                BinaryPrimitives.ReverseEndianness(eight, eight);
                break;
            default:
                break;
        }
    }
}
