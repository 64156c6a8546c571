using System.Runtime.CompilerServices;

namespace EphysTx.Sequence;

/// <summary>
/// exp and tanh in single precision, absolute error of tanh and relative error of exp below 2e-7 (polynomials of the Cephes
/// library, Moshier 1992). The same operations at every width, so the same bits on every machine.
/// </summary>
internal static class SingleMath<TOps, TVector>
    where TOps : ILaneOps<TVector, float>, ISingleOps<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x)
    {
        // Beyond these bounds the result would leave the range of normal numbers; NaN passes both comparisons unchanged.
        x = TOps.WhereLess(x, Constant(-87.3f), Constant(-87.3f), x);
        x = TOps.WhereLess(Constant(88f), x, Constant(88f), x);
        TVector n = TOps.Round(TOps.Multiply(x, Constant(1.44269504f)));
        TVector r = TOps.MultiplyAdd(n, Constant(-0.693359375f), x);
        r = TOps.MultiplyAdd(n, Constant(2.12194440e-4f), r);
        TVector p = Constant(1.9875691500e-4f);
        p = TOps.MultiplyAdd(p, r, Constant(1.3981999507e-3f));
        p = TOps.MultiplyAdd(p, r, Constant(8.3334519073e-3f));
        p = TOps.MultiplyAdd(p, r, Constant(4.1665795894e-2f));
        p = TOps.MultiplyAdd(p, r, Constant(1.6666665459e-1f));
        p = TOps.MultiplyAdd(p, r, Constant(5.0000001201e-1f));
        p = TOps.MultiplyAdd(p, TOps.Multiply(r, r), r);
        return TOps.Multiply(TOps.Add(p, Constant(1f)), TOps.PowerOfTwo(n));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        TVector z = TOps.Multiply(x, x);
        TVector p = Constant(-5.70498872745e-3f);
        p = TOps.MultiplyAdd(p, z, Constant(2.06390887954e-2f));
        p = TOps.MultiplyAdd(p, z, Constant(-5.37397155531e-2f));
        p = TOps.MultiplyAdd(p, z, Constant(1.33314422036e-1f));
        p = TOps.MultiplyAdd(p, z, Constant(-3.33332819422e-1f));
        TVector small = TOps.MultiplyAdd(TOps.Multiply(p, z), x, x);
        TVector size = TOps.Abs(x);
        TVector e = Exp(TOps.Add(size, size));
        TVector large = TOps.Subtract(Constant(1f), TOps.Divide(Constant(2f), TOps.Add(e, Constant(1f))));
        large = TOps.WhereLess(x, Constant(0f), TOps.Subtract(Constant(0f), large), large);
        return TOps.WhereLess(size, Constant(0.625f), small, large);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Constant(float value) => TOps.Broadcast(value);
}
