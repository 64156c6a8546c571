using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace EphysTx.Recordings;

/// <summary>
/// The samples of one trace in the precision in which they were stored: single or double. Most files hold single precision, and
/// a few definitions depend on it (a threshold is rounded to the precision of the samples before it is compared), so the
/// precision travels with the samples. Missing samples are NaN.
/// </summary>
public readonly struct SampleArray : IEquatable<SampleArray>
{
    private readonly float[]? single;
    private readonly double[]? full;

    /// <summary>Wraps single-precision samples; the array is not copied.</summary>
    public SampleArray(float[] samples)
        : this(samples, samples?.Length ?? 0)
    {
    }

    /// <summary>Wraps double-precision samples; the array is not copied.</summary>
    public SampleArray(double[] samples)
        : this(samples, samples?.Length ?? 0)
    {
    }

    /// <summary>Wraps the first samples of an array.</summary>
    public SampleArray(float[] samples, int length)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, samples.Length);
        single = samples;
        Length = length;
    }

    /// <summary>Wraps the first samples of an array.</summary>
    public SampleArray(double[] samples, int length)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, samples.Length);
        full = samples;
        Length = length;
    }

    /// <summary>Number of samples.</summary>
    public int Length { get; }

    /// <summary>The array behind single-precision samples, else null.</summary>
    internal float[]? Singles => single;

    /// <summary>The array behind double-precision samples, else null.</summary>
    internal double[]? Doubles => full;

    /// <summary>Whether the samples are single-precision numbers.</summary>
    public bool IsSingle => single is not null;

    /// <summary>The sample at an index (0-based).</summary>
    public double this[int index] => single is not null ? single[index] : full![index];

    /// <summary>Copies samples [start, start + destination length) as double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    public void CopyTo(int start, Span<double> destination)
    {
        if (full is not null)
        {
            full.AsSpan(start, destination.Length).CopyTo(destination);
            return;
        }

        ReadOnlySpan<float> source = single.AsSpan(start, destination.Length);
        for (int k = 0; k < source.Length; k++)
        {
            destination[k] = source[k];
        }
    }

    /// <summary>Samples [0, length) as a new array of double.</summary>
    public double[] ToDouble(int length)
    {
        double[] copy = GC.AllocateUninitializedArray<double>(length);
        CopyTo(0, copy);
        return copy;
    }

    /// <summary>Index of the last sample that is not NaN; -1 when there is none.</summary>
    public int LastNotNaN()
    {
        int k = Length - 1;
        while (k >= 0 && double.IsNaN(this[k]))
        {
            k--;
        }

        return k;
    }

    /// <summary>
    /// The first k in [from, end - 1) with x[k + 1] - x[k] != 0, or -1. A difference with NaN counts as a change.
    /// </summary>
    internal int NextChange(int from, int end)
    {
        while (from < end - 1)
        {
            double value = this[from];
            if (!double.IsFinite(value))
            {
                return from;
            }

            int run = single is not null
                ? MemoryMarshal.Cast<float, int>(single.AsSpan(from, end - from)).IndexOfAnyExcept(BitConverter.SingleToInt32Bits(single[from]))
                : MemoryMarshal.Cast<double, long>(full.AsSpan(from, end - from)).IndexOfAnyExcept(BitConverter.DoubleToInt64Bits(full![from]));
            if (run < 0)
            {
                return -1;
            }

            if (this[from + run] != value)
            {
                return from + run - 1;
            }

            from += run; // the two zeros differ in their bits and not in their value
        }

        return -1;
    }

    /// <summary>The last k in [0, end - 1) with x[k + 1] - x[k] != 0, or -1. A difference with NaN counts as a change.</summary>
    internal int LastChange(int end)
    {
        int last = end - 1;
        while (last > 0)
        {
            double value = this[last];
            if (!double.IsFinite(value))
            {
                return last - 1;
            }

            int other = single is not null
                ? MemoryMarshal.Cast<float, int>(single.AsSpan(0, last)).LastIndexOfAnyExcept(BitConverter.SingleToInt32Bits(single[last]))
                : MemoryMarshal.Cast<double, long>(full.AsSpan(0, last)).LastIndexOfAnyExcept(BitConverter.DoubleToInt64Bits(full![last]));
            if (other < 0)
            {
                return -1;
            }

            if (this[other] != value)
            {
                return other;
            }

            last = other;
        }

        return -1;
    }

    /// <summary>Whether any of the samples [0, end) is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    internal bool HasNaN(int end)
    {
        if (single is not null)
        {
            foreach (float value in single.AsSpan(0, end))
            {
                if (float.IsNaN(value))
                {
                    return true;
                }
            }

            return false;
        }

        foreach (double value in full.AsSpan(0, end))
        {
            if (double.IsNaN(value))
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public bool Equals(SampleArray other) => ReferenceEquals(single, other.single) && ReferenceEquals(full, other.full) && Length == other.Length;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SampleArray other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(single, full, Length);

    /// <summary>Whether both wrap the same array.</summary>
    public static bool operator ==(SampleArray left, SampleArray right) => left.Equals(right);

    /// <summary>Whether they wrap different arrays.</summary>
    public static bool operator !=(SampleArray left, SampleArray right) => !left.Equals(right);
}
