namespace EphysTx.Features.Subthreshold;

/// <summary>
/// Least-squares fit of y = c + a · exp(-r · x). For a given rate r the other two are linear, so the search is over r alone (variable
/// projection, Golub and Pereyra 1973) with Gauss–Newton steps that are halved until the residual falls.
/// </summary>
public static class ExponentialFit
{
    private const int MaxSteps = 200;

    /// <summary>The rate r in 1/unit of x; NaN when no decay fits.</summary>
    /// <param name="x">Ascending, at least three values, the first 0.</param>
    /// <param name="y">As many finite values.</param>
    public static double Rate(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double span = x[^1];
        double rate = 0;
        double best = double.PositiveInfinity;
        for (double trial = 0.25 / span; trial < 1e4 / span; trial *= 2)
        {
            double residual = Project(x, y, trial, out _, out _);
            if (residual < best)
            {
                (best, rate) = (residual, trial);
            }
        }

        for (int step = 0; step < MaxSteps; step++)
        {
            double residual = Project(x, y, rate, out double offset, out double amplitude);
            double move = GaussNewton(x, y, rate, offset, amplitude);
            double next = rate + move;
            double accepted = double.NaN;
            for (int halving = 0; halving < 40; halving++, next = rate + (move /= 2))
            {
                if (next > 0 && (accepted = Project(x, y, next, out _, out _)) <= residual)
                {
                    break;
                }
            }

            if (!(accepted <= residual) || Math.Abs(next - rate) <= 1e-12 * rate)
            {
                break;
            }

            rate = next;
        }

        return double.IsFinite(rate) && rate * span > 1e-3 ? rate : double.NaN;
    }

    private static double Project(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double rate, out double offset, out double amplitude)
    {
        double s = 0, ss = 0, sy = 0, sumY = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double e = Math.Exp(-rate * x[k]);
            s += e;
            ss += e * e;
            sy += e * y[k];
            sumY += y[k];
        }

        int n = x.Length;
        double determinant = (n * ss) - (s * s);
        amplitude = ((n * sy) - (s * sumY)) / determinant;
        offset = (sumY - (amplitude * s)) / n;
        double residual = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double d = y[k] - offset - (amplitude * Math.Exp(-rate * x[k]));
            residual += d * d;
        }

        return double.IsNaN(residual) ? double.PositiveInfinity : residual;
    }

    // One Gauss-Newton step in (c, a, r); at the projected point only the third component is not already zero.
    private static double GaussNewton(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double rate, double offset, double amplitude)
    {
        double n = x.Length, s = 0, ss = 0, g = 0, gs = 0, gg = 0, rg = 0;
        for (int k = 0; k < x.Length; k++)
        {
            double e = Math.Exp(-rate * x[k]);
            double slope = -amplitude * x[k] * e;
            double residual = y[k] - offset - (amplitude * e);
            s += e;
            ss += e * e;
            g += slope;
            gs += slope * e;
            gg += slope * slope;
            rg += residual * slope;
        }

        // Remove from the slope column what the constant and the exponential explain of it.
        double determinant = (n * ss) - (s * s);
        double a = ((n * gs) - (s * g)) / determinant;
        double c = (g - (a * s)) / n;
        double remaining = gg - (a * gs) - (c * g);
        return rg / remaining;
    }
}
