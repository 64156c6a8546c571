using System.Numerics;
using System.Runtime.InteropServices;

namespace EphysTx.Hdf5;

/// <summary>Where the elements of a read go. Different places may be filled from several threads at once.</summary>
internal abstract class ElementSink(int elementSize)
{
    /// <summary>Bytes of one stored element.</summary>
    protected int ElementSize { get; } = elementSize;

    /// <summary>Puts <paramref name="count"/> elements, <paramref name="stride"/> elements apart in the source, at an index.</summary>
    public abstract void Put(ReadOnlySpan<byte> source, int stride, int at, int count);

    /// <summary>The destination itself, where stored bytes can go without conversion; then <see cref="Landed"/> must be called.</summary>
    public virtual bool TryGetSpan(int at, int count, out Span<byte> span)
    {
        span = default;
        return false;
    }

    /// <summary>Tells that bytes were put into a span of <see cref="TryGetSpan"/>.</summary>
    public virtual void Landed(int at, int count)
    {
    }

    /// <summary>Repeats one stored element.</summary>
    public void Fill(ReadOnlySpan<byte> element, int at, int count) => Put(element, 0, at, count);
}

/// <summary>Keeps elements as they are stored.</summary>
internal sealed class RawSink(Memory<byte> destination, int elementSize) : ElementSink(elementSize)
{
    public override void Put(ReadOnlySpan<byte> source, int stride, int at, int count)
    {
        Span<byte> target = destination.Span.Slice(at * ElementSize, count * ElementSize);
        if (stride == 1)
        {
            source[..target.Length].CopyTo(target);
            return;
        }

        for (int i = 0; i < count; i++)
        {
            source.Slice(i * stride * ElementSize, ElementSize).CopyTo(target[(i * ElementSize)..]);
        }
    }

    public override bool TryGetSpan(int at, int count, out Span<byte> span)
    {
        span = destination.Span.Slice(at * ElementSize, count * ElementSize);
        return true;
    }
}

/// <summary>Converts elements to numbers, and scales them where asked.</summary>
internal sealed class NumberSink<T>(FileContext file, Hdf5Type type, Memory<T> destination, (T Scale, T Offset)? scaling) : ElementSink(type.Size)
    where T : unmanaged, INumberBase<T>
{
    private readonly bool _identity = NumberConverter.IsIdentity<T>(type);

    public override void Put(ReadOnlySpan<byte> source, int stride, int at, int count)
    {
        Span<T> target = destination.Span.Slice(at, count);
        try
        {
            if (stride == 1)
            {
                NumberConverter.Convert(type, source[..(count * ElementSize)], target);
            }
            else if (stride == 0)
            {
                NumberConverter.Convert(type, source[..ElementSize], target[..Math.Min(1, count)]);
                target[Math.Min(1, count)..].Fill(count > 0 ? target[0] : default);
            }
            else
            {
                for (int i = 0; i < count; i++)
                {
                    NumberConverter.Convert(type, source.Slice(i * stride * ElementSize, ElementSize), target.Slice(i, 1));
                }
            }
        }
        catch (OverflowException)
        {
            throw file.Error(Hdf5ErrorKind.WrongType, $"A stored number ({type}) does not fit {typeof(T).Name}", -1);
        }

        Landed(at, count);
    }

    public override bool TryGetSpan(int at, int count, out Span<byte> span)
    {
        span = _identity ? MemoryMarshal.AsBytes(destination.Span.Slice(at, count)) : default;
        return _identity;
    }

    public override void Landed(int at, int count)
    {
        if (scaling is { } factors)
        {
            Scale(destination.Span.Slice(at, count), factors.Scale, factors.Offset);
        }
    }

    private static void Scale(Span<T> values, T scale, T offset)
    {
        int done = 0;
        if (Vector<T>.IsSupported)
        {
            // Multiply, then add: the same rounding as the scalar loop, whatever the width of the machine's vectors.
            var factor = new Vector<T>(scale);
            var shift = new Vector<T>(offset);
            for (; done <= values.Length - Vector<T>.Count; done += Vector<T>.Count)
            {
                ((new Vector<T>(values[done..]) * factor) + shift).CopyTo(values[done..]);
            }
        }

        for (; done < values.Length; done++)
        {
            values[done] = (values[done] * scale) + offset;
        }
    }
}
