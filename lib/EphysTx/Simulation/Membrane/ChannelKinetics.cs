namespace EphysTx.Simulation.Membrane;

/// <summary>
/// Steady states and time constants of the gates (Hodgkin and Huxley 1952, J Physiol 117:500). Sodium and delayed rectifier have the form of Traub and Miles 1991 with the
/// threshold shift of Pospischil et al. 2008 (Biol Cybern 99:427), the M current the form that they use (after Yamada et al. 1989). Kv3 has the form used by Erisir
/// et al. 1999 (J Neurophysiol 82:2476). The slowly inactivating potassium current has half-points, slopes and times of the d-current of Golomb et al. 2007 (PLoS Comput Biol 3:e156), the h-current the
/// rates of Kole et al. 2006 (J Neurosci 26:1677). Speeds, shifts, conductances and reversal potentials are our own, fitted to published quartiles; the speed of inactivation was inspired by fast-spiking
/// models (Wang and Buzsáki 1996, J Neurosci 16:6402). Potentials in mV, times in ms.
/// </summary>
public static class ChannelKinetics
{
    /// <summary>Number of gates.</summary>
    public const int Gates = 8;

    /// <summary>Reversal potential of sodium, in mV.</summary>
    public const double SodiumReversal = 50;

    /// <summary>Reversal potential of potassium, in mV.</summary>
    public const double PotassiumReversal = -80;

    /// <summary>Reversal potential of the h-current, in mV.</summary>
    public const double HReversal = -35;

    /// <summary>Steady state and time constant of a gate. Order: m, h, n, Kv3, A activation, A inactivation, M, h-current.</summary>
    public static (double Steady, double Time) Gate(int gate, double v, in ActiveParameters active)
    {
        double u = v - active.ThresholdShift;
        return gate switch
        {
            0 => FromRates(0.32 * Linoid(13 - u, 4), 0.28 * Linoid(u - 40, 5), 1),
            1 => FromRates(0.128 * Math.Exp((17 - u) / 18), 4 / (1 + Math.Exp((40 - u) / 5)), active.InactivationSpeed),
            2 => FromRates(0.032 * Linoid(15 - u, 5), 0.5 * Math.Exp((10 - u) / 40), active.PotassiumSpeed),
            3 => FromRates(Linoid(95 - v, 11.8), 0.025 * Math.Exp(-v / 22.222), active.PotassiumSpeed),
            4 => (Boltzmann(v, -50, 20), 2),
            5 => (Boltzmann(v, -70, -6), active.ATime),
            6 => (Boltzmann(v, -35, 10), active.MTime / ((3.3 * Math.Exp((v + 35) / 20)) + Math.Exp(-(v + 35) / 20))),
            7 => FromRates(0.00643 * Linoid(v + 154.9, 11.9), 0.193 * Math.Exp(v / 33.1), 1),
            _ => throw new ArgumentOutOfRangeException(nameof(gate)),
        };
    }

    /// <summary>Steady current of the active channels without the h-current at a potential, in pA/pF.</summary>
    public static double SteadyActiveCurrent(double v, in ActiveParameters active)
    {
        double m = Gate(0, v, active).Steady, h = Gate(1, v, active).Steady, n = Gate(2, v, active).Steady, p = Gate(3, v, active).Steady;
        double a = Gate(4, v, active).Steady, b = Gate(5, v, active).Steady, w = Gate(6, v, active).Steady;
        double potassium = (active.Potassium * n * n * n * n) + (active.Kv3 * p * p) + (active.A * a * a * a * b) + (active.M * w);
        return (active.Sodium * m * m * m * h * (v - SodiumReversal)) + (potassium * (v - PotassiumReversal));
    }

    private static (double Steady, double Time) FromRates(double alpha, double beta, double speed) => (alpha / (alpha + beta), 1 / ((alpha + beta) * speed));

    // x / (exp(x / s) - 1), with its limit at 0.
    private static double Linoid(double x, double s) => Math.Abs(x / s) < 1e-6 ? s - (x / 2) : x / (Math.Exp(x / s) - 1);

    private static double Boltzmann(double v, double half, double slope) => 1 / (1 + Math.Exp(-(v - half) / slope));
}
