using System.Numerics;
using System.Runtime.CompilerServices;
using EphysTx.Recordings;

namespace EphysTx.Features.Signals;

/// <summary>
/// Fourth-order Bessel low-pass (phase normalisation), made digital by the bilinear transform and applied forwards and backwards, so
/// that it shifts nothing in time. Source: spec IPFX §4.
/// </summary>
public sealed class BesselLowPass
{
    private const int Order = 4;

    /// <summary>Samples by which the trace is extended at each end, and which it must exceed in length.</summary>
    public const int Padding = 3 * (Order + 1);

    // Roots of s^4 + 10 s^3 + 45 s^2 + 105 s + 105, the reverse Bessel polynomial of degree four.
    private static readonly Complex[] Roots =
    [
        new(-2.103789397179628, 2.657418041856752), new(-2.103789397179628, -2.657418041856752),
        new(-2.896210602820372, 0.867234128934504), new(-2.896210602820372, -0.867234128934504),
    ];

    private readonly double[] b = new double[Order + 1];
    private readonly double[] a = new double[Order + 1];
    private readonly double[] state = new double[Order];

    /// <summary>Designs the filter.</summary>
    /// <param name="cutoff">Cut-off as a fraction of the Nyquist frequency, in [0, 1).</param>
    /// <exception cref="AnalysisFailureException">The cut-off lies outside that range.</exception>
    public BesselLowPass(double cutoff)
    {
        if (!(cutoff >= 0 && cutoff < 1))
        {
            throw new AnalysisFailureException(
                FailureReason.SamplingRateTooLow,
                null,
                FormattableString.Invariant($"The low-pass cut-off is {cutoff:0.######} of the Nyquist frequency; it must be below 1, so sample faster or lower the cut-off."));
        }

        double warped = 4 * Math.Tan(Math.PI * cutoff / 2);
        double norm = Math.Pow(105, -0.25);
        Complex product = Complex.One;
        Complex[] polynomial = [Complex.One];
        foreach (Complex root in Roots)
        {
            Complex pole = Refine(root) * norm * warped;
            product *= 4 - pole;
            polynomial = TimesRoot(polynomial, (4 + pole) / (4 - pole));
        }

        double gain = Math.Pow(warped, Order) * (1 / product).Real;
        double[] binomial = [1, 4, 6, 4, 1];
        for (int k = 0; k <= Order; k++)
        {
            b[k] = gain * binomial[k];
            a[k] = polynomial[k].Real;
        }

        SolveSteadyState();
    }

    /// <summary>Numerator coefficients, b[0] to b[4].</summary>
    public ReadOnlySpan<double> Numerator => b;

    /// <summary>Denominator coefficients, a[0] = 1 to a[4].</summary>
    public ReadOnlySpan<double> Denominator => a;

    /// <summary>State of the filter after a long constant input of 1 (direct form II transposed).</summary>
    public ReadOnlySpan<double> SteadyState => state;

    /// <summary>Filters a trace forwards and backwards with odd extension at both ends.</summary>
    /// <param name="trace">The samples.</param>
    /// <param name="isSingle">Whether they are single-precision numbers; the extension is then rounded to single as well.</param>
    /// <returns>As many samples.</returns>
    /// <exception cref="AnalysisFailureException">The trace has 15 samples or fewer.</exception>
    public double[] Filter(ReadOnlySpan<double> trace, bool isSingle = false)
    {
        double[] work = GC.AllocateUninitializedArray<double>(trace.Length + (2 * Padding));
        Filter(trace, isSingle, work);
        return work[Padding..(Padding + trace.Length)];
    }

    /// <summary>Filters within given memory, which must hold the trace and <see cref="Padding"/> samples at each end; the filtered trace begins after the first padding.</summary>
    internal void Filter(ReadOnlySpan<double> trace, bool isSingle, Span<double> work)
    {
        int n = trace.Length;
        if (n <= Padding)
        {
            throw new AnalysisFailureException(
                FailureReason.TooFewSamples, null, $"The trace has {n} samples; the filter needs more than {Padding}.");
        }

        work = work[..(n + (2 * Padding))];
        for (int k = 0; k < Padding; k++)
        {
            double before = (2 * trace[0]) - trace[Padding - k];
            double after = (2 * trace[n - 1]) - trace[n - 2 - k];
            work[k] = isSingle ? (float)before : before;
            work[Padding + n + k] = isSingle ? (float)after : after;
        }

        trace.CopyTo(work[Padding..]);
        Pass(work, forwards: true);
        Pass(work, forwards: false);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a loop over samples must not run unoptimised for the first cells
    private void Pass(Span<double> x, bool forwards)
    {
        int k = forwards ? 0 : x.Length - 1;
        int step = forwards ? 1 : -1;
        double first = x[k];
        double z0 = state[0] * first, z1 = state[1] * first, z2 = state[2] * first, z3 = state[3] * first;
        double b0 = b[0], b1 = b[1], b2 = b[2], b3 = b[3], b4 = b[4];
        double a1 = a[1], a2 = a[2], a3 = a[3], a4 = a[4];
        for (int count = x.Length; count > 0; count--, k += step)
        {
            double input = x[k];
            double output = (b0 * input) + z0;
            z0 = (b1 * input) - (a1 * output) + z1;
            z1 = (b2 * input) - (a2 * output) + z2;
            z2 = (b3 * input) - (a3 * output) + z3;
            z3 = (b4 * input) - (a4 * output);
            x[k] = output;
        }
    }

    // The steady state for input 1 has output y = sum(b) / sum(a); the states follow from the last one upwards.
    private void SolveSteadyState()
    {
        double output = b.Sum() / a.Sum();
        double next = 0;
        for (int k = Order; k >= 1; k--)
        {
            next += b[k] - (a[k] * output);
            state[k - 1] = next;
        }
    }

    // A Newton step or two takes the tabulated roots to full precision.
    private static Complex Refine(Complex s)
    {
        for (int k = 0; k < 3; k++)
        {
            Complex value = ((((((s + 10) * s) + 45) * s) + 105) * s) + 105;
            Complex slope = ((((((4 * s) + 30) * s) + 90) * s) + 105);
            s -= value / slope;
        }

        return s;
    }

    private static Complex[] TimesRoot(Complex[] polynomial, Complex root)
    {
        Complex[] product = new Complex[polynomial.Length + 1];
        for (int k = 0; k < polynomial.Length; k++)
        {
            product[k] += polynomial[k];
            product[k + 1] -= root * polynomial[k];
        }

        return product;
    }
}
