using System.Numerics;
using System.Runtime.CompilerServices;

namespace EphysTx.Sequence;

/// <summary>The kernels, written once over <see cref="ILaneOps{TVector, T}"/>; a row's tail goes number by number.</summary>
/// <typeparam name="T">The number.</typeparam>
/// <typeparam name="TVector">The register.</typeparam>
/// <typeparam name="TOps">Arithmetic on registers.</typeparam>
/// <typeparam name="TTail">Arithmetic on single numbers.</typeparam>
internal sealed unsafe partial class LaneKernels<T, TVector, TOps, TTail> : Kernels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVector : unmanaged
    where TOps : ILaneOps<TVector, T>
    where TTail : ILaneOps<T, T>
{
    // Reductions keep this many interleaved sums at every register width.
    private const int Sums = 16;

    public override int Width => TOps.Count;

    public override void Tanh(T* values, int count)
    {
        int i = 0;
        for (; i <= count - TOps.Count; i += TOps.Count)
        {
            TOps.Store(values + i, TOps.Tanh(TOps.Load(values + i)));
        }

        for (; i < count; i++)
        {
            values[i] = TTail.Tanh(values[i]);
        }
    }

    public override void Exp(T* values, int count)
    {
        int i = 0;
        for (; i <= count - TOps.Count; i += TOps.Count)
        {
            TOps.Store(values + i, TOps.Exp(TOps.Load(values + i)));
        }

        for (; i < count; i++)
        {
            values[i] = TTail.Exp(values[i]);
        }
    }

    public override void TanhBackward(T* values, T* vector, T factor, int count)
    {
        int vectors = count - (count % TOps.Count);
        Part<TVector, TOps>(0, vectors);
        Part<T, TTail>(vectors, count);

        void Part<V, O>(int start, int end)
            where O : ILaneOps<V, T>
        {
            V one = O.Broadcast(T.One);
            V factors = O.Broadcast(factor);
            for (int i = start; i < end; i += O.Count)
            {
                V y = O.Load(values + i);
                O.Store(values + i, O.Multiply(O.Multiply(factors, O.Load(vector + i)), O.Subtract(one, O.Multiply(y, y))));
            }
        }
    }

    public override void AddScaled(T factor, T* source, T* target, int count)
    {
        int i = 0;
        TVector factors = TOps.Broadcast(factor);
        for (; i <= count - TOps.Count; i += TOps.Count)
        {
            TOps.Store(target + i, TOps.MultiplyAdd(factors, TOps.Load(source + i), TOps.Load(target + i)));
        }

        for (; i < count; i++)
        {
            target[i] = TTail.MultiplyAdd(factor, source[i], target[i]);
        }
    }

    public override void Multiply(T* a, T* b, T* target, int count)
    {
        int i = 0;
        for (; i <= count - TOps.Count; i += TOps.Count)
        {
            TOps.Store(target + i, TOps.Multiply(TOps.Load(a + i), TOps.Load(b + i)));
        }

        for (; i < count; i++)
        {
            target[i] = a[i] * b[i];
        }
    }

    public override T Dot(T* a, T* b, int count)
    {
        T* sums = stackalloc T[Sums];
        int i = 0;
        for (; i <= count - Sums; i += Sums)
        {
            for (int lane = 0; lane < Sums; lane += TOps.Count)
            {
                TOps.Store(sums + lane, TOps.MultiplyAdd(TOps.Load(a + i + lane), TOps.Load(b + i + lane), TOps.Load(sums + lane)));
            }
        }

        for (int lane = 0; i < count; i++, lane++)
        {
            sums[lane] = TTail.MultiplyAdd(a[i], b[i], sums[lane]);
        }

        return Total(sums);
    }

    public override T Sum(T* a, int count)
    {
        T* sums = stackalloc T[Sums];
        int i = 0;
        for (; i <= count - Sums; i += Sums)
        {
            for (int lane = 0; lane < Sums; lane += TOps.Count)
            {
                TOps.Store(sums + lane, TOps.Add(TOps.Load(a + i + lane), TOps.Load(sums + lane)));
            }
        }

        for (int lane = 0; i < count; i++, lane++)
        {
            sums[lane] += a[i];
        }

        return Total(sums);
    }

    public override void Shift(T* values, T mean, T factor, int count)
    {
        int i = 0;
        TVector means = TOps.Broadcast(mean);
        TVector factors = TOps.Broadcast(factor);
        for (; i <= count - TOps.Count; i += TOps.Count)
        {
            TOps.Store(values + i, TOps.Multiply(TOps.Subtract(TOps.Load(values + i), means), factors));
        }

        for (; i < count; i++)
        {
            values[i] = (values[i] - mean) * factor;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Total(T* sums)
    {
        T total = sums[0];
        for (int lane = 1; lane < Sums; lane++)
        {
            total += sums[lane];
        }

        return total;
    }
}
