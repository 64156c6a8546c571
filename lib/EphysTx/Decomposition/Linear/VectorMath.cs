using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace EphysTx.Decomposition;

/// <summary>Dot products and updates of contiguous values. The vector width is fixed, so that every machine adds in the same order.</summary>
internal static class VectorMath
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector256<double>> x = MemoryMarshal.Cast<double, Vector256<double>>(a);
        ReadOnlySpan<Vector256<double>> y = MemoryMarshal.Cast<double, Vector256<double>>(b[..a.Length]);
        Vector256<double> first = Vector256<double>.Zero;
        Vector256<double> second = Vector256<double>.Zero;
        int block = 0;
        for (; block + 1 < x.Length; block += 2)
        {
            first += x[block] * y[block];
            second += x[block + 1] * y[block + 1];
        }

        if (block < x.Length)
        {
            first += x[block] * y[block];
        }

        double sum = Vector256.Sum(first + second);
        for (int i = x.Length * Vector256<double>.Count; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>target += factor · source.</summary>
    public static void AddScaled(Span<double> target, ReadOnlySpan<double> source, double factor)
    {
        Span<Vector256<double>> x = MemoryMarshal.Cast<double, Vector256<double>>(target);
        ReadOnlySpan<Vector256<double>> y = MemoryMarshal.Cast<double, Vector256<double>>(source[..target.Length]);
        Vector256<double> factors = Vector256.Create(factor);
        for (int block = 0; block < x.Length; block++)
        {
            x[block] += factors * y[block];
        }

        for (int i = x.Length * Vector256<double>.Count; i < target.Length; i++)
        {
            target[i] += factor * source[i];
        }
    }

    /// <summary>(a, b) becomes (c·a − s·b, s·a + c·b).</summary>
    public static void Rotate(Span<double> a, Span<double> b, double c, double s)
    {
        Span<Vector256<double>> x = MemoryMarshal.Cast<double, Vector256<double>>(a);
        Span<Vector256<double>> y = MemoryMarshal.Cast<double, Vector256<double>>(b[..a.Length]);
        Vector256<double> cosine = Vector256.Create(c);
        Vector256<double> sine = Vector256.Create(s);
        for (int block = 0; block < x.Length; block++)
        {
            Vector256<double> old = x[block];
            x[block] = (cosine * old) - (sine * y[block]);
            y[block] = (sine * old) + (cosine * y[block]);
        }

        for (int i = x.Length * Vector256<double>.Count; i < a.Length; i++)
        {
            (a[i], b[i]) = ((c * a[i]) - (s * b[i]), (s * a[i]) + (c * b[i]));
        }
    }

    public static void Scale(Span<double> values, double factor)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= factor;
        }
    }
}
