using System.Runtime.CompilerServices;

namespace EphysTx.Numerics;

/// <summary>
/// Cholesky factor of a symmetric positive semidefinite matrix. A column that earlier ones explain up to rounding is left out:
/// the solution has a 0 there.
/// </summary>
internal sealed class SemidefiniteFactor
{
    private const double Negligible = 1e-12;

    private readonly Matrix _lower;

    // Optimised at once: a single prediction of many cells must not spend its time in code that is not compiled well yet.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SemidefiniteFactor(Matrix symmetric)
    {
        int size = symmetric.Rows;
        _lower = new Matrix(size, size);
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double pivot = _lower[j, j];
                _lower[i, j] = pivot == 0 ? 0 : (symmetric[i, j] - LinearAlgebra.Dot(_lower.Row(i)[..j], _lower.Row(j)[..j])) / pivot;
            }

            double rest = symmetric[i, i] - LinearAlgebra.Dot(_lower.Row(i)[..i], _lower.Row(i)[..i]);
            _lower[i, i] = rest > Negligible * symmetric[i, i] ? Math.Sqrt(rest) : 0;
            if (_lower[i, i] == 0)
            {
                _lower.Row(i).Clear();
            }
        }
    }

    /// <summary>Solves matrix · x = <paramref name="right"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double[] Solve(double[] right)
    {
        var x = new double[right.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double pivot = _lower[i, i];
            x[i] = pivot == 0 ? 0 : (right[i] - LinearAlgebra.Dot(_lower.Row(i)[..i], x.AsSpan(0, i))) / pivot;
        }

        for (int i = x.Length - 1; i >= 0; i--)
        {
            double pivot = _lower[i, i];
            x[i] = pivot == 0 ? 0 : x[i] / pivot;
            LinearAlgebra.AddScaled(x.AsSpan(0, i), -x[i], _lower.Row(i)[..i]);
        }

        return x;
    }
}
