namespace EphysTx.Statistics;

/// <summary>The few special functions that the distributions need.</summary>
internal static class SpecialFunctions
{
    private const double Tiny = 1e-300;
    private const int MaximumTerms = 100_000;

    // B₂ₖ / (2k (2k − 1)) for k = 1 … 8, from the Bernoulli numbers.
    private static readonly double[] StirlingTerms =
        [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156, -3617.0 / 122_400];

    /// <summary>ln Γ(x) for x above 0: Stirling's series (DLMF 5.11.1) after shifting x to where it is exact to rounding.</summary>
    public static double LogGamma(double x)
    {
        double product = 1;
        while (x < 16)
        {
            product *= x++;
        }

        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + StirlingSeries(x) - Math.Log(product);
    }

    /// <summary>ln Γ(a + b) − ln Γ(a), without losing digits to the difference of two large numbers.</summary>
    public static double LogGammaRatio(double a, double b) => a < 16
        ? LogGamma(a + b) - LogGamma(a)
        : ((a - 0.5) * LogOnePlus(b / a)) + (b * Math.Log(a + b)) - b + StirlingSeries(a + b) - StirlingSeries(a);

    /// <summary>ln(1 + x) that keeps its digits for small x: the rounding of 1 + x is divided out again.</summary>
    public static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>
    /// Regularised incomplete beta function I_x(a, ½), given x and y = 1 − x so that neither loses digits. All terms of both
    /// expansions are positive, so nothing cancels, however large a: for small y the power series of the other side
    /// (DLMF 8.17.8), else I = x^a F(1, ½; a + 1; −x/y) / (a B(a, ½) √y) with Gauss's continued fraction (DLMF 15.7.5).
    /// </summary>
    public static double IncompleteBetaHalf(double a, double x, double y)
    {
        if (x <= 0 || y <= 0)
        {
            return x <= 0 ? 0 : 1;
        }

        double logX = x > 0.5 ? LogOnePlus(-y) : Math.Log(x);
        double front = Math.Exp(LogGammaRatio(a, 0.5) + (a * logX)) / Math.Sqrt(Math.PI);
        if (y < 1.5 / (a + 2.5))
        {
            double term = 1;
            double sum = term;
            for (int n = 0; term > sum * 1e-17; n++)
            {
                term *= (a + 0.5 + n) / (1.5 + n) * y;
                sum += term;
            }

            return 1 - (2 * front * Math.Sqrt(y) * sum);
        }

        // 1 / (1 + k₁/(1 + k₂/(1 + …))), by Lentz's method.
        double w = x / y;
        double gamma = a + 1;
        double c = 1 / Tiny;
        double d = 1;
        double fraction = 1;
        for (int n = 1; n < MaximumTerms && Math.Abs((c * d) - 1) > 1e-16; n++)
        {
            int half = n / 2;
            double numerator = n % 2 == 1 ? (0.5 + half) * (gamma + half - 1) : half * (gamma + half - 1.5);
            double coefficient = w * (n == 1 ? 0.5 / gamma : numerator / ((gamma + n - 2) * (gamma + n - 1)));
            d = 1 / (1 + (coefficient * d));
            c = 1 + (coefficient / c);
            fraction *= c * d;
        }

        return front / (a * Math.Sqrt(y)) * fraction;
    }

    /// <summary>
    /// Upper regularised incomplete gamma function Q(½, x) = erfc(√x) for x ≥ 0: power series (DLMF 8.11.4) for small x,
    /// continued fraction (DLMF 8.9.2) for large.
    /// </summary>
    public static double UpperIncompleteGammaHalf(double x)
    {
        if (double.IsPositiveInfinity(x))
        {
            return 0;
        }

        double front = Math.Exp(-x) * Math.Sqrt(x / Math.PI);
        if (x < 2)
        {
            double term = 2;
            double sum = term;
            for (int n = 1; term > sum * 1e-17; n++)
            {
                term *= x / (0.5 + n);
                sum += term;
            }

            return 1 - (front * sum);
        }

        double b = x + 0.5;
        double c = 1 / Tiny;
        double d = 1 / b;
        double fraction = d;
        for (int i = 1; i < MaximumTerms; i++)
        {
            double coefficient = -i * (i - 0.5);
            b += 2;
            d = 1 / NotZero((coefficient * d) + b);
            c = NotZero(b + (coefficient / c));
            fraction *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-16)
            {
                break;
            }
        }

        return front * fraction;
    }

    /// <summary>The x in [low, high] at which an increasing function reaches a value, by bisection to the last bit.</summary>
    public static double Invert(Func<double, double> increasing, double value, double low, double high)
    {
        while (true)
        {
            double middle = low + ((high - low) / 2);
            if (middle <= low || middle >= high)
            {
                return middle;
            }

            if (increasing(middle) < value)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }
    }

    private static double StirlingSeries(double x)
    {
        double series = 0;
        double power = x;
        foreach (double term in StirlingTerms)
        {
            series += term / power;
            power *= x * x;
        }

        return series;
    }

    private static double NotZero(double value) => Math.Abs(value) < Tiny ? Tiny : value;
}
